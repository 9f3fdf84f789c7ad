//! Whether a filled form can be right: examined by the very version of the form that its station showed, with code of the
//! platform's own. A form that this platform never handed out is refused: nobody could say what its answers mean.

use super::firms::is_credit_code;
use super::identity::{age, birth_date};
use super::intake::refusal;
use super::phone;
use super::registration::{Checked, ensure, is_text, read};
use super::service::day_of;
use jiff::civil::Date;
use yizhan_wire::content::{Choice, Field, FieldKind, FormDef};
use yizhan_wire::submission::MAX_ANSWERS;
use yizhan_wire::{Answered, Entry, Given, IdType, ReceiptNo, Refusal, RefusalCode, Submission};

/// The fields that a filled form has whatever it says.
const FIELDS: &[&str] = &["receipt", "form", "form_version", "title", "answers", "consents"];
const LINE_CHARS: usize = 200;
const LONG_CHARS: usize = 2_000;
const NUMBER: std::ops::RangeInclusive<i64> = 0..=100_000_000;

/// Examines the body of an entry that is a filled form. `today` is the platform's.
pub fn examine(entry: &Entry, forms: &[FormDef], today: Date) -> Checked {
    let submission: Submission = read(entry.body.get(), FIELDS)?;
    ensure(submission.receipt == ReceiptNo::of(entry.station, entry.seq), "receipt")?;
    ensure(is_text(&submission.title, LINE_CHARS), "title")?;
    ensure(submission.answers.len() <= MAX_ANSWERS, "answers")?;
    let form = forms.iter().find(|form| form.id == submission.form && form.version == submission.form_version);
    let Some(form) = form else { return Err(refusal(RefusalCode::Invalid, "form")) };
    ensure(form.calculation.is_none(), "form")?;
    check_about(&submission, form)?;
    check_order(&submission, form)?;
    for field in form.fields() {
        check_field(field, &submission, form, &Days { today, made_on: day_of(entry.made_at) })?;
    }
    Ok(())
}

/// A booking names what it books, of the shelf that the form is about.
fn check_about(submission: &Submission, form: &FormDef) -> Checked {
    let Some(about) = &submission.about else { return ensure(form.about.is_none(), "about") };
    ensure(form.about == Some(about.shelf), "about.shelf")?;
    ensure(!about.item.is_empty() && is_text(&about.item, LINE_CHARS), "about.item")?;
    ensure(is_text(&about.title, LINE_CHARS), "about.title")?;
    let clock =
        about.slot.as_ref().is_none_or(|slot| slot.at.len() == 5 && slot.at.parse::<jiff::civil::Time>().is_ok());
    ensure(clock, "about.slot")
}

/// The answers stand in the order of the questions, each once, and none to a question that is not there.
fn check_order(submission: &Submission, form: &FormDef) -> Checked {
    let mut fields = form.fields();
    for answer in &submission.answers {
        let known = fields.any(|field| field.id == answer.field && field.kind != FieldKind::Consent);
        if !known {
            return Err(refusal(RefusalCode::Invalid, &answer.field));
        }
        ensure(is_text(&answer.label, LINE_CHARS), &answer.field)?;
    }
    let consents = &submission.consents;
    let is_consent = |id: &str| form.field(id).is_some_and(|field| field.kind == FieldKind::Consent);
    ensure(consents.iter().all(|c| is_consent(&c.field) && c.version == form.version), "consents")
}

fn check_field(field: &Field, submission: &Submission, form: &FormDef, days: &Days) -> Checked {
    let answer = submission.answers.iter().find(|answer| answer.field == field.id);
    let asked = asked(field, submission, form);
    if field.kind == FieldKind::Consent {
        let given = submission.consents.iter().any(|consent| consent.field == field.id);
        return if asked && field.required && !given {
            Err(refusal(RefusalCode::NoConsent, &field.id))
        } else {
            ensure(asked || !given, &field.id)
        };
    }
    match answer {
        None if asked && field.required => Err(refusal(RefusalCode::Missing, &field.id)),
        None => Ok(()),
        // An answer to a question that was not asked is more than the person was told would be kept (PIPL article 6).
        Some(_) if !asked => Err(refusal(RefusalCode::Invalid, &field.id)),
        Some(answer) => check_answer(field, answer, code_days(field, submission, days), days.today),
    }
}

fn asked(field: &Field, submission: &Submission, form: &FormDef) -> bool {
    let Some(show_if) = &field.show_if else { return true };
    let Some(earlier) = form.field(&show_if.field) else { return false };
    let codes = |value: &Given| show_if.is.iter().any(|code| value.has(code));
    let given = if earlier.kind == FieldKind::Consent {
        submission.consents.iter().any(|consent| consent.field == earlier.id)
    } else {
        submission.answers.iter().any(|answer| answer.field == earlier.id && codes(&answer.value))
    };
    given && asked(earlier, submission, form)
}

