//! `yizhan search`: what a seeker would find, for scripts and for measuring.

use super::{Context, Done, Failure};
use crate::domain::distance::Away;
use crate::domain::query::{Facets, Filters, Hit, Order, Query, Results, WageFloor};
use crate::domain::{Benefit, DivisionCode, JobGroup, JobKind, Settlement, Shift, SourceKind, WageUnit, WorkForm};
use crate::runtime::search::Shelf;
use crate::runtime::world::day_of;
use jiff::civil::Date;
use serde_json::{Map, Value, json};
use std::path::PathBuf;
use std::time::Instant;

#[derive(clap::Args)]
pub struct Options {
    /// Words to look for: hanzi, pinyin or initials; nothing finds everything
    query: Option<String>,
    /// Search for each line of FILE and print one JSON line each, with the time it took
    #[arg(long, value_name = "FILE", conflicts_with = "query")]
    queries: Option<PathBuf>,
    /// A district as postings word it, or the beginning of one, or of a division code
    #[arg(long)]
    district: Option<String>,
    /// The least wage, in yuan
    #[arg(long, value_name = "YUAN")]
    wage_min: Option<u32>,
    /// What the least wage counts
    #[arg(long, value_name = "UNIT", default_value = "month", value_parser = code(WageUnit::parse))]
    wage_unit: WageUnit,
    /// The form of work (`full_time`, `hourly`, `day_job` …)
    #[arg(long, value_parser = code(WorkForm::parse))]
    form: Option<WorkForm>,
    /// An everyday job (`welder`, `cook` …)
    #[arg(long, value_parser = code(JobKind::parse))]
    job: Option<JobKind>,
    /// A shelf of everyday jobs (`craft`, `food` …)
    #[arg(long, value_parser = code(JobGroup::parse))]
    group: Option<JobGroup>,
    /// How the wage is paid out (`daily`, `weekly` …)
    #[arg(long, value_parser = code(Settlement::parse))]
    settlement: Option<Settlement>,
    /// Working hours (`day`, `night` …)
    #[arg(long, value_parser = code(Shift::parse))]
    shift: Option<Shift>,
    /// What comes with the wage (`meals`, `lodging` …); may be given several times
    #[arg(long, value_parser = code(Benefit::parse))]
    benefit: Vec<Benefit>,
    /// Only postings that ask for no diploma
    #[arg(long)]
    no_diploma: bool,
    /// Only postings that name no highest age below this one
    #[arg(long, value_name = "YEARS")]
    age: Option<u8>,
    /// Only postings that say disabled people are welcome
    #[arg(long)]
    disability_welcome: bool,
    /// Only postings that name no amount
    #[arg(long, conflicts_with = "wage_min")]
    negotiable: bool,
    /// Only what is at most so many kilometres away; 0 is the same county
    #[arg(long, value_name = "KM", requires = "from")]
    within: Option<u16>,
    /// The division that distances are measured from
    #[arg(long, value_name = "CODE", value_parser = code(|text| DivisionCode::new(text)))]
    from: Option<DivisionCode>,
    /// Who offers it (`public`, `agency` …)
    #[arg(long, value_parser = code(SourceKind::parse))]
    source: Option<SourceKind>,
    /// Only what was posted at most so many days ago
    #[arg(long, value_name = "DAYS")]
    posted_within: Option<u16>,
    /// Only what closes in at most so many days
    #[arg(long, value_name = "DAYS")]
    closing_within: Option<u16>,
    /// Best match, newest, nearest or highest wage first
    #[arg(long, value_enum, default_value_t)]
    order: FirstShown,
    /// How many to show
    #[arg(long, default_value_t = 20)]
    limit: usize,
    /// How many to skip
    #[arg(long, default_value_t = 0)]
    offset: usize,
}

#[derive(Debug, Clone, Copy, Default, clap::ValueEnum)]
enum FirstShown {
    #[default]
    Best,
    Newest,
    /// Needs --from
    Nearest,
    HighestWage,
}

impl From<FirstShown> for Order {
    fn from(first: FirstShown) -> Self {
        match first {
            FirstShown::Best => Self::Best,
            FirstShown::Newest => Self::Newest,
            FirstShown::Nearest => Self::Nearest,
            FirstShown::HighestWage => Self::HighestWage,
        }
    }
}

/// Reads a code of one of the closed lists.
fn code<T: Clone + Send + Sync + 'static>(
    parse: fn(&str) -> Option<T>,
) -> impl Fn(&str) -> Result<T, String> + Clone + Send + Sync + 'static {
    move |text| parse(text).ok_or_else(|| "this is not a code of the list".to_owned())
}

