//! Whether what is to be shown or heard can be.

use super::super::playlist::{Film, Playlist, SECONDS, Show};
use super::super::read::{Flaw, FlawKind};
use super::super::voices::{Dialect, Voices};
use super::{Checked, each, said, unique, validity};
use crate::media::{MAX_MEDIUM_BYTES, MediaRef};

/// What a poster may be.
const POSTERS: [&str; 2] = ["image/png", "image/jpeg"];

pub fn check(playlist: &Playlist) -> Checked {
    unique("shows", playlist.shows.iter().map(|show| show.id.as_str()))?;
    // An empty one is how all that was shown is taken back.
    if playlist.shows.is_empty() { Ok(()) } else { each("shows", &playlist.shows, check_show) }
}

fn check_show(show: &Show, place: &str) -> Checked {
    said(&show.title, place, "title")?;
    validity(show.from, show.until, None, place)?;
    if show.poster.is_none() && show.film.is_none() {
        return Err(Flaw::new(format!("{place}.poster"), FlawKind::MissingField, "a poster or a film is needed"));
    }
    if let Some(poster) = &show.poster {
        check_medium(poster, &format!("{place}.poster"), |mime| POSTERS.contains(&mime), "a PNG or a JPEG")?;
    }
    if let Some(film) = &show.film {
        check_film(film, &format!("{place}.film"))?;
    }
    if show.seconds.is_some_and(|seconds| !SECONDS.contains(&seconds)) {
        let reason = format!("a poster stands {} to {} seconds", SECONDS.start(), SECONDS.end());
        return Err(Flaw::new(format!("{place}.seconds"), FlawKind::WrongValue, reason));
    }
    match show.weekdays.iter().position(|day| !(1..=7).contains(day)) {
        Some(at) => {
            let reason = "days of the week are numbered from 1, Monday, to 7";
            Err(Flaw::new(format!("{place}.weekdays[{at}]"), FlawKind::WrongValue, reason))
        }
        None => Ok(()),
    }
}

pub fn check_film(film: &Film, place: &str) -> Checked {
    check_medium(&film.medium, place, |mime| mime.starts_with("video/"), "a film")?;
    for (field, subtitles) in [("subtitles", &film.subtitles), ("subtitles_en", &film.subtitles_en)] {
        if let Some(subtitles) = subtitles {
            let fits = |mime: &str| mime.starts_with("text/") || mime == "application/x-subrip";
            check_medium(subtitles, &format!("{place}.{field}"), fits, "subtitles")?;
        }
    }
    Ok(())
}

/// An empty pack of them takes back all that was recorded.
pub fn check_voices(voices: &Voices) -> Checked {
    unique("dialects", voices.dialects.iter().map(|dialect| dialect.id.as_str()))?;
    voices.dialects.iter().enumerate().try_for_each(|(at, dialect)| check_dialect(dialect, &format!("dialects[{at}]")))
}

fn check_dialect(dialect: &Dialect, place: &str) -> Checked {
    said(&dialect.title, place, "title")?;
    for (at, recording) in dialect.recordings.iter().enumerate() {
        let place = format!("{place}.recordings[{at}]");
        if !recording.says.chars().any(char::is_alphanumeric) {
            return Err(Flaw::new(format!("{place}.says"), FlawKind::Empty, "the words that are said are missing"));
        }
        if dialect.recordings.iter().take(at).any(|known| known.says == recording.says) {
            let reason = format!("`{}` stands here twice", recording.says);
            return Err(Flaw::new(format!("{place}.says"), FlawKind::Twice, reason));
        }
        check_medium(&recording.medium, &place, |mime| mime.starts_with("audio/"), "a recording")?;
    }
    Ok(())
}