/// The platform's day, and the one on which the form was filled in.
struct Days {
    today: Date,
    made_on: Date,
}

/// The days of which a code must hold on one, since a station's clock may be wrong; `None` where the station had an older version of the list: what it was told held then, and
/// a code is ended and never taken out.
fn code_days(field: &Field, submission: &Submission, days: &Days) -> Option<[Date; 2]> {
    let list = field.list.as_ref()?;
    let used = submission.lists.iter().find(|used| used.list == *list);
    used.is_none_or(|used| used.version >= field.list_version).then_some([days.made_on, days.today])
}

fn check_answer(field: &Field, answer: &Answered, on: Option<[Date; 2]>, today: Date) -> Checked {
    let fits = match (&answer.value, field.kind) {
        (Given::Many(codes), FieldKind::Many) => {
            !codes.is_empty() && codes.iter().all(|code| is_option(field, code, on))
        }
        (Given::Many(_), _) | (Given::One(_), FieldKind::Many) => false,
        (Given::One(code), FieldKind::Choice) => is_option(field, code, on),
        (Given::One(code), FieldKind::YesNo) => code == "yes" || code == "no",
        (Given::One(text), FieldKind::IdNumber) => return check_id(field, text, today),
        (Given::One(text), kind) => is_written(kind, text, field),
    };
    ensure(fits, &field.id)
}

fn is_option(field: &Field, code: &str, on: Option<[Date; 2]>) -> bool {
    let holds = |choice: &Choice| on.is_none_or(|days| days.into_iter().any(|day| choice.holds_on(day)));
    field.options.iter().any(|choice| choice.code == code && holds(choice))
}

fn is_written(kind: FieldKind, text: &str, field: &Field) -> bool {
    let line = !text.trim().is_empty() && is_text(text, LINE_CHARS);
    match kind {
        FieldKind::Phone => phone::is_plausible(text),
        FieldKind::CreditCode => is_credit_code(text),
        FieldKind::Email => {
            line && text.split_once('@').is_some_and(|(name, host)| !name.is_empty() && host.contains('.'))
        }
        FieldKind::Long => text.split('\n').all(|part| is_text(part, LONG_CHARS)) && text.chars().count() <= LONG_CHARS,
        FieldKind::Number | FieldKind::Money => {
            let (least, most) = (field.min.unwrap_or(*NUMBER.start()), field.max.unwrap_or(*NUMBER.end()));
            text.parse::<i64>().is_ok_and(|number| (least..=most).contains(&number))
        }
        FieldKind::Day => text.parse::<Date>().is_ok(),
        FieldKind::Month => format!("{text}-01").parse::<Date>().is_ok(),
        _ => line,
    }
}

/// The number of a resident, of somebody from Hong Kong, Macau or Taiwan, or of a foreigner; and the least age, where the
/// form has one.
fn check_id(field: &Field, number: &str, today: Date) -> Result<(), Refusal> {
    let kinds = [IdType::ResidentId, IdType::HkMoTwResidence, IdType::ForeignerPermanent];
    let Some(birth) = kinds.into_iter().find_map(|kind| birth_date(kind, number, today)) else {
        return Err(refusal(RefusalCode::Invalid, &field.id));
    };
    let least = field.min.unwrap_or_default();
    if i64::from(age(birth, today)) < least { Err(refusal(RefusalCode::UnderAge, &field.id)) } else { Ok(()) }
}

#[cfg(test)]
mod tests {
    use super::super::test_entry::entry;
    use super::*;
    use jiff::civil::date;
    use serde_json::{Value, json};
    use yizhan_wire::content::{Body, read as read_content};
    use yizhan_wire::{EntryKind, SeqNo, StationId};

    fn forms() -> Vec<FormDef> {
        let body = json!({ "forms": [{ "id": "tip", "version": 2, "title": "线索", "steps": [{ "title": "一", "fields": [
            { "id": "people", "kind": "number", "label": "人数", "required": true, "min": 1, "max": 500 },
            { "id": "named", "kind": "yes_no", "label": "留名字吗", "required": true },
            { "id": "name", "kind": "name", "label": "姓名", "required": true, "show_if": { "field": "named", "is": ["yes"] } },
            { "id": "id", "kind": "id_number", "label": "证件", "min": 16 },
            { "id": "agree", "kind": "consent", "label": "同意转交", "required": true },
        ] }] }] });
        let Ok(Some(Body::Forms(forms))) = read_content("forms", &body.to_string()) else { panic!("no form") };
        forms.forms
    }

