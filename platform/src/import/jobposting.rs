//! schema.org `JobPosting` (JSON-LD, as job boards and companies publish it) to the words of an advert.

use super::raw::Raw;
use super::{clean, html};
use serde_json::Value;

/// Whether this object says it is a job posting.
pub fn is_one(value: &Value) -> bool {
    match value.get("@type") {
        Some(Value::String(name)) => is_name(name),
        Some(Value::Array(names)) => names.iter().filter_map(Value::as_str).any(is_name),
        _ => false,
    }
}

fn is_name(name: &str) -> bool {
    name.rsplit(['/', ':']).next() == Some("JobPosting")
}

pub fn read(value: &Value) -> Raw {
    let line = |name: &str| clean::line(&words(value.get(name)));
    let text = |name: &str| clean::paragraphs(&html::to_text(&words(value.get(name))));
    let mut raw = Raw {
        id: clean::line(&words(
            value.pointer("/identifier/value").or_else(|| value.get("identifier")).or_else(|| value.get("url")),
        )),
        title: Some(line("title")).filter(|title| !title.is_empty()).unwrap_or_else(|| line("name")),
        employer: line("hiringOrganization"),
        category: Some(line("occupationalCategory")).filter(|c| !c.is_empty()).unwrap_or_else(|| line("industry")),
        work_form: employment_type(&line("employmentType")),
        description: text("description"),
        requirements: text("qualifications"),
        education: education(value.get("educationRequirements")),
        experience: experience(value.get("experienceRequirements")),
        benefits: line("jobBenefits"),
        shifts: line("workHours"),
        headcount: line("totalJobOpenings"),
        posted_on: line("datePosted"),
        valid_until: line("validThrough"),
        contact: contact(value.get("applicationContact")),
        ..Raw::default()
    };
    place(&mut raw, value.get("jobLocation"));
    wage(&mut raw, value.get("baseSalary"));
    raw
}

/// The words of a value: a text, a number, the name of a thing, the parts of a list.
fn words(value: Option<&Value>) -> String {
    match value {
        Some(Value::String(text)) => text.clone(),
        Some(Value::Number(number)) => number.to_string(),
        Some(Value::Array(parts)) => {
            parts.iter().map(|part| words(Some(part))).filter(|w| !w.is_empty()).collect::<Vec<_>>().join("、")
        }
        Some(Value::Object(thing)) => words(thing.get("name").or_else(|| thing.get("value"))),
        _ => String::new(),
    }
}

/// Google's values of `employmentType`, in the words the terms know.
fn employment_type(text: &str) -> String {
    const KNOWN: [(&str, &str); 7] = [
        ("FULL_TIME", "全职"),
        ("PART_TIME", "兼职"),
        ("TEMPORARY", "临时工"),
        ("INTERN", "实习"),
        ("PER_DIEM", "日结"),
        ("CONTRACTOR", "承揽"),
        ("SEASONAL", "季节工"),
    ];
    KNOWN.iter().fold(text.to_owned(), |text, (code, word)| text.replace(code, word))
}

fn education(value: Option<&Value>) -> String {
    const KNOWN: [(&str, &str); 5] = [
        ("high school", "高中"),
        ("professional certificate", "中专"),
        ("associate degree", "大专"),
        ("bachelor degree", "本科"),
        ("postgraduate degree", "硕士"),
    ];
    let said = match value {
        Some(Value::Object(thing)) => words(thing.get("credentialCategory").or_else(|| thing.get("name"))),
        other => words(other),
    };
    KNOWN.iter().find(|(code, _)| said == *code).map_or(said, |(_, word)| (*word).to_owned())
}

fn experience(value: Option<&Value>) -> String {
    match value.and_then(|v| v.get("monthsOfExperience")).and_then(Value::as_u64) {
        Some(0) => "不限".to_owned(),
        Some(months) if months % 12 == 0 => format!("{}年以上", months / 12),
        Some(months) => format!("{months}个月以上"),
        None => clean::line(&words(value)),
    }
}

fn contact(value: Option<&Value>) -> String {
    let Some(thing) = value else { return String::new() };
    let parts = ["name", "telephone", "email"].map(|part| clean::line(&words(thing.get(part))));
    parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ")
}

/// The first place counts; the others a posting has no room for.
fn place(raw: &mut Raw, value: Option<&Value>) {
    let first = match value {
        Some(Value::Array(places)) => places.first(),
        other => other,
    };
    let geo = |name: &str| clean::line(&words(first.and_then(|place| place.get("geo")?.get(name))));
    (raw.latitude, raw.longitude) = (geo("latitude"), geo("longitude"));
    let Some(address) = first.and_then(|place| place.get("address").or(Some(place))) else { return };
    if let Value::String(text) = address {
        raw.place_text = clean::line(text);
        return;
    }
    let part = |name: &str| clean::line(&words(address.get(name)));
    (raw.province, raw.city) = (part("addressRegion"), part("addressLocality"));
    let street = part("streetAddress");
    let whole: Vec<String> =
        [raw.province.clone(), raw.city.clone(), street].into_iter().filter(|p| !p.is_empty()).collect();
    raw.place_text = whole.join(" ");
}

/// A plain text goes through the grammar of wages; numbers keep their unit. Money that is not yuan is only told in words:
/// rates change, and a seeker must not take dollars for yuan.
fn wage(raw: &mut Raw, value: Option<&Value>) {
    let Some(salary) = value else { return };
    if salary.is_string() {
        raw.wage_text = clean::line(&words(Some(salary)));
        return;
    }
    let amount = salary.get("value").unwrap_or(salary);
    let number = |name: &str| words(amount.get(name));
    let single = if amount.is_object() { number("value") } else { words(Some(amount)) };
    let (mut min, mut max) = (number("minValue"), number("maxValue"));
    if min.is_empty() && max.is_empty() {
        (min, max) = (single.clone(), single);
    }
    let unit = words(amount.get("unitText").or_else(|| salary.get("unitText"))).to_lowercase();
    let currency = words(salary.get("currency"));
    if !matches!(currency.to_uppercase().as_str(), "" | "CNY" | "RMB") {
        raw.foreign_wage = format!("{currency} {min}-{max}/{unit}");
        return;
    }
    (raw.wage_min, raw.wage_max, raw.wage_unit) = (min, max, unit);
}

#[cfg(test)]
#[path = "jobposting_tests.rs"]
mod tests;
