//! What is said in a film, and when: WebVTT (W3C) and SubRip, which differ in a point and a comma. Styles, positions and
//! notes are passed over, and a cue that cannot be read is left out: a film is better with most of its words than with none.

/// The most cues of one film, and bytes of their file; a film of two hours has about two thousand.
const MOST: usize = 10_000;
/// The largest file of subtitles that is read, in bytes.
pub const MAX_BYTES: u64 = 1024 * 1024;
/// The longest text of one cue that is shown, in characters.
const MOST_CHARS: usize = 120;

/// What is said from one moment to another, in milliseconds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cue {
    pub from: u64,
    pub to: u64,
    pub text: String,
}

/// Reads a file; what is none has no cues.
#[must_use]
pub fn read(text: &str) -> Vec<Cue> {
    let mut cues = Vec::new();
    let mut lines = text.trim_start_matches('\u{feff}').lines();
    while let Some(line) = lines.next() {
        let Some((from, to)) = span(line) else { continue };
        let mut said: Vec<String> = Vec::new();
        for line in lines.by_ref().take_while(|line| !line.trim().is_empty()) {
            let plain = plain(line);
            if !plain.is_empty() {
                said.push(plain);
            }
        }
        if from < to && !said.is_empty() && cues.len() < MOST {
            let text = said.join("\n").chars().take(MOST_CHARS).collect();
            cues.push(Cue { from, to, text });
        }
    }
    cues.sort_by_key(|cue| cue.from);
    cues
}

/// What is said at a moment; of several cues the one that began last.
#[must_use]
pub fn at(cues: &[Cue], millis: u64) -> &str {
    let begun = cues.partition_point(|cue| cue.from <= millis);
    let held = cues.get(..begun).unwrap_or_default().iter().rev().take(8).find(|cue| cue.to > millis);
    held.map_or("", |cue| cue.text.as_str())
}

/// `00:01:02.500 --> 00:01:04.000 line:90%`.
fn span(line: &str) -> Option<(u64, u64)> {
    let (from, rest) = line.split_once("-->")?;
    let to = rest.split_whitespace().next()?;
    Some((moment(from.trim())?, moment(to)?))
}

/// `01:02:03.500`, `02:03.500`, `01:02:03,500`.
fn moment(text: &str) -> Option<u64> {
    let (clock, millis) = text.split_once(['.', ','])?;
    let mut seconds = 0_u64;
    for part in clock.split(':') {
        seconds = seconds.checked_mul(60)?.checked_add(part.parse().ok()?)?;
    }
    let millis: u64 = (millis.len() == 3).then(|| millis.parse().ok())??;
    seconds.checked_mul(1_000)?.checked_add(millis)
}

/// The words without tags as `<i>` and `<v 测试>`, and without what would turn the writing around.
fn plain(line: &str) -> String {
    let mut plain = String::new();
    let mut inside = false;
    for c in line.trim().chars() {
        match c {
            '<' => inside = true,
            '>' if inside => inside = false,
            c if !inside && !c.is_control() && !matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}') => {
                plain.push(c);
            }
            _ => {}
        }
    }
    plain.replace("&amp;", "&").replace("&lt;", "<").replace("&gt;", ">").replace("&nbsp;", " ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_kinds_of_files_are_read_and_notes_are_passed_over() {
        let vtt = "\u{feff}WEBVTT\n\nNOTE 测试\n\n1\n00:01.000 --> 00:03.500 line:90%\n<v 测试>欢迎\n来看看\n\n\
                   01:00:00.000 --> 01:00:01.000\n一小时";
        let cues = read(vtt);
        assert_eq!(cues.len(), 2, "{cues:?}");
        assert_eq!((at(&cues, 999), at(&cues, 1_000), at(&cues, 3_500)), ("", "欢迎\n来看看", ""));
        assert_eq!(at(&cues, 3_600_500), "一小时");
        let srt = "1\r\n00:00:01,000 --> 00:00:02,000\r\n<i>第一句</i>\r\n\r\n2\r\n00:00:01,500 --> 00:00:03,000\r\n第二句\r\n";
        let cues = read(srt);
        assert_eq!((at(&cues, 1_200), at(&cues, 1_600), at(&cues, 2_500)), ("第一句", "第二句", "第二句"));
    }

    #[test]
    fn what_is_no_subtitle_says_nothing() {
        for text in ["", "WEBVTT", "00:01.000 --> soon\n话", "00:03.000 --> 00:01.000\n话", "00:99 --> 01:00\n话"] {
            assert!(read(text).is_empty(), "{text}");
        }
        assert!(read(&"00:00.000 --> 00:01.000\n话\n\n".repeat(20_000)).len() <= 10_000);
    }
}
