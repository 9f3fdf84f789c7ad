//! Sample posters and a sample film for passers-by, each about a posting of the synthetic province.
//! `packaging/make-film.sh` draws them. And a sample of another speech than Mandarin, which `packaging/make-voice.sh` makes.

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

/// A dialect with what is said in it.
#[derive(Debug)]
pub struct SampleVoice {
    pub id: &'static str,
    /// In Chinese and English: it is a machine's, and says so.
    pub title: [&'static str; 2],
    /// A number and the words of each sound, a line each.
    words: &'static str,
    sounds: [&'static [u8]; 16],
}

/// The way by pictures in Cantonese. No voice that can be had speaks Xiang; whoever wants the speech of a place records it.
pub const VOICE: SampleVoice = SampleVoice {
    id: "sample-yue",
    title: ["粤语（机器念的样例）", "Cantonese (a machine's, as a sample)"],
    words: include_str!("../../assets/voices/words.txt"),
    sounds: [
        include_bytes!("../../assets/voices/01.ogg"),
        include_bytes!("../../assets/voices/02.ogg"),
        include_bytes!("../../assets/voices/03.ogg"),
        include_bytes!("../../assets/voices/04.ogg"),
        include_bytes!("../../assets/voices/05.ogg"),
        include_bytes!("../../assets/voices/06.ogg"),
        include_bytes!("../../assets/voices/07.ogg"),
        include_bytes!("../../assets/voices/08.ogg"),
        include_bytes!("../../assets/voices/09.ogg"),
        include_bytes!("../../assets/voices/10.ogg"),
        include_bytes!("../../assets/voices/11.ogg"),
        include_bytes!("../../assets/voices/12.ogg"),
        include_bytes!("../../assets/voices/13.ogg"),
        include_bytes!("../../assets/voices/14.ogg"),
        include_bytes!("../../assets/voices/15.ogg"),
        include_bytes!("../../assets/voices/16.ogg"),
    ],
};

impl SampleVoice {
    /// What is said, and how it sounds.
    pub fn recordings(&self) -> impl Iterator<Item = (&'static str, Sample)> {
        let says = self.words.lines().filter_map(|line| Some(line.split_once(' ')?.1));
        says.zip(self.sounds).map(|(says, bytes)| (says, Sample { bytes, mime: "audio/ogg" }))
    }
}
