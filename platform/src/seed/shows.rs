//! Sample posters and a sample film for passers-by, each about a posting of the synthetic province.
//! `packaging/make-film.sh` draws them.

use yizhan_wire::{JobKind, Posting, WorkForm};

/// A file that comes with the program.
#[derive(Debug, Clone, Copy)]
pub struct Sample {
    pub bytes: &'static [u8],
    pub mime: &'static str,
}

/// What is shown of them.
#[derive(Debug)]
pub struct SampleShow {
    pub id: &'static str,
    /// In Chinese and English.
    pub title: [&'static str; 2],
    pub poster: Sample,
    /// The film and what is said in it.
    pub film: Option<[Sample; 2]>,
    /// Whether a posting is one that it can be about.
    pub suits: fn(&Posting) -> bool,
}

/// All of them, in the order in which they are shown.
pub const SHOWS: [SampleShow; 2] = [
    SampleShow {
        id: "sample-welders",
        title: ["招焊工，有师傅带", "Welders wanted, with a master to learn from"],
        poster: Sample { bytes: include_bytes!("../../assets/shows/welders.jpg"), mime: "image/jpeg" },
        film: Some([
            Sample { bytes: include_bytes!("../../assets/shows/welders.mp4"), mime: "video/mp4" },
            Sample { bytes: include_bytes!("../../assets/shows/welders.vtt"), mime: "text/vtt" },
        ]),
        suits: |posting| posting.job_kind == JobKind::Welder && posting.work_form != WorkForm::DayJob,
    },
    SampleShow {
        id: "sample-day-jobs",
        title: ["今天的零工，当天结钱", "Day jobs, paid on the day"],
        poster: Sample { bytes: include_bytes!("../../assets/shows/day-jobs.jpg"), mime: "image/jpeg" },
        film: None,
        suits: |posting| posting.work_form == WorkForm::DayJob,
    },
];
