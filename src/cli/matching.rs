//! `yizhan match`: postings for a registered person, people for a posting, today's day jobs, and near occupations; each
//! with its reasons.

use super::{Context, Done, Failure};
use crate::domain::matching::lists::{Candidate, GigList, Recommended, Suggestions};
use crate::domain::matching::near::{Near, near};
use crate::domain::matching::weights::{TABLE, Weight, points};
use crate::domain::matching::{Fit, Gap, Match, Profile};
use crate::domain::service::Courses;
use crate::domain::{JobKind, PostingId, ReceiptNo, mask};
use crate::i18n::Words;
use crate::runtime::content;
use crate::runtime::search::Shelf;
use crate::runtime::store::{free_people, suitable_people};
use crate::runtime::world::day_of;
use crate::store::CatalogueReader;
use serde_json::{Value, json};

#[derive(clap::Args)]
pub struct Options {
    #[command(flatten)]
    what: What,
    /// How many to show
    #[arg(long, default_value_t = 10)]
    limit: usize,
}

#[derive(clap::Args)]
#[group(required = true, multiple = false)]
struct What {
    /// Postings for the person with this receipt number
    #[arg(long, value_name = "RECEIPT", value_parser = receipt)]
    receipt: Option<ReceiptNo>,
    /// Registered people for this posting
    #[arg(long, value_name = "ID")]
    posting: Option<PostingId>,
    /// Who goes to which of today's day jobs: each person and each seat once
    #[arg(long)]
    gigs: bool,
    /// Jobs near this one that postings want now (`cashier`, `welder` …)
    #[arg(long, value_name = "JOB", value_parser = job)]
    near: Option<JobKind>,
    /// The table of weights: what each reason counts, and why
    #[arg(long)]
    weights: bool,
}

fn receipt(text: &str) -> Result<ReceiptNo, String> {
    ReceiptNo::parse(text).ok_or_else(|| "this is no receipt number; one of its digits is wrong".to_owned())
}

fn job(text: &str) -> Result<JobKind, String> {
    let known = JobKind::parse(text).filter(|kind| *kind != JobKind::Other);
    known.ok_or_else(|| "this is not a code of the list".to_owned())
}

pub fn run(context: &mut Context, options: &Options) -> Done {
    if options.what.weights {
        return weights(context);
    }
    let today = day_of(context.world.now());
    let on_offer = content::in_force(&CatalogueReader::open(&context.data)?)?;
    let here = context.station()?.place()?;
    let courses = Courses { content: &on_offer, today, here: here.as_ref() };
    let teller = Teller { words: context.words, courses };
    match &options.what {
        What { receipt: Some(receipt), .. } => postings(context, teller, receipt, options.limit),
        What { posting: Some(id), .. } => people(context, teller, *id, options.limit),
        What { near: Some(kind), .. } => near_jobs(context, teller, *kind, options.limit),
        What { .. } => gigs(context, teller),
    }
}

fn postings(context: &mut Context, teller: Teller<'_>, receipt: &ReceiptNo, limit: usize) -> Done {
    let today = teller.courses.today;
    let form = context.station()?.form_of(receipt)?;
    let form = form.ok_or_else(|| Failure::Because(context.words.match_gone().to_owned()))?;
    let profile = Profile::of(&form);
    let found = Shelf::load(&context.data, today)?.suggest(&profile, today, limit)?;
    let document = json!({
        "receipt": receipt,
        "compared": found.compared,
        "postings": found.list.iter().map(|one| {
            let mut document = reasons(teller, &one.found);
            insert(&mut document, "id", json!(one.hit.id));
            insert(&mut document, "title", json!(one.hit.title));
            insert(&mut document, "job_kind", json!(one.hit.job_kind));
            document
        }).collect::<Vec<_>>(),
        "near": found.near.iter().map(|near| near_document(teller, near)).collect::<Vec<_>>(),
    });
    context.printer.either(&document, || postings_said(teller, &mask::name(form.name.trim()), &found))
}

fn postings_said(teller: Teller<'_>, name: &str, found: &Suggestions) -> String {
    let words = teller.words;
    let compared = i64::try_from(found.compared).unwrap_or(i64::MAX);
    let mut lines = vec![words.match_postings_below(name, compared)];
    if found.list.is_empty() {
        lines.push(words.match_none().to_owned());
    }
    for one in &found.list {
        let wage = words.wage(&one.hit.wage);
        lines.push(format!("\n{:>8}  {wage}  {}  {}", one.hit.id, one.hit.title, one.hit.district));
        lines.extend(said(teller, &one.found));
    }
    if !found.near.is_empty() {
        lines.push(format!("\n{}", words.match_near()));
        lines.extend(found.near.iter().map(|near| near_said(teller, near)));
    }
    lines.join("\n")
}

fn people(context: &mut Context, teller: Teller<'_>, id: PostingId, limit: usize) -> Done {
    let today = teller.courses.today;
    let posting = CatalogueReader::open(&context.data)?.posting(id, today)?;
    let posting =
        posting.ok_or_else(|| Failure::Because(format!("posting {id} is not here, was withdrawn or has ended")))?;
    let seen = (today, teller.courses.content.ground());
    let found = suitable_people(&context.station()?, &posting, seen, limit)?;
    let document = json!({
        "posting": id,
        "title": posting.title,
        "people": found.iter().map(|one| {
            let mut document = reasons(teller, &one.found);
            whom(&mut document, &one.candidate);
            document
        }).collect::<Vec<_>>(),
    });
    context.printer.either(&document, || people_said(teller, &posting.title, &found))
}