pub fn run(context: &mut Context, options: &Options) -> Done {
    let today = day_of(context.world.now());
    let mut shelf = Shelf::load(&context.data, today)?;
    let Some(file) = &options.queries else {
        let text = options.query.clone().unwrap_or_default();
        let results = find(&mut shelf, options, text, today)?;
        return context.printer.either(&document(&results), || sentences(context, &results));
    };
    let queries = std::fs::read_to_string(file).map_err(|e| Failure::Because(format!("{}: {e}", file.display())))?;
    for query in queries.lines() {
        let start = Instant::now();
        let results = find(&mut shelf, options, query.to_owned(), today)?;
        let took = start.elapsed();
        let mut line = Map::new();
        line.insert("query".to_owned(), query.into());
        line.insert("took_us".to_owned(), u64::try_from(took.as_micros()).unwrap_or(u64::MAX).into());
        if let Value::Object(found) = document(&results) {
            line.extend(found);
        }
        context.printer.json_line(&line)?;
    }
    Ok(())
}

fn find(shelf: &mut Shelf, options: &Options, text: String, today: Date) -> Result<Results, Failure> {
    let filters = Filters {
        job_group: options.group,
        job_kind: options.job,
        work_form: options.form,
        district: options.district.clone(),
        wage_min: options.wage_min.map(|yuan| WageFloor { fen: i64::from(yuan) * 100, unit: options.wage_unit }),
        benefits: options.benefit.clone(),
        settlement: options.settlement,
        shift: options.shift,
        within_km: options.within,
        negotiable: options.negotiable,
        no_diploma: options.no_diploma,
        age: options.age,
        disability_welcome: options.disability_welcome,
        source: options.source,
        posted_within: options.posted_within,
        closing_within: options.closing_within,
    };
    let Options { offset, limit, order, .. } = *options;
    let query = Query { text, filters, order: order.into(), here: options.from.clone(), offset, limit };
    Ok(shelf.search(&query, today, &|| false)?.unwrap_or_default())
}

fn document(results: &Results) -> Value {
    json!({
        "total": results.total,
        "alike": results.alike,
        "meant": results.meant.iter().map(|(typed, meant)| json!({ "typed": typed, "meant": meant })).collect::<Vec<_>>(),
        "instead": results.instead.iter().map(|(job, count)| json!({ "job_kind": job, "count": count })).collect::<Vec<_>>(),
        "hits": results.hits.iter().map(hit).collect::<Vec<_>>(),
        "facets": facets(&results.facets),
    })
}

fn hit(hit: &Hit) -> Value {
    json!({
        "id": hit.id,
        "title": hit.title,
        "employer": hit.employer,
        "wage": hit.wage,
        "district": hit.district,
        "job_kind": hit.job_kind,
        "work_form": hit.work_form,
        "benefits": hit.benefits,
        "headcount": hit.headcount,
        "away_km": hit.away.map(Away::km),
        "posted_on": hit.posted_on,
        "valid_until": hit.valid_until,
    })
}

fn facets(facets: &Facets) -> Value {
    fn counts<T: ToString>(list: &[(T, usize)]) -> Value {
        list.iter().map(|(name, count)| json!({ "value": name.to_string(), "count": count })).collect()
    }
    json!({
        "job_groups": counts(&facets.job_groups),
        "job_kinds": counts(&facets.job_kinds),
        "work_forms": counts(&facets.work_forms),
        "districts": counts(&facets.districts),
        "benefits": counts(&facets.benefits),
        "settlements": counts(&facets.settlements),
        "shifts": counts(&facets.shifts),
        "sources": counts(&facets.sources),
        "distances_km": counts(&facets.distances),
        "wages": facets.wages.iter().map(wage).collect::<Vec<_>>(),
        "negotiable": facets.negotiable,
        "ages": counts(&facets.ages),
        "disability_welcome": facets.disability_welcome,
        "no_diploma": facets.no_diploma,
        "newly_posted": facets.newly_posted,
        "closing_soon": facets.closing_soon,
    })
}

fn wage((floor, count): &(WageFloor, usize)) -> Value {
    json!({ "yuan": floor.fen / 100, "unit": floor.unit.as_str(), "count": count })
}

fn sentences(context: &Context, results: &Results) -> String {
    let mut lines = vec![format!("{} found", results.total)];
    lines.extend(results.hits.iter().map(|hit| {
        let wage = context.words.wage(&hit.wage);
        format!("{:>8}  {wage}  {}  {}  {}", hit.id, hit.title, hit.employer, hit.district)
    }));
    lines.join("\n")
}
