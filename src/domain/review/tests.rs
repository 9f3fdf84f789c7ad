//! The rules against texts that were made up, and the ways in which people hide what they must not write.

use super::*;

const CORPUS: &str = include_str!("../../../tests/data/review-corpus.tsv");

/// The gravest finding of each rule, as the corpus writes it: `R1b`.
fn found(text: &str) -> Vec<String> {
    let mut gravest: BTreeMap<Rule, Severity> = BTreeMap::new();
    for finding in read_text("tasks", text) {
        let known = gravest.entry(finding.rule).or_insert(finding.severity);
        *known = (*known).max(finding.severity);
    }
    let letter = |severity: Severity| severity.as_str().chars().next().unwrap_or('?');
    gravest.into_iter().map(|(rule, severity)| format!("{}{}", rule.code(), letter(severity))).collect()
}

#[test]
fn the_table_of_rules_can_be_read_and_has_all_of_them() {
    let rules = load(include_str!("../../../assets/posting-review.json")).unwrap();
    assert_eq!(rules.tables.keys().copied().collect::<Vec<_>>(), Rule::ALL);
    assert!(
        load(r#"{"separators":"","look_alikes":{},"spellings":{"押金":"ya"},"homophones":{},"rules":{}}"#).is_err()
    );
}

#[test]
fn two_hundred_posting_texts_are_judged_as_a_careful_reader_judges_them() {
    let (mut right, mut wrong, mut missed, mut texts) = (0, Vec::new(), Vec::new(), 0);
    for line in CORPUS.lines().filter(|line| !line.starts_with('#') && !line.trim().is_empty()) {
        let (expected, text) = line.split_once('\t').unwrap();
        let expected: Vec<&str> = expected.split_whitespace().filter(|code| *code != "-").collect();
        let found = found(text);
        texts += 1;
        right += found.iter().filter(|code| expected.contains(&code.as_str())).count();
        wrong.extend(
            found.iter().filter(|code| !expected.contains(&code.as_str())).map(|code| format!("{code} in {text}")),
        );
        missed.extend(
            expected.iter().filter(|code| !found.iter().any(|f| f == *code)).map(|code| format!("{code} in {text}")),
        );
    }
    let share = |of: usize| 100.0 * right as f64 / (right + of).max(1) as f64;
    println!("{texts} texts: precision {:.1} %, recall {:.1} %", share(wrong.len()), share(missed.len()));
    assert!(texts >= 200, "{texts}");
    assert!(wrong.is_empty() && missed.is_empty(), "not expected: {wrong:#?}, not found: {missed:#?}");
}

#[test]
fn a_finding_says_where_it_stands_in_what_was_written() {
    for (text, words) in [
        ("包吃住，押.金200元", "押.金"),
        ("仓库，限·女", "限·女"),
        ("入职 ya jin 300", "ya jin"),
        ("招 男 工，能吃苦", "招 男 工，"),
        ("謝絕外地人", "謝絕外地人"),
        ("🐧号 123456", "🐧号 123456"),
    ] {
        let finding = read_text("tasks", text).into_iter().next().unwrap_or_else(|| panic!("{text}: nothing found"));
        assert_eq!(text.get(finding.place.clone()), Some(finding.quote.as_str()), "{text}");
        assert!(words.contains(finding.quote.as_str()) || finding.quote.contains(words), "{text}: {}", finding.quote);
    }
}

#[test]
fn what_is_allowed_excuses_only_itself() {
    assert_eq!(found("不限男女，但只招女工"), ["R1b"]);
    assert_eq!(found("免押金，只收保证金"), ["R8b"]);
    assert_eq!(found("不限男女"), Vec::<String>::new());
}

#[test]
fn letters_inside_a_longer_word_are_no_hidden_word() {
    assert_eq!(found("Mayajinrong Co."), Vec::<String>::new());
    assert_eq!(found("yajin 200"), ["R8b"]);
}
