//! Where a terminal stands. What people come for differs, and so does what stands first on the first page; everything is
//! everywhere, some of it a touch further.

/// The kind of place.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Venue {
    /// 就业驿站: a station in a street or a village.
    #[default]
    Station,
    /// 零工市场: people come in the morning for a day's work.
    GigMarket,
    /// 政务服务大厅: people come for business.
    Hall,
    /// 院校: students and graduates.
    School,
}
