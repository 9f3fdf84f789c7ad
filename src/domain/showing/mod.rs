//! What a station shows while nobody uses it: which posters and films it is the turn of, and what is said in a film. Which
//! hour it is, which postings are open and which media are here are arguments.

pub mod subtitles;

use super::content::{Film, Playlist, Said, USUAL_SECONDS};
use super::nouns::{MediaHash, Posting, PostingId};
use jiff::civil::DateTime;

/// What is put on the screen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Picture {
    Still(MediaHash),
    Film {
        film: MediaHash,
        /// In the language it is shown in.
        subtitles: Option<MediaHash>,
        /// Whether it is heard.
        sound: bool,
        /// Where it begins, in milliseconds.
        from_millis: u64,
    },
}

impl Picture {
    /// A film from its beginning; `english` chooses among its subtitles.
    #[must_use]
    pub fn film(film: &Film, english: bool, sound: bool) -> Self {
        let own = if english { film.subtitles_en.as_ref() } else { None };
        let subtitles = own.or(film.subtitles.as_ref()).map(|medium| medium.sha256);
        Self::Film { film: film.medium.sha256, subtitles, sound, from_millis: 0 }
    }
}

/// One turn: what is shown, for how long, and where a touch leads.
#[derive(Debug, Clone, PartialEq)]
pub struct Turn {
    pub id: String,
    pub title: Said,
    pub line: Said,
    /// The posting it is about, as it stands today.
    pub posting: Option<Box<Posting>>,
    pub picture: Picture,
    /// What stands for a film that cannot be played.
    pub instead: Option<MediaHash>,
    /// Seconds that a still picture stands.
    pub seconds: u32,
}

/// The turns of this local moment, in the order of the pack. What is about a posting that is not open any more, and what is
/// not here as a whole, is left out.
pub fn bill(
    playlist: &Playlist,
    now: DateTime,
    open: impl Fn(PostingId) -> Option<Posting>,
    here: impl Fn(&MediaHash) -> bool,
) -> Vec<Turn> {
    let mut turns = Vec::new();
    for show in playlist.shows.iter().filter(|show| show.is_on(now)) {
        let posting = show.posting.map(&open);
        if posting.as_ref().is_some_and(Option::is_none) {
            continue;
        }
        let film = show.film.as_ref().filter(|film| here(&film.medium.sha256));
        let poster = show.poster.as_ref().map(|poster| poster.sha256).filter(&here);
        let picture = match (film, poster) {
            // Subtitles may come later than their film; it is shown without them meanwhile.
            (Some(film), _) => Picture::film(film, false, show.is_heard(now)),
            (None, Some(poster)) => Picture::Still(poster),
            (None, None) => continue,
        };
        turns.push(Turn {
            id: show.id.clone(),
            title: show.title.clone(),
            line: show.line.clone(),
            posting: posting.flatten().map(Box::new),
            picture,
            instead: film.and(poster),
            seconds: show.seconds.unwrap_or(USUAL_SECONDS),
        });
    }
    turns
}

/// What was drawn: an image of `width` by `height` pixels, three bytes each (red, green, blue), row by row.
#[derive(Clone, PartialEq, Eq, Default)]
pub struct Frame {
    pub width: usize,
    pub height: usize,
    pub rgb: Vec<u8>,
    /// How far the film is, in milliseconds; 0 for a still picture.
    pub at_millis: u64,
    /// What is being said.
    pub said: String,
}

impl std::fmt::Debug for Frame {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Frame({}x{} at {} ms)", self.width, self.height, self.at_millis)
    }
}

/// How a picture ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shown {
    /// The film has come to its end.
    Over,
    /// There is no program that plays films.
    NoPlayer,
    /// It is not here.
    NotHere,
    /// It cannot be shown: it broke off, stood still, or is no picture.
    Broken,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::JobKind;
    use crate::domain::content::{Body, read};
    use crate::domain::matching::tests::posting;
    use jiff::civil::date;
    use serde_json::json;

    fn playlist() -> Playlist {
        let medium =
            |name: &str, mime: &str| json!({ "sha256": MediaHash::of(name.as_bytes()), "bytes": 3, "type": mime });
        let body = json!({ "shows": [
            { "id": "film", "title": "招焊工", "posting": 1, "film": medium("film", "video/mp4"),
              "poster": medium("poster", "image/png"), "sound": ["09:00-10:00"] },
            { "id": "night", "title": "夜班", "poster": medium("night", "image/png"), "hours": ["20:00-06:00"] },
            { "id": "plain", "title": "欢迎", "poster": medium("plain", "image/png"), "seconds": 5 },
        ] });
        let Ok(Some(Body::Playlist(playlist))) = read("playlist", &body.to_string()) else { panic!("no playlist") };
        playlist
    }

    fn ids(hour: i8, open: bool, here: &[&str]) -> Vec<String> {
        let here: Vec<MediaHash> = here.iter().map(|name| MediaHash::of(name.as_bytes())).collect();
        let now = date(2026, 11, 23).at(hour, 30, 0, 0);
        let job = |id: PostingId| open.then(|| posting(id.0, JobKind::Welder));
        bill(&playlist(), now, job, |hash| here.contains(hash)).into_iter().map(|turn| turn.id).collect()
    }

    #[test]
    fn only_what_is_here_and_open_and_on_has_a_turn() {
        let all = ["film", "poster", "night", "plain"];
        assert_eq!(ids(9, true, &all), ["film", "plain"]);
        assert_eq!(ids(21, true, &all), ["film", "night", "plain"]);
        assert_eq!(ids(9, false, &all), ["plain"], "nobody is shown a job that is taken");
        assert_eq!(ids(9, true, &["poster", "plain"]), ["film", "plain"], "the poster stands for the film");
        assert!(ids(9, true, &[]).is_empty());
    }

    #[test]
    fn a_film_is_heard_in_its_hours_and_has_its_poster_in_reserve() {
        let turn = |hour| {
            let now = date(2026, 11, 23).at(hour, 30, 0, 0);
            bill(&playlist(), now, |id| Some(posting(id.0, JobKind::Welder)), |_| true).remove(0)
        };
        assert!(matches!(turn(9).picture, Picture::Film { sound: true, .. }));
        assert!(matches!(turn(10).picture, Picture::Film { sound: false, .. }));
        assert_eq!(turn(9).instead, Some(MediaHash::of(b"poster")));
        assert_eq!(turn(9).posting.unwrap().id, PostingId(1));
    }
}
