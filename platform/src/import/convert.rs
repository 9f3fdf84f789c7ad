//! From the words of an advert to a posting.

use super::flaws::{self, Flaw};
use super::raw::Raw;
use super::{Options, clean, dates, jobs, place, terms, wage};
use crate::core::NewPosting;
use jiff::civil::Date;
use jiff::{Span, ToSpan as _};
use ring::digest::{SHA256, digest};
use yizhan_wire::{
    Benefit, Education, JobKind, Posting, PostingId, Settlement, Shift, Source, SourceKind, Wage, WageUnit, WorkForm,
};

/// A posting of this advert, or why a person must look at it first.
///
/// `original` is the row as it stood in `file`: an advert without a name of its own is known by it.
pub fn convert(raw: &Raw, original: &[u8], file: &str, options: &Options) -> Result<NewPosting, Flaw> {
    if let Some(flaw) = flaws::find(raw) {
        return Err(flaw);
    }
    let (posted_on, valid_until) = validity(raw, options)?;
    let kind = jobs::kind(&raw.title, &raw.category);
    let pay = pay(raw);
    let (tasks, requirements) = split_text(raw);
    let requirements = with_campaign(requirements, &raw.campaign);
    let place = place::locate(place::Words {
        text: &raw.place_text,
        province: &raw.province,
        city: &raw.city,
        district: &raw.district,
    });
    let at = raw.latitude.parse::<f64>().ok().zip(raw.longitude.parse::<f64>().ok());
    let place = place::finer(place, &options.streets, at);
    let stated = format!("{} {} {}", raw.work_form, raw.title, raw.category);
    let settlement = terms::settlement(&raw.settlement).or_else(|| terms::settlement(&stated)).or(pay.settlement);
    let said = format!("{}\n{}\n{}", raw.title, raw.description, raw.requirements);
    let posting = Posting {
        id: PostingId::default(),
        title: raw.title.clone(),
        employer: raw.employer.clone(),
        job_kind: kind,
        work_form: work_form(&stated, &pay.wage, settlement),
        benefits: benefits(raw, kind, &pay.benefits),
        shifts: shifts(raw),
        education: terms::education(&raw.education).or_else(|| education_in_text(raw)),
        settlement,
        headcount: terms::headcount(&raw.headcount),
        wage: pay.wage,
        place,
        tasks,
        requirements,
        experience: raw.experience.clone(),
        age_max: terms::age_max(&said),
        disability_welcome: terms::disability_welcome(&said),
        confirmed_on: None,
        doubted: false,
        contact: raw.contact.clone(),
        source: source(raw, file, options),
        posted_on,
        valid_until,
    };
    let fingerprint = fingerprint(&posting);
    let external_key = external_key(raw, &posting.source.name, original);
    Ok(NewPosting { posting, external_key, fingerprint })
}

/// The file's own dates as they are; where it gives none, those of the day of the import. A run of days that lost its
/// separators is a flaw, and so is any other date that is none.
fn validity(raw: &Raw, options: &Options) -> Result<(Date, Date), Flaw> {
    if let Some(day) = options.fresh_on {
        return Ok((day, later(day, options.valid_days)));
    }
    let posted_on = match raw.posted_on.as_str() {
        "" => options.as_of,
        text => dates::parse(text).ok_or_else(|| {
            if flaws::is_run_together_date(text) { Flaw::LostDateSeparators } else { Flaw::UnreadableDate }
        })?,
    };
    // 长期有效 and the like: the usual validity.
    let valid_until = dates::parse(&raw.valid_until).unwrap_or_else(|| later(posted_on, options.valid_days));
    Ok((posted_on, valid_until))
}

fn later(day: Date, days: u16) -> Date {
    let span: Span = i64::from(days).days();
    day.saturating_add(span)
}

