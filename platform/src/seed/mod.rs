//! A synthetic province: postings like those of a street station, for demonstrations and tests.
//!
//! Everything is made up: employers, addresses, telephones (area code and 8000xxxx). The texts are our own and lawful. The
//! same seed and day give the same province. Wages go through the same grammar as imported ones, so that what is shown was
//! read, and not only written.

mod content;
mod employers;
mod shows;
mod trades;
mod words;

use crate::core::{NewPosting, packs};
use crate::import::{fingerprint, terms, wage};
pub use content::content;
use employers::Employer;
use fastrand::Rng;
use jiff::{ToSpan as _, civil::Date};
pub use shows::{SHOWS, Sample, SampleShow, SampleVoice, VOICE};
use std::collections::{BTreeMap, HashSet};
use trades::{Pay, Trade};
use yizhan_wire::{
    Benefit, Education, JobKind, Pack, Posting, PostingId, Settlement, Source, SourceKind, Wage, WageUnit, WorkForm,
};

/// How many days before the day of writing the oldest posting was posted.
const OLDEST_DAYS: i64 = 20;
/// How often a posting that resembles another is written anew before it is left out.
const TRIES: u32 = 50;

/// The postings of a province as it is on `as_of`. No two are of the same job.
#[must_use]
pub fn province(count: u32, seed: u64, as_of: Date) -> Vec<NewPosting> {
    let mut writer = Writer {
        random: Rng::with_seed(seed),
        trades: trades::all(),
        employers: BTreeMap::new(),
        seen: HashSet::new(),
        as_of,
    };
    (1..=count)
        .filter_map(|number| {
            let (posting, print) = writer.next()?;
            Some(NewPosting { posting, external_key: format!("seed-{seed}:{number}"), fingerprint: Some(print) })
        })
        .collect()
}

/// A sample pack of everyday words, as people say them in the south.
///
/// # Errors
/// None: the sample is a good pack.
pub fn words() -> Result<Pack, packs::Flaw> {
    packs::read(include_str!("../../assets/seed_words.json"))
}

fn pick<T: Copy>(random: &mut Rng, choices: &[T]) -> T {
    #[expect(
        clippy::indexing_slicing,
        reason = "the index is below the length; an empty list is a mistake in our own tables"
    )]
    choices[random.usize(..choices.len())]
}

struct Writer {
    random: Rng,
    trades: Vec<Trade>,
    /// By kind.
    employers: BTreeMap<&'static str, Vec<Employer>>,
    /// Fingerprints.
    seen: HashSet<String>,
    as_of: Date,
}

impl Writer {
    fn next(&mut self) -> Option<(Posting, String)> {
        for _ in 0..TRIES {
            let posting = self.write()?;
            if let Some(print) = fingerprint(&posting)
                && self.seen.insert(print.clone())
            {
                return Some((posting, print));
            }
        }
        None
    }

