//! `yizhan match`: postings for a registered person, people for a posting, today's day jobs, and near occupations; each
//! with its reasons.

use super::{Context, Done, Failure};
use crate::domain::matching::lists::{Candidate, GigList, Recommended, Suggestions};
use crate::domain::matching::near::{Near, near};
use crate::domain::matching::weights::{TABLE, Weight, points};
use crate::domain::matching::{Fit, Gap, Match, Profile};
use crate::domain::{JobKind, PostingId, ReceiptNo, mask};
use crate::runtime::search::Shelf;
use crate::runtime::store::{free_people, suitable_people};
use crate::runtime::world::day_of;
use crate::store::CatalogueReader;
use jiff::civil::Date;
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
    let today = day_of(context.world.now());
    match &options.what {
        What { receipt: Some(receipt), .. } => postings(context, receipt, options.limit, today),
        What { posting: Some(id), .. } => people(context, *id, options.limit, today),
        What { near: Some(kind), .. } => near_jobs(context, *kind, options.limit, today),
        What { weights: true, .. } => weights(context),
        What { .. } => gigs(context, today),
    }
}

fn postings(context: &mut Context, receipt: &ReceiptNo, limit: usize, today: Date) -> Done {
    let form = context.station()?.form_of(receipt)?;
    let form = form.ok_or_else(|| Failure::Because(context.words.match_gone().to_owned()))?;
    let profile = Profile::of(&form);
    let found = Shelf::load(&context.data, today)?.suggest(&profile, today, limit)?;
    let document = json!({
        "receipt": receipt,
        "compared": found.compared,
        "postings": found.list.iter().map(|one| {
            let mut document = reasons(context, &one.found, today);
            insert(&mut document, "id", json!(one.hit.id));
            insert(&mut document, "title", json!(one.hit.title));
            insert(&mut document, "job_kind", json!(one.hit.job_kind));
            document
        }).collect::<Vec<_>>(),
        "near": found.near.iter().map(|near| near_document(context, near)).collect::<Vec<_>>(),
    });
    context.printer.either(&document, || postings_said(context, &mask::name(form.name.trim()), &found, today))
}

fn postings_said(context: &Context, name: &str, found: &Suggestions, today: Date) -> String {
    let words = context.words;
    let compared = i64::try_from(found.compared).unwrap_or(i64::MAX);
    let mut lines = vec![words.match_postings_below(name, compared)];
    if found.list.is_empty() {
        lines.push(words.match_none().to_owned());
    }
    for one in &found.list {
        let wage = words.wage(&one.hit.wage);
        lines.push(format!("\n{:>8}  {wage}  {}  {}", one.hit.id, one.hit.title, one.hit.district));
        lines.extend(said(context, &one.found, today));
    }
    if !found.near.is_empty() {
        lines.push(format!("\n{}", words.match_near()));
        lines.extend(found.near.iter().map(|near| near_said(context, near)));
    }
    lines.join("\n")
}

fn people(context: &mut Context, id: PostingId, limit: usize, today: Date) -> Done {
    let posting = CatalogueReader::open(&context.data)?.posting(id, today)?;
    let posting =
        posting.ok_or_else(|| Failure::Because(format!("posting {id} is not here, was withdrawn or has ended")))?;
    let found = suitable_people(&context.station()?, &posting, today, limit)?;
    let document = json!({
        "posting": id,
        "title": posting.title,
        "people": found.iter().map(|one| {
            let mut document = reasons(context, &one.found, today);
            whom(&mut document, &one.candidate);
            document
        }).collect::<Vec<_>>(),
    });
    context.printer.either(&document, || people_said(context, &posting.title, &found, today))
}

fn people_said(context: &Context, title: &str, found: &[Recommended], today: Date) -> String {
    let words = context.words;
    if found.is_empty() {
        return words.match_no_people().to_owned();
    }
    let count = i64::try_from(found.len()).unwrap_or(i64::MAX);
    let mut lines = vec![format!("{title}  {}", words.match_people(count))];
    for one in found {
        lines.push(format!("\n{}  {}", one.candidate.receipt, mask::name(&one.candidate.name)));
        lines.extend(said(context, &one.found, today));
        if !one.candidate.may_be_told {
            lines.push(format!("  {}", words.match_no_call()));
        }
    }
    lines.join("\n")
}

fn gigs(context: &mut Context, today: Date) -> Done {
    let people = free_people(&context.station()?, today)?;
    let list = Shelf::load(&context.data, today)?.assign_gigs(&people, today)?;
    let document = json!({
        "free": list.free,
        "open": list.open,
        "sent": list.sent.iter().map(|sent| {
            let mut document = reasons(context, &sent.found, today);
            whom(&mut document, &sent.candidate);
            insert(&mut document, "posting", json!(sent.hit.id));
            insert(&mut document, "title", json!(sent.hit.title));
            document
        }).collect::<Vec<_>>(),
    });
    context.printer.either(&document, || gigs_said(context, &list, today))
}

fn gigs_said(context: &Context, list: &GigList, today: Date) -> String {
    let words = context.words;
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
        lines.extend(said(context, &sent.found, today));
    }
    lines.join("\n")
}

fn near_jobs(context: &mut Context, kind: JobKind, limit: usize, today: Date) -> Done {
    let open = Shelf::load(&context.data, today)?.wanted_now(None, today);
    let found = near(kind, None, &open, limit);
    let document = json!({
        "job_kind": kind,
        "near": found.iter().map(|near| near_document(context, near)).collect::<Vec<_>>(),
    });
    context.printer.either(&document, || {
        let lines: Vec<String> = found.iter().map(|near| near_said(context, near)).collect();
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

fn near_said(context: &Context, near: &Near) -> String {
    let words = context.words;
    format!("{}\n  {}", words.job_kind(near.kind), words.near(near).join("\n  "))
}

fn near_document(context: &Context, near: &Near) -> Value {
    json!({
        "job_kind": near.kind,
        "open": near.open,
        "alike": near.alike,
        "shared": near.shared.iter().map(|each| each.as_str()).collect::<Vec<_>>(),
        "new": near.new.iter().map(|each| each.as_str()).collect::<Vec<_>>(),
        "licence": near.licence,
        "said": context.words.near(near),
    })
}

/// The reasons as lines, and what they add up to.
fn said(context: &Context, found: &Match, today: Date) -> Vec<String> {
    let words = context.words;
    let mut lines = vec![format!("  {}  {}", words.verdict(found), words.match_points(i64::from(found.score())))];
    lines.extend(words.reasons(found, today).into_iter().map(|line| format!("  {line}")));
    lines
}

/// Every reason with its points: they add up to the score.
fn reasons(context: &Context, found: &Match, today: Date) -> Value {
    let words = context.words;
    let fit = |fit: &Fit| json!({ "said": words.fit(fit), "points": points(fit.matter()) });
    let gap =
        |gap: &Gap| json!({ "said": words.gap(gap, today), "points": points(gap.matter()), "hard": gap.is_hard() });
    json!({
        "score": found.score(),
        "good": found.is_good(),
        "fits": found.fits.iter().map(fit).collect::<Vec<_>>(),
        "missing": found.missing.iter().map(gap).collect::<Vec<_>>(),
        "would_help": found.would_help().iter().map(|change| words.change(change, today)).collect::<Vec<_>>(),
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