    fn good() -> Value {
        json!({
            "receipt": ReceiptNo::of(StationId(1), SeqNo(1)), "form": "tip", "form_version": 2, "title": "线索",
            "answers": [
                { "field": "people", "label": "人数", "value": "12" },
                { "field": "named", "label": "留名字吗", "value": "no" },
            ],
            "consents": [{ "field": "agree", "version": 2, "given": "2026-11-22T02:00:00Z" }],
        })
    }

    fn examined(body: &Value) -> Checked {
        let entry = Entry { station: StationId(1), ..entry(EntryKind::Submission, body.to_string()) };
        examine(&entry, &forms(), date(2026, 11, 22))
    }

    fn with(change: impl FnOnce(&mut Value)) -> Checked {
        let mut body = good();
        change(&mut body);
        examined(&body)
    }

    fn answer(body: &mut Value, field: &str, value: &str) {
        let answers = body["answers"].as_array_mut().unwrap();
        answers.push(json!({ "field": field, "label": field, "value": value }));
    }

    #[test]
    fn a_form_filled_as_it_was_asked_is_taken() {
        assert_eq!(examined(&good()), Ok(()));
        assert_eq!(with(|body| answer(body, "id", "430000199003071519")), Ok(()));
    }

    #[test]
    fn a_code_of_a_list_holds_by_its_days_unless_the_station_had_an_older_version() {
        let form = json!({ "forms": [{ "id": "tip", "version": 2, "title": "线索", "steps": [{ "title": "一", "fields": [
            { "id": "household", "kind": "choice", "label": "户口", "list": "household" }] }] }] });
        let Ok(Some(Body::Forms(mut forms))) = read_content("forms", &form.to_string()) else { panic!("no form") };
        let list = json!({ "lists": [{ "id": "household", "version": 2, "title": "户口", "source": "样例", "codes": [
            { "code": "10", "label": "非农业", "from": "2015-01-01", "until": "2020-12-31" }, { "code": "30", "label": "居民" }] }] });
        let Ok(Some(Body::Codes(lists))) = read_content("codes", &list.to_string()) else { panic!("no list") };
        assert!(lists.fill(&mut forms.forms[0]));
        let examined = |code: &str, version: u32| {
            let body = json!({ "receipt": ReceiptNo::of(StationId(1), SeqNo(1)), "form": "tip", "form_version": 2,
                "title": "线索", "answers": [{ "field": "household", "label": "户口", "value": code }], "consents": [],
                "lists": [{ "list": "household", "version": version }] });
            let entry = Entry { station: StationId(1), ..entry(EntryKind::Submission, body.to_string()) };
            examine(&entry, &forms.forms, date(2026, 11, 22))
        };
        assert_eq!((examined("30", 2), examined("10", 1)), (Ok(()), Ok(())));
        let wrong = Err(refusal(RefusalCode::Invalid, "household"));
        assert_eq!((examined("10", 2), examined("20", 1)), (wrong.clone(), wrong), "ended before, and of no list");
    }

    #[test]
    fn each_way_to_be_wrong_is_refused_with_the_question_at_fault() {
        use RefusalCode::{Invalid, Missing, NoConsent, UnderAge};
        let refused = |change: fn(&mut Value), code, field: &str| {
            assert_eq!(with(change), Err(refusal(code, field)), "{field}");
        };
        refused(|body| body["answers"][0]["value"] = json!("0"), Invalid, "people");
        refused(|body| body["answers"][0]["value"] = json!(["a"]), Invalid, "people");
        refused(|body| body["answers"][1]["value"] = json!("yes"), Missing, "name");
        refused(|body| body["consents"] = json!([]), NoConsent, "agree");
        refused(|body| body["form_version"] = json!(3), Invalid, "form");
        refused(|body| answer(body, "colour", "红"), Invalid, "colour");
        refused(|body| answer(body, "people", "3"), Invalid, "people");
        refused(|body| answer(body, "name", "测试甲"), Invalid, "name");
        refused(|body| answer(body, "id", "430000199003071514"), Invalid, "id");
        // Born 2010-11-23: sixteen tomorrow.
        refused(|body| answer(body, "id", "430000201011230014"), UnderAge, "id");
        refused(|body| body["answers"].as_array_mut().unwrap().reverse(), Invalid, "people");
        refused(
            |body| body["about"] = json!({ "shelf": "experts", "item": "x", "title": "x" }),
            Invalid,
            "about.shelf",
        );
    }
}