fn pay(raw: &Raw) -> wage::Pay {
    if !raw.wage_text.is_empty() {
        return wage::parse(&raw.wage_text);
    }
    if !raw.foreign_wage.is_empty() {
        let wage = Wage { text: raw.foreign_wage.clone(), ..Wage::default() };
        return wage::Pay { wage, ..wage::Pay::default() };
    }
    let yuan = |text: &str| text.replace(',', "").parse::<f64>().ok();
    let unit = unit(&raw.wage_unit);
    wage::Pay { wage: wage::from_numbers(yuan(&raw.wage_min), yuan(&raw.wage_max), unit), ..wage::Pay::default() }
}

fn unit(word: &str) -> Option<WageUnit> {
    match word.to_lowercase().as_str() {
        "month" | "月" | "元/月" | "月薪" => Some(WageUnit::Month),
        "day" | "天" | "日" | "元/天" | "日薪" => Some(WageUnit::Day),
        "hour" | "小时" | "时" | "元/小时" | "时薪" => Some(WageUnit::Hour),
        "week" | "周" | "元/周" | "周薪" => Some(WageUnit::Week),
        "year" | "年" | "元/年" | "年薪" => Some(WageUnit::Year),
        "piece" | "件" | "元/件" | "计件" => Some(WageUnit::Piece),
        _ => None,
    }
}

/// What the advert says of the form; otherwise what its pay tells: by the hour, by the day, and else full time.
fn work_form(stated: &str, wage: &Wage, settlement: Option<Settlement>) -> WorkForm {
    terms::work_form(stated).unwrap_or(match (wage.unit, settlement) {
        (_, Some(Settlement::Daily)) | (Some(WageUnit::Day), _) => WorkForm::DayJob,
        (Some(WageUnit::Hour), _) => WorkForm::Hourly,
        (Some(WageUnit::Piece), _) => WorkForm::Other,
        _ => WorkForm::FullTime,
    })
}

/// Tags and the words of the wage count in full; of the free text only benefits that no task is worded like (负责绩效考核 and
/// 接送小孩 are tasks), and no insurance where handling insurance is the job.
fn benefits(raw: &Raw, kind: JobKind, beside_the_wage: &[Benefit]) -> Vec<Benefit> {
    use Benefit as B;
    let office =
        matches!(kind, JobKind::HumanResources | JobKind::Accountant | JobKind::OfficeClerk | JobKind::FinanceSales);
    let in_text = |benefit: &Benefit| match benefit {
        B::Meals
        | B::Lodging
        | B::MealAllowance
        | B::HousingAllowance
        | B::AttendanceBonus
        | B::YearEndBonus
        | B::PaidLeave
        | B::HolidayGifts => true,
        B::SocialInsurance | B::HousingFund => !office,
        _ => false,
    };
    let text = format!("{}\n{}", raw.description, raw.requirements);
    let tags = terms::benefits(&raw.benefits);
    let said = terms::benefits(&text).into_iter().filter(in_text);
    let mut all: Vec<Benefit> = tags.into_iter().chain(beside_the_wage.iter().copied()).chain(said).collect();
    all.sort_unstable();
    all.dedup();
    all
}

fn shifts(raw: &Raw) -> Vec<Shift> {
    terms::shifts(&format!("{} {} {} {}", raw.shifts, raw.benefits, raw.title, raw.description))
}

/// "初中以上学历" in the free text, where the file has no field for it.
fn education_in_text(raw: &Raw) -> Option<Education> {
    if !raw.education.is_empty() {
        return None;
    }
    let text = format!("{}\n{}", raw.requirements, raw.description);
    ["小学", "初中", "高中", "中专", "大专", "本科", "硕士"]
        .iter()
        .find(|level| {
            [format!("{level}以上"), format!("{level}及以上"), format!("{level}或以上"), format!("{level}学历")]
                .iter()
                .any(|words| text.contains(words))
        })
        .and_then(|level| terms::education(level))
}

/// An advert of a campaign says so, in the text that everybody reads and in which words are looked for: a zone of stations
/// finds it by that.
fn with_campaign(requirements: String, campaign: &str) -> String {
    if campaign.is_empty() || requirements.contains(campaign) {
        return requirements;
    }
    let between = if requirements.is_empty() { "" } else { "\n" };
    format!("{requirements}{between}招聘专区：{campaign}")
}

