//! Whether code lists can be chosen from: no code stands twice, each has words, and none ends before it begins.

use super::{Checked, each, said, unique, validity};
use crate::content::codes::{CodeList, CodeLists};
use crate::content::read::{Flaw, FlawKind};
use std::collections::BTreeSet;

/// The longest code.
const CODE_CHARS: usize = 40;

pub fn check(lists: &CodeLists) -> Checked {
    unique("lists", lists.lists.iter().map(|list| list.id.as_str()))?;
    each("lists", &lists.lists, check_list)
}

fn check_list(list: &CodeList, place: &str) -> Checked {
    said(&list.title, place, "title")?;
    if list.version == 0 {
        return Err(Flaw::new(format!("{place}.version"), FlawKind::WrongValue, "versions begin with 1"));
    }
    if list.source.trim().is_empty() {
        return Err(Flaw::new(format!("{place}.source"), FlawKind::Empty, "the document it comes from is needed"));
    }
    let mut known = BTreeSet::new();
    each(&format!("{place}.codes"), &list.codes, |choice, place| {
        let fits = !choice.code.is_empty() && choice.code.len() <= CODE_CHARS;
        if !fits || !choice.code.chars().all(|c| c.is_ascii_graphic()) {
            let reason = format!("a code of up to {CODE_CHARS} letters and digits is needed");
            return Err(Flaw::new(format!("{place}.code"), FlawKind::WrongValue, reason));
        }
        said(&choice.label, place, "label")?;
        validity(choice.from, choice.until, None, place)
    })?;
    for (at, choice) in list.codes.iter().enumerate() {
        if !known.insert(&choice.code) {
            let reason = format!("`{}` stands here twice", choice.code);
            return Err(Flaw::new(format!("{place}.codes[{at}].code"), FlawKind::Twice, reason));
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use crate::content::{Body, CODES, FORMS, FlawKind, read};
    use jiff::civil::date;

    const LIST: &str = r#"{"lists": [{"id": "household", "version": 3, "title": "户口性质", "source": "样例",
        "codes": [{"code": "10", "label": "非农业户口", "until": "2026-06-30"}, {"code": "30", "label": "居民户口"}]}]}"#;

    #[test]
    fn a_list_that_cannot_be_chosen_from_is_refused_where_it_is_wrong() {
        assert!(read(CODES, LIST).is_ok());
        for (before, after, place, kind) in [
            (r#""30""#, r#""10""#, "lists[0].codes[1].code", FlawKind::Twice),
            (r#""30""#, r#""三""#, "lists[0].codes[1].code", FlawKind::WrongValue),
            ("居民户口", "", "lists[0].codes[1].label", FlawKind::Empty),
            ("2026-06-30", "2026-06-31", "lists[0].codes[0].until", FlawKind::NoDate),
            (r#""until""#, r#""from": "2026-07-01", "until""#, "lists[0].codes[0].until", FlawKind::Backwards),
            (r#""version": 3"#, r#""version": 0"#, "lists[0].version", FlawKind::WrongValue),
            ("样例", " ", "lists[0].source", FlawKind::Empty),
            (r#""household""#, r#""Household""#, "lists[0].id", FlawKind::WrongValue),
        ] {
            let flaw = read(CODES, &LIST.replacen(before, after, 1)).expect_err(after);
            assert_eq!((flaw.place.as_str(), flaw.kind), (place, kind), "{after}");
        }
    }

    #[test]
    fn a_question_has_options_of_its_own_or_a_lists_and_offers_those_that_hold() {
        let form = |field: &str| {
            format!(
                r#"{{"forms": [{{"id": "f", "version": 1, "title": "表", "steps": [{{"title": "一", "fields": [
                   {{"id": "h", "kind": "choice", "label": "户口", {field}}}]}}]}}]}}"#
            )
        };
        let both = r#""list": "household", "options": [{"code": "1", "label": "一"}]"#;
        let flaw = read(FORMS, &form(both)).expect_err("both");
        assert_eq!((flaw.place.as_str(), flaw.kind), ("forms[0].steps[0].fields[0].options", FlawKind::Twice));
        let Ok(Some(Body::Forms(mut forms))) = read(FORMS, &form(r#""list": "household""#)) else { panic!("no form") };
        let Ok(Some(Body::Codes(lists))) = read(CODES, LIST) else { panic!("no list") };
        assert!(lists.fill(&mut forms.forms[0]));
        let field = forms.forms[0].field("h").unwrap();
        let on = |day| field.options_on(day).map(|choice| choice.code.as_str()).collect::<Vec<_>>();
        assert_eq!((on(date(2026, 6, 30)), on(date(2026, 7, 1))), (vec!["10", "30"], vec!["30"]));
        assert_eq!(field.list_version, 3);
    }
}