/// One that does not say what it is may be anything.
fn check_medium(medium: &MediaRef, place: &str, fits: impl Fn(&str) -> bool, what: &str) -> Checked {
    if !(1..=MAX_MEDIUM_BYTES).contains(&medium.bytes) {
        let reason = format!("a medium has 1 to {MAX_MEDIUM_BYTES} bytes");
        return Err(Flaw::new(format!("{place}.bytes"), FlawKind::WrongValue, reason));
    }
    if medium.mime.is_empty() || fits(&medium.mime) {
        return Ok(());
    }
    let reason = format!("`{}` is not {what}", medium.mime);
    Err(Flaw::new(format!("{place}.type"), FlawKind::WrongValue, reason))
}

#[cfg(test)]
mod tests {
    use super::super::super::read::{FlawKind, read};
    use serde_json::{Value, json};

    fn body(change: impl FnOnce(&mut Value)) -> Result<(), (String, FlawKind)> {
        let medium = |mime: &str| json!({ "sha256": crate::MediaHash::of(mime.as_bytes()), "bytes": 3, "type": mime });
        let mut film = medium("video/mp4");
        film["subtitles"] = medium("text/vtt");
        let mut body = json!({ "shows": [{ "id": "welder", "title": "招焊工", "posting": 7, "film": film,
            "poster": medium("image/png"), "hours": ["08:00-18:00"], "from": "2026-11-01", "until": "2026-12-31" }] });
        change(&mut body["shows"][0]);
        read("playlist", &body.to_string()).map(|_| ()).map_err(|flaw| (flaw.place, flaw.kind))
    }

    #[test]
    fn a_recording_has_words_and_a_sound_and_no_words_have_two() {
        let medium = |words: &str, mime: &str| {
            json!({ "says": words, "sha256": crate::MediaHash::of(words.as_bytes()),
            "bytes": 3, "type": mime })
        };
        let flaw = |recordings: &[Value]| {
            let body = json!({ "dialects": [{ "id": "changsha", "title": "长沙话", "recordings": recordings }] });
            read("voices", &body.to_string()).map(|_| ()).map_err(|flaw| (flaw.place, flaw.kind))
        };
        let good = medium("想在哪里干活", "audio/ogg");
        assert_eq!(flaw(std::slice::from_ref(&good)), Ok(()));
        let twice = Err(("dialects[0].recordings[1].says".to_owned(), FlawKind::Twice));
        assert_eq!(flaw(&[good.clone(), good]), twice);
        let silent = Err(("dialects[0].recordings[0].type".to_owned(), FlawKind::WrongValue));
        assert_eq!(flaw(&[medium("好", "image/png")]), silent);
        let empty = Err(("dialects[0].recordings[0].says".to_owned(), FlawKind::Empty));
        assert_eq!(flaw(&[medium("？", "audio/ogg")]), empty);
    }

    #[test]
    fn what_cannot_be_shown_is_refused_with_its_place() {
        assert_eq!(body(|_| ()), Ok(()));
        assert_eq!(read("playlist", r#"{"shows": []}"#).map(|_| ()), Ok(()), "everything is taken back");
        let at = |place: &str, kind| Err((format!("shows[0].{place}"), kind));
        let wrong = FlawKind::WrongValue;
        assert_eq!(body(|show| show["until"] = json!("2026-10-01")), at("until", FlawKind::Backwards));
        assert_eq!(body(|show| show["hours"] = json!(["from eight"])), at("hours[0]", wrong));
        assert_eq!(body(|show| show["weekdays"] = json!([8])), at("weekdays[0]", wrong));
        assert_eq!(body(|show| show["seconds"] = json!(1)), at("seconds", wrong));
        assert_eq!(body(|show| show["poster"]["type"] = json!("image/webp")), at("poster.type", wrong));
        assert_eq!(body(|show| show["film"]["type"] = json!("image/png")), at("film.type", wrong));
        assert_eq!(
            body(|show| show["film"]["subtitles"]["type"] = json!("video/mp4")),
            at("film.subtitles.type", wrong)
        );
        let neither = |show: &mut Value| {
            for field in ["film", "poster"] {
                show.as_object_mut().map(|show| show.remove(field));
            }
        };
        assert_eq!(body(neither), at("poster", FlawKind::MissingField));
    }
}