/// Headings under which requirements begin inside one text.
const REQUIREMENT_HEADS: [&str; 9] =
    ["任职要求", "任职资格", "任职条件", "岗位要求", "职位要求", "招聘要求", "应聘要求", "应聘条件", "招聘条件"];
const TASK_HEADS: [&str; 7] = ["岗位职责", "工作职责", "职位描述", "工作内容", "岗位描述", "职责描述", "工作描述"];

/// Tasks and requirements; one text with a heading between them is parted there.
fn split_text(raw: &Raw) -> (String, String) {
    if !raw.requirements.is_empty() {
        return (without_head(&raw.description, &TASK_HEADS), without_head(&raw.requirements, &REQUIREMENT_HEADS));
    }
    let text = raw.description.as_str();
    let head = REQUIREMENT_HEADS.iter().filter_map(|head| text.find(head)).min();
    let Some((tasks, requirements)) = head.and_then(|at| text.split_at_checked(at)) else {
        return (without_head(text, &TASK_HEADS), String::new());
    };
    let tasks = tasks.trim_end_matches(['【', '[', '一', '二', '三', '、', '（', '(', '■', '◆', '*', '#']);
    (without_head(tasks, &TASK_HEADS), without_head(requirements, &REQUIREMENT_HEADS))
}

fn without_head(text: &str, heads: &[&str]) -> String {
    let bare = text.trim_start_matches(['【', '[', '一', '、', '（', '(', '■', '◆', '*', '#', ' ']);
    let behind = heads.iter().find_map(|head| bare.strip_prefix(head));
    let kept = behind.map_or(text, |rest| rest.trim_start_matches(['】', ']', '）', ')', '：', ':', ' ', '\n', '*']));
    clean::paragraphs(kept)
}

fn source(raw: &Raw, file: &str, options: &Options) -> Source {
    let stem = file.split('.').next().unwrap_or(file);
    let name = options.source_name.as_deref().unwrap_or(if raw.source.is_empty() { stem } else { &raw.source });
    let kind = match raw.source_kind.as_str() {
        "" => None,
        words => SourceKind::parse(words),
    };
    Source { name: name.to_owned(), kind: kind.unwrap_or(options.source_kind) }
}

/// The source's own name for the advert; without one, the row's hash: the same row is the same advert on every import.
fn external_key(raw: &Raw, source: &str, original: &[u8]) -> String {
    if !raw.id.is_empty() {
        return format!("{source}:{}", raw.id);
    }
    let hash = digest(&SHA256, original.trim_ascii());
    format!("{source}:#{}", data_encoding::HEXLOWER.encode(hash.as_ref().get(..16).unwrap_or_default()))
}

/// Equal for adverts of one job: employer, title, place and wage, without blanks and case. An advert without an employer is
/// the same only where its text is the same too, and without a text it is compared with nothing: many shops in one city seek
/// a waiter for the same pay.
#[must_use]
pub fn fingerprint(posting: &Posting) -> Option<String> {
    let who = if posting.employer.is_empty() {
        let text = format!("{}\n{}", posting.tasks, posting.requirements);
        if text.trim().is_empty() {
            return None;
        }
        let hash = digest(&SHA256, text.as_bytes());
        data_encoding::HEXLOWER.encode(hash.as_ref().get(..16).unwrap_or_default())
    } else {
        posting.employer.clone()
    };
    let place = if posting.place.district.is_empty() { &posting.place.text } else { &posting.place.district };
    let wage = &posting.wage;
    let pay = match (wage.min_fen, wage.max_fen) {
        (None, None) => wage.text.clone(),
        (min, max) => format!("{min:?}-{max:?}/{:?}", wage.unit),
    };
    let key = [&who, &posting.title, place, &pay]
        .map(|part| part.chars().filter(|c| !c.is_whitespace()).flat_map(char::to_lowercase).collect::<String>());
    Some(key.join("|"))
}

#[cfg(test)]
#[path = "convert_tests.rs"]
mod tests;