    fn write(&mut self) -> Option<Posting> {
        let trade = self.trade()?;
        let kind = pick(&mut self.random, &trade.employers);
        let employer = self.employer(kind);
        let random = &mut self.random;
        let pay = pick(random, &trade.pays);
        let settlement = settlement(random, pay.unit);
        let benefits = benefits(random, &employer, pay.unit);
        let headcount = headcount(random);
        let fitting = (employer.kind, pay.unit);
        let name = words::some(random, &trade.names, fitting, 1, 1).first().copied()?;
        let title = words::title(random, name, headcount, &benefits);
        let wage = wage_of(random, pay, &benefits, settlement);
        let time = words::some(random, &trade.times, fitting, 0, 1).first().copied();
        let tasks = words::some(random, &trade.tasks, fitting, 2, 4);
        let wants = words::some(random, &trade.wants, fitting, 1, 3);
        let spoken = if random.u8(..3) > 0 { words::benefits(random, &benefits) } else { String::new() };
        let mut requirements = words::wants(random, &employer, &wants);
        if random.u8(..20) == 0 {
            requirements.push_str("\n同等条件下残疾人优先");
        }
        if let Some(campaign) = campaign(random) {
            requirements.push_str("\n招聘专区：");
            requirements.push_str(campaign);
        }
        let posted_on = self.as_of.saturating_sub(random.i64(0..=OLDEST_DAYS).days());
        let valid_until = posted_on.saturating_add(pick(random, &[21_i64, 30, 30, 45, 60]).days());
        Some(Posting {
            id: PostingId::default(),
            work_form: work_form(random, &title, pay.unit, employer.kind),
            title,
            employer: employer.name.clone(),
            job_kind: trade.kind,
            wage,
            settlement,
            headcount,
            place: employer.place.clone(),
            tasks: words::tasks(random, &employer, &tasks, time, &spoken),
            age_max: terms::age_max(&requirements),
            disability_welcome: terms::disability_welcome(&requirements),
            confirmed_on: None,
            doubted: false,
            requirements,
            education: education(random, trade.kind),
            experience: experience(random, &wants).to_owned(),
            benefits,
            shifts: time.map(terms::shifts).unwrap_or_default(),
            contact: employer.contact.clone(),
            source: source(random, &employer),
            posted_on,
            valid_until,
        })
    }

    fn trade(&mut self) -> Option<Trade> {
        let total: u32 = self.trades.iter().map(|trade| trade.weight).sum();
        let mut at = self.random.u32(..total.max(1));
        self.trades
            .iter()
            .find(|trade| {
                let found = at < trade.weight;
                at = at.saturating_sub(trade.weight);
                found
            })
            .cloned()
    }

    /// Every third advert is of an employer not heard of before.
    fn employer(&mut self, kind: &'static str) -> Employer {
        let known = self.employers.entry(kind).or_default();
        if !known.is_empty() && self.random.u8(..3) > 0 {
            let at = self.random.usize(..known.len());
            if let Some(employer) = known.get(at) {
                return employer.clone();
            }
        }
        let employer = employers::new(&mut self.random, kind);
        known.push(employer.clone());
        employer
    }
}

/// One advert in eight was posted for a campaign.
fn campaign(random: &mut Rng) -> Option<&'static str> {
    let campaigns = ["春风行动", "高校毕业生专场", "退役军人专场", "百日千万招聘", "订单班"];
    (random.u8(..8) == 0).then(|| pick(random, &campaigns))
}

fn wage_of(random: &mut Rng, pay: Pay, benefits: &[Benefit], settlement: Option<Settlement>) -> Wage {
    let text = if random.u8(..33) == 0 { "面议".to_owned() } else { words::wage(random, pay, benefits, settlement) };
    wage::parse(&text).wage
}

/// Who is paid by the hour is paid at least every fifteen days (劳动合同法 72).
fn settlement(random: &mut Rng, unit: WageUnit) -> Option<Settlement> {
    match unit {
        WageUnit::Day => pick(random, &[Some(Settlement::Daily), Some(Settlement::Daily), Some(Settlement::Weekly)]),
        WageUnit::Hour => {
            pick(random, &[Some(Settlement::Daily), Some(Settlement::Weekly), Some(Settlement::HalfMonthly)])
        }
        _ => pick(random, &[Some(Settlement::Monthly), None]),
    }
}

