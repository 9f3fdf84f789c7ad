//! What people type: names and free words, cleaned of what is only accident and refused where something is hidden.

use super::fault::FaultKind;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// The longest name, in characters (AAC003 of LD/T 92 allows 64).
pub const MAX_NAME: usize = 64;
/// The longest note, in characters.
pub const MAX_NOTE: usize = 500;
/// The longest one-line text (an address, a skill, a reason), in characters.
pub const MAX_LINE: usize = 100;

/// A person's name as a document shows it: hanzi (rare ones too) or Latin letters, with `·` between the parts of a
/// minority name. Digits are let through: clerks number people whose name they do not know.
pub fn name(text: &str) -> Result<String, FaultKind> {
    let name: String = one_line(text, MAX_NAME)?.chars().map(one_dot).collect();
    let written = name.chars().all(|c| c.is_alphanumeric() || is_combining_mark(c) || " ·-'’.()（）".contains(c));
    let only_signs = !name.is_empty() && !name.chars().any(char::is_alphanumeric);
    if written && !only_signs { Ok(name) } else { Err(FaultKind::NotWriting) }
}

/// One line of free words of at most `max` characters.
pub fn one_line(text: &str, max: usize) -> Result<String, FaultKind> {
    clean(text, max, false)
}

/// A note: free words in several lines.
pub fn note(text: &str) -> Result<String, FaultKind> {
    clean(text, MAX_NOTE, true)
}

/// Trimmed, runs of blanks as one, composed (NFC). The length is judged first, so that a text of any size costs little.
fn clean(text: &str, max: usize, lines: bool) -> Result<String, FaultKind> {
    let text = text.trim();
    if text.chars().nth(max.saturating_mul(2)).is_some() {
        return Err(FaultKind::TooLong);
    }
    if let Some(fault) = text.chars().find_map(|c| hidden(c, lines)) {
        return Err(fault);
    }
    let mut clean = String::with_capacity(text.len());
    for c in text.nfc() {
        let blank = matches!(c, ' ' | '\u{3000}' | '\u{a0}');
        match (blank, clean.ends_with(' ')) {
            (true, true) => {}
            (true, false) => clean.push(' '),
            (false, _) => clean.push(c),
        }
    }
    if clean.chars().count() > max { Err(FaultKind::TooLong) } else { Ok(clean) }
}

/// What must not stand in any text: it cannot be seen, turns the writing, or is a picture.
const fn hidden(c: char, lines: bool) -> Option<FaultKind> {
    match c {
        '\n' if lines => None,
        // C0 and C1, then soft hyphen, zero-width characters, invisible operators, byte order mark, tags.
        '\0'..='\u{1f}'
        | '\u{7f}'..='\u{9f}'
        | '\u{ad}'
        | '\u{200b}'..='\u{200d}'
        | '\u{2028}'
        | '\u{2029}'
        | '\u{2060}'..='\u{2064}'
        | '\u{feff}'
        | '\u{fff9}'..='\u{fffb}'
        | '\u{e0000}'..='\u{e007f}' => Some(FaultKind::ControlCharacter),
        '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => {
            Some(FaultKind::TextDirection)
        }
        // Scripts written from right to left: documents here carry the person's name in hanzi or Latin letters.
        '\u{590}'..='\u{8ff}'
        | '\u{fb1d}'..='\u{fdff}'
        | '\u{fe70}'..='\u{fefc}'
        | '\u{10800}'..='\u{10fff}'
        | '\u{1e800}'..='\u{1efff}' => Some(FaultKind::TextDirection),
        // Pictograms, dingbats, variation selectors for pictures, private use, the replacement character.
        '\u{2600}'..='\u{27bf}'
        | '\u{2b00}'..='\u{2bff}'
        | '\u{fe0e}'
        | '\u{fe0f}'
        | '\u{20e3}'
        | '\u{1f000}'..='\u{1faff}'
        | '\u{e000}'..='\u{f8ff}'
        | '\u{f0000}'..='\u{10ffff}'
        | '\u{fffc}'
        | '\u{fffd}' => Some(FaultKind::NotWriting),
        _ => None,
    }
}

/// The many dots that stand between the parts of a name, as one.
const fn one_dot(c: char) -> char {
    match c {
        '•' | '・' | '‧' | '．' | '∙' | '⋅' | '･' => '·',
        other => other,
    }
}

/// Half-width forms of full-width letters, digits and signs; nothing else changes.
#[must_use]
pub fn half_width(text: &str) -> String {
    text.chars()
        .map(|c| match c {
            '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(c) - 0xfee0).unwrap_or(c),
            '\u{3000}' => ' ',
            other => other,
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_people_have_are_taken() {
        for (typed, kept) in [
            ("测试甲", "测试甲"),
            ("  测试　甲 ", "测试 甲"),
            ("测试·买买提", "测试·买买提"),
            ("测试•买买提", "测试·买买提"),
            ("测试𬭊", "测试𬭊"),
            ("测试㛃", "测试㛃"),
            ("Ceshi O'Neill-Wang", "Ceshi O'Neill-Wang"),
            ("e\u{301}", "é"),
            ("测试123", "测试123"),
            ("", ""),
        ] {
            assert_eq!(name(typed).as_deref(), Ok(kept), "{typed:?}");
        }
    }

    #[test]
    fn what_is_no_name_is_refused_by_its_kind() {
        for (typed, fault) in [
            ("测".repeat(10_000), FaultKind::TooLong),
            ("测".repeat(65), FaultKind::TooLong),
            ("测\u{7}试".into(), FaultKind::ControlCharacter),
            ("测\n试".into(), FaultKind::ControlCharacter),
            ("测\u{200b}试".into(), FaultKind::ControlCharacter),
            ("测试😀".into(), FaultKind::NotWriting),
            ("测试★".into(), FaultKind::NotWriting),
            ("·".into(), FaultKind::NotWriting),
            ("<测试>".into(), FaultKind::NotWriting),
            ("测\u{202e}试".into(), FaultKind::TextDirection),
            ("اختبار".into(), FaultKind::TextDirection),
            ("测\u{fffd}".into(), FaultKind::NotWriting),
        ] {
            assert_eq!(name(&typed), Err(fault), "{typed:?}");
        }
        assert_eq!(name(&"测".repeat(64)).map(|n| n.chars().count()), Ok(64));
    }

    #[test]
    fn a_note_keeps_its_lines_and_its_punctuation() {
        assert_eq!(note("下午三点以后打电话。\n（找女儿）").as_deref(), Ok("下午三点以后打电话。\n（找女儿）"));
        assert_eq!(note(&"注".repeat(501)), Err(FaultKind::TooLong));
        assert_eq!(note("请看\u{1f449}"), Err(FaultKind::NotWriting));
    }
}
