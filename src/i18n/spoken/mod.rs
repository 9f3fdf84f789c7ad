//! What stands on a screen, as it is said: figures, money, hours, telephones and numbers of documents become words, signs
//! become pauses, and characters with several readings get the one they have here.

mod english;
mod mandarin;
mod polyphones;

use super::Language;
use crate::domain::speech::{Phrase, Tongue};

/// The longest phrase, in characters: two lines of a subtitle, and what is lost when it is broken off.
const LONGEST: usize = 48;

/// A text in phrases of one breath and one language. What a person wrote in Chinese is said in Mandarin on an English screen,
/// too.
#[must_use]
pub fn phrases(text: &str, language: Language) -> Vec<Phrase> {
    let mut phrases = Vec::new();
    for sentence in text.split_inclusive(['。', '！', '？', '；', '\n']).flat_map(breaths) {
        let clauses = if language == Language::Chinese { vec![sentence] } else { by_language(sentence) };
        phrases.extend(clauses.into_iter().filter_map(|clause| phrase(clause, language)));
    }
    phrases
}

fn phrase(shown: &str, language: Language) -> Option<Phrase> {
    let shown = shown.trim().trim_matches(['，', ',', '·']).trim();
    let tongue = match language {
        Language::Chinese => Tongue::Mandarin,
        Language::English if shown.chars().any(is_hanzi) => Tongue::Mandarin,
        Language::English => Tongue::English,
    };
    let spoken = match tongue {
        Tongue::Mandarin => mandarin::spoken(shown),
        Tongue::English => english::spoken(shown),
    };
    if !spoken.chars().any(char::is_alphanumeric) {
        return None;
    }
    let pinyin = if tongue == Tongue::Mandarin { polyphones::marked(&spoken) } else { spoken.clone() };
    Some(Phrase { shown: shown.to_owned(), spoken, pinyin, tongue, recording: None })
}

/// Parts of at most [`LONGEST`] characters, cut at commas where there are any.
fn breaths(sentence: &str) -> Vec<&str> {
    let mut parts = Vec::new();
    let mut rest = sentence;
    while let Some((over, _)) = rest.char_indices().nth(LONGEST) {
        let head = rest.get(..over).unwrap_or(rest);
        let comma = head.rfind(['，', '、', ',', '：', '·', ' ']).filter(|at| *at > 0);
        let cut = comma.map_or(over, |at| at + head.get(at..).and_then(|c| c.chars().next()).map_or(1, char::len_utf8));
        let Some((part, behind)) = rest.split_at_checked(cut) else { break };
        parts.push(part);
        rest = behind;
    }
    parts.push(rest);
    parts
}

/// Clauses with hanzi and clauses without, apart from each other.
fn by_language(sentence: &str) -> Vec<&str> {
    let mut clauses: Vec<&str> = Vec::new();
    let mut start = 0;
    let mut last: Option<bool> = None;
    let mut place = 0;
    for clause in sentence.split_inclusive(['，', ',', '·', '：', ':']) {
        let chinese = clause.chars().any(is_hanzi);
        if last.is_some_and(|last| last != chinese) {
            clauses.extend(sentence.get(start..place));
            start = place;
        }
        last = Some(chinese);
        place += clause.len();
    }
    clauses.extend(sentence.get(start..));
    clauses
}

pub(super) fn is_hanzi(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{9fff}' | '\u{20000}'..='\u{3ffff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_text_is_said_in_breaths_and_nothing_of_it_is_lost() {
        let text = "负责车间设备的日常操作，按图纸加工零件，做好自检和交接记录，保持工位整洁，服从班长安排，注意生产安全，完成领导交办的其他工作。工资3700-5240元/月。";
        let said = phrases(text, Language::Chinese);
        assert!(said.len() == 3 && said.iter().all(|p| p.shown.chars().count() <= LONGEST), "{}", said.len());
        let all: String = said.iter().map(|p| p.shown.as_str()).collect();
        let bare = |text: &str| text.chars().filter(|c| c.is_alphanumeric()).collect::<String>();
        assert_eq!(bare(&all), bare(text));
        assert!(said.iter().any(|p| p.spoken.contains("每月三千七百到五千二百四十元")));
    }

    #[test]
    fn on_an_english_screen_what_is_chinese_is_said_in_mandarin() {
        let said = phrases("包装工，4000–6000 yuan a month，测试物流有限公司，Full time", Language::English);
        let tongues: Vec<_> = said.iter().map(|p| (p.tongue, p.spoken.as_str())).collect();
        assert_eq!(
            tongues,
            [
                (Tongue::Mandarin, "包装工"),
                (Tongue::English, "4000 to 6000 yuan a month"),
                (Tongue::Mandarin, "测试物流有限公司"),
                (Tongue::English, "Full time"),
            ]
        );
    }

    #[test]
    fn what_is_only_signs_is_not_said() {
        assert_eq!(phrases("—— · ——\n", Language::Chinese), []);
    }
}