/// What comes with the wage: in per cent, by how the work is paid and where.
fn benefits(random: &mut Rng, employer: &Employer, unit: WageUnit) -> Vec<Benefit> {
    use Benefit as B;
    let steady = matches!(unit, WageUnit::Month | WageUnit::Piece);
    let fed = matches!(
        employer.kind,
        "restaurant" | "hotel" | "canteen" | "factory" | "foodfactory" | "garment" | "metal" | "farm"
    );
    let housed = matches!(
        employer.kind,
        "factory" | "foodfactory" | "garment" | "metal" | "restaurant" | "building" | "farm" | "beauty"
    );
    let firm = employer.name.ends_with("有限公司") || matches!(employer.kind, "hospital" | "school" | "mall" | "hotel");
    let chances = [
        (B::Meals, if fed { 65 } else { 20 }),
        (B::Lodging, if housed && steady { 50 } else { 8 }),
        (B::SocialInsurance, if firm && steady { 55 } else { 0 }),
        (B::AccidentInsurance, if steady { 8 } else { 45 }),
        (B::MealAllowance, if fed { 0 } else { 15 }),
        (B::Transport, if matches!(employer.kind, "factory" | "farm") { 20 } else { 3 }),
        (B::AttendanceBonus, if steady { 20 } else { 0 }),
        (B::YearEndBonus, if firm && steady { 15 } else { 0 }),
        (B::OvertimePay, if steady { 18 } else { 0 }),
        (B::PaidLeave, if firm && steady { 15 } else { 0 }),
        (B::HolidayGifts, if steady { 18 } else { 0 }),
        (B::Training, 12),
        (B::HealthCheck, if firm && steady { 8 } else { 0 }),
    ];
    chances.into_iter().filter(|(_, chance)| random.u8(..100) < *chance).map(|(benefit, _)| benefit).collect()
}

fn headcount(random: &mut Rng) -> Option<u32> {
    match random.u8(..20) {
        0 => None,
        1..12 => Some(random.u32(1..=3)),
        12..18 => Some(random.u32(2..=10)),
        _ => Some(pick(random, &[15, 20, 30, 50])),
    }
}

fn work_form(random: &mut Rng, title: &str, unit: WageUnit, kind: &str) -> WorkForm {
    match (unit, kind) {
        _ if title.contains("兼职") || title.contains("周末") => WorkForm::PartTime,
        _ if title.contains("临时") || title.contains("大促") => WorkForm::Temporary,
        (WageUnit::Hour, _) => WorkForm::Hourly,
        (_, "farm") => WorkForm::Seasonal,
        (WageUnit::Day, _) => WorkForm::DayJob,
        (_, "labour") if random.bool() => WorkForm::Dispatch,
        _ => WorkForm::FullTime,
    }
}

fn education(random: &mut Rng, kind: JobKind) -> Option<Education> {
    use JobKind as J;
    let asked = match kind {
        J::Accountant | J::Teacher => Education::JuniorCollege,
        J::Nurse | J::NurseryTeacher => return Some(Education::SecondaryVocational),
        J::OfficeClerk
        | J::Receptionist
        | J::QualityInspector
        | J::CustomerService
        | J::OnlineSeller
        | J::WarehouseKeeper => Education::SeniorHigh,
        _ => Education::JuniorHigh,
    };
    let chance = if asked == Education::JuniorHigh { 6 } else { 50 };
    (random.u8(..100) < chance).then_some(asked)
}

/// Nobody who takes beginners asks for experience.
fn experience(random: &mut Rng, wants: &[&str]) -> &'static str {
    let beginners = ["没有经验", "没做过", "没有证", "没有手艺", "新手", "生手", "学徒", "可以学", "半天就会", "不会"];
    if wants.iter().any(|want| beginners.iter().any(|word| want.contains(word))) {
        return pick(random, &["不限", "不限", ""]);
    }
    pick(random, &["", "不限", "一年以上", "熟手优先"])
}

fn source(random: &mut Rng, employer: &Employer) -> Source {
    let (name, kind) = match random.u8(..20) {
        0..9 => (format!("{}公共就业服务站（样例）", employer.place.district.replace(' ', "")), SourceKind::Public),
        9..17 => ("用人单位直招（样例）".to_owned(), SourceKind::Employer),
        _ => (format!("{}零工市场中介窗口（样例）", employer.city), SourceKind::Agency),
    };
    Source { name, kind }
}

#[cfg(test)]
mod tests;