fn people_said(teller: Teller<'_>, title: &str, found: &[Recommended]) -> String {
    let words = teller.words;
    if found.is_empty() {
        return words.match_no_people().to_owned();
    }
    let count = i64::try_from(found.len()).unwrap_or(i64::MAX);
    let mut lines = vec![format!("{title}  {}", words.match_people(count))];
    for one in found {
        lines.push(format!("\n{}  {}", one.candidate.receipt, mask::name(&one.candidate.name)));
        lines.extend(said(teller, &one.found));
        if !one.candidate.may_be_told {
            lines.push(format!("  {}", words.match_no_call()));
        }
    }
    lines.join("\n")
}

fn gigs(context: &mut Context, teller: Teller<'_>) -> Done {
    let today = teller.courses.today;
    let people = free_people(&context.station()?, today)?;
    let list = Shelf::load(&context.data, today)?.assign_gigs(&people, today)?;
    let document = json!({
        "free": list.free,
        "open": list.open,
        "sent": list.sent.iter().map(|sent| {
            let mut document = reasons(teller, &sent.found);
            whom(&mut document, &sent.candidate);
            insert(&mut document, "posting", json!(sent.hit.id));
            insert(&mut document, "title", json!(sent.hit.title));
            document
        }).collect::<Vec<_>>(),
    });
    context.printer.either(&document, || gigs_said(teller, &list))
}

fn gigs_said(teller: Teller<'_>, list: &GigList) -> String {
    let words = teller.words;
    let count = |count: usize| i64::try_from(count).unwrap_or(i64::MAX);
    let mut lines = vec![words.gigs_below(count(list.free), count(list.open))];
    if list.sent.is_empty() {
        lines.push(words.gigs_none().to_owned());
    }
    for sent in &list.sent {
        let name = mask::name(&sent.candidate.name);
        lines.push(format!("\n{}  {}", sent.candidate.receipt, words.gigs_sent(&name, &sent.hit.title)));
        let phone = mask::phone(&sent.candidate.phone);
        lines.push(format!(
            "  {}",
            if phone.is_empty() { words.gigs_by_station().to_owned() } else { words.gigs_call(&phone) }
        ));
        lines.extend(said(teller, &sent.found));
    }
    lines.join("\n")
}

fn near_jobs(context: &mut Context, teller: Teller<'_>, kind: JobKind, limit: usize) -> Done {
    let today = teller.courses.today;
    let open = Shelf::load(&context.data, today)?.wanted_now(None, today);
    let found = near(kind, None, &open, limit);
    let document = json!({
        "job_kind": kind,
        "near": found.iter().map(|near| near_document(teller, near)).collect::<Vec<_>>(),
    });
    context.printer.either(&document, || {
        let lines: Vec<String> = found.iter().map(|near| near_said(teller, near)).collect();
        if lines.is_empty() { context.words.match_none().to_owned() } else { lines.join("\n") }
    })
}

fn weights(context: &Context) -> Done {
    let line = |weight: &Weight| format!("{:>4}  {:?}: {}", weight.points, weight.matter, weight.why);
    let document: Vec<Value> = TABLE
        .iter()
        .map(|weight| json!({ "matter": format!("{:?}", weight.matter), "points": weight.points, "why": weight.why }))
        .collect();
    context.printer.either(&document, || TABLE.iter().map(line).collect::<Vec<_>>().join("\n"))
}

fn near_said(teller: Teller<'_>, near: &Near) -> String {
    let Teller { words, courses } = teller;
    format!("{}\n  {}", words.job_kind(near.kind), words.near(near, courses).join("\n  "))
}

fn near_document(teller: Teller<'_>, near: &Near) -> Value {
    json!({
        "job_kind": near.kind,
        "open": near.open,
        "alike": near.alike,
        "shared": near.shared.iter().map(|each| each.as_str()).collect::<Vec<_>>(),
        "new": near.new.iter().map(|each| each.as_str()).collect::<Vec<_>>(),
        "licence": near.licence,
        "said": teller.words.near(near, teller.courses),
    })
}

/// What the reasons are said with: the language, and the courses that are on offer.
#[derive(Clone, Copy)]
struct Teller<'a> {
    words: Words,
    courses: Courses<'a>,
}

/// The reasons as lines, and what they add up to.
fn said(teller: Teller<'_>, found: &Match) -> Vec<String> {
    let Teller { words, courses } = teller;
    let mut lines = vec![format!("  {}  {}", words.verdict(found), words.match_points(i64::from(found.score())))];
    lines.extend(words.reasons(found, courses).into_iter().map(|line| format!("  {line}")));
    lines
}

/// Every reason with its points: they add up to the score.
fn reasons(teller: Teller<'_>, found: &Match) -> Value {
    let Teller { words, courses } = teller;
    let fit = |fit: &Fit| json!({ "said": words.fit(fit), "points": points(fit.matter()) });
    let gap = |gap: &Gap| json!({ "said": words.gap(gap, courses.today), "points": points(gap.matter()), "hard": gap.is_hard() });
    json!({
        "score": found.score(),
        "good": found.is_good(),
        "fits": found.fits.iter().map(fit).collect::<Vec<_>>(),
        "missing": found.missing.iter().map(gap).collect::<Vec<_>>(),
        "would_help": found.would_help().iter().map(|change| words.change(change, courses)).collect::<Vec<_>>(),
    })
}

/// Whom a line is about: what is printed may lie on a table, so that name and number are masked.
fn whom(document: &mut Value, candidate: &Candidate) {
    insert(document, "receipt", json!(candidate.receipt));
    insert(document, "name", json!(mask::name(&candidate.name)));
    insert(document, "phone", json!(mask::phone(&candidate.phone)));
    insert(document, "may_be_told", json!(candidate.may_be_told));
}

fn insert(document: &mut Value, key: &str, value: Value) {
    if let Value::Object(fields) = document {
        fields.insert(key.to_owned(), value);
    }
}
