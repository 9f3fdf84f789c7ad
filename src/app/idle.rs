//! When nobody is there any more: first a question with time to answer, then everything is forgotten. The time is the
//! machine's steady time, so that a clock that is set cannot throw anybody out.

/// How long a pause is before the question, and how long the question waits, in milliseconds (适老化: the elderly get
/// twice as long; the extension is unlimited, WCAG 2.2.1).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Patience {
    pub pause_millis: u64,
    pub question_millis: u64,
}

impl Patience {
    /// The desk is locked after five minutes (等保2.0 level 2); what was typed is kept as a draft.
    pub const DESK: Self = Self { pause_millis: 270_000, question_millis: 30_000 };

    #[must_use]
    pub const fn of(elder: bool) -> Self {
        let times = if elder { 2 } else { 1 };
        Self { pause_millis: 60_000 * times, question_millis: 30_000 * times }
    }
}

/// Where an idle session stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stage {
    /// Somebody is here; the question comes at this steady time.
    Active { until_millis: u64 },
    /// The question stands on the screen.
    Asking { left_secs: u64, whole_secs: u64 },
    /// Nobody answered.
    Over,
}

/// The stage of a session last touched at `touched`, at the steady time `now` (both in milliseconds).
#[must_use]
pub const fn stage(touched: u64, now: u64, patience: Patience) -> Stage {
    let pause_end = touched.saturating_add(patience.pause_millis);
    let end = pause_end.saturating_add(patience.question_millis);
    if now < pause_end {
        Stage::Active { until_millis: pause_end }
    } else if now < end {
        let left_secs = (end - now).div_ceil(1_000);
        Stage::Asking { left_secs, whole_secs: patience.question_millis / 1_000 }
    } else {
        Stage::Over
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pause_brings_a_question_and_silence_ends_the_session() {
        let patience = Patience::of(false);
        assert_eq!(stage(1_000, 60_999, patience), Stage::Active { until_millis: 61_000 });
        assert_eq!(stage(1_000, 61_000, patience), Stage::Asking { left_secs: 30, whole_secs: 30 });
        assert_eq!(stage(1_000, 90_500, patience), Stage::Asking { left_secs: 1, whole_secs: 30 });
        assert_eq!(stage(1_000, 91_000, patience), Stage::Over);
    }

    #[test]
    fn the_elderly_get_twice_the_time() {
        assert_eq!(stage(0, 119_999, Patience::of(true)), Stage::Active { until_millis: 120_000 });
        assert_eq!(stage(0, 120_000, Patience::of(true)), Stage::Asking { left_secs: 60, whole_secs: 60 });
    }
}
