//! The table.

use crate::measure::{Asked, Built, Took};
use crate::queries::Class;

/// One engine at one size.
pub struct Row {
    pub name: String,
    pub count: usize,
    pub built: Built,
    pub asked: Asked,
}

const HEAD: &[&str] = &[
    "postings",
    "engine",
    "build s",
    "disk MB",
    "resident MB (of files)",
    "open ms",
    "cold first ms",
    "20 + total p50 / p99 / max ms (n)",
    "with facets p50 / p99 / max ms (n)",
    "asked for the first time",
    "on the clock p50 / p99 ms",
    "changed posting p50 / max ms",
    "less than the scan, hanzi",
    "Latin",
    "cannot",
];

pub fn print(rows: &[Row], real: bool) {
    let what = if real { "real postings, and these with changes" } else { "synthetic postings: no YIZHAN_REAL_DATA" };
    println!("\nSearch engines on the same postings ({what}) and 300 queries\n");
    println!("| {} |", HEAD.join(" | "));
    println!("|{}", "---|".repeat(HEAD.len()));
    for row in rows {
        println!("| {} |", row.cells().join(" | "));
    }
    println!(
        "\nTimes of searches are of a core, so that a busy machine does not count; the clock's are beside them. Files are cold"
    );
    println!("before the first time that each query is asked, and what is asked again is warm.");
    println!("\nBy what is typed, with facets, p50 / p99 ms, without filters and with\n");
    println!("| postings | engine | {} |", Class::ALL.map(Class::name).join(" | "));
    println!("|---|---|{}", "---|".repeat(Class::ALL.len()));
    for row in rows {
        let cells = Class::ALL.map(|class| row.of_class(class));
        println!("| {} | {} | {} |", row.count, row.name, cells.join(" | "));
    }
    for row in rows.iter().filter(|row| row.name == "yizhan") {
        println!("\nThe slowest searches of {} postings\n", row.count);
        row.slowest().iter().for_each(|line| println!("{line}"));
    }
}

impl Row {
    fn cells(&self) -> Vec<String> {
        let Asked { first, facets, missed, compared, latin_missed, latin_compared, changed_us, .. } = &self.asked;
        let scan = self.name == "scan";
        let nothing = "–".to_owned();
        let first = if first.is_empty() { "the same".to_owned() } else { percentiles(first.iter(), &[50, 99, 100]) };
        vec![
            self.count.to_string(),
            self.name.clone(),
            if scan { nothing.clone() } else { format!("{:.1}", self.built.secs) },
            if scan { nothing.clone() } else { megabytes(self.built.disk_bytes as f64) },
            format!("{} ({})", kibibytes(self.asked.resident_kib), kibibytes(self.asked.of_files_kib)),
            format!("{:.0}", self.asked.open_ms),
            format!("{:.2}", self.asked.cold_ms),
            first,
            percentiles(facets.iter().filter(|took| took.again), &[50, 99, 100]),
            percentiles(facets.iter().filter(|took| !took.again), &[50, 99, 100]),
            figures(facets.iter().map(|took| took.wall_us), &[50, 99]),
            changes(changed_us.clone()),
            if scan { nothing } else { format!("{} of {compared}", missed.len()) },
            if scan { "–".to_owned() } else { format!("{} of {latin_compared}", latin_missed.len()) },
            self.asked.cannot.to_string(),
        ]
    }

    fn of_class(&self, class: Class) -> String {
        let of = |filtered: bool| {
            let took: Vec<&Took> =
                self.asked.facets.iter().filter(|took| took.class == class && took.filtered == filtered).collect();
            if took.is_empty() { "–".to_owned() } else { figures(took.into_iter().map(|took| took.us), &[50, 99]) }
        };
        let (plain, filtered) = (of(false), of(true));
        if plain == filtered { plain } else { format!("{plain}; {filtered}") }
    }

    fn slowest(&self) -> Vec<String> {
        let mut took: Vec<&Took> = self.asked.facets.iter().collect();
        took.sort_unstable_by_key(|took| std::cmp::Reverse(took.us));
        let line = |took: &&Took| {
            let with = if took.filtered { ", with filters" } else { "" };
            let when = if took.again { "again" } else { "first" };
            format!("- {:.2} ms: {:?} ({}{with}), {when}", took.us as f64 / 1_000.0, took.text, took.class.name())
        };
        took.iter().take(12).map(line).collect()
    }
}

fn figures(us: impl Iterator<Item = u64>, which: &[usize]) -> String {
    let mut us: Vec<u64> = us.collect();
    us.sort_unstable();
    if us.is_empty() {
        return "–".to_owned();
    }
    let at = |percent: &usize| format!("{:.2}", us[(us.len() - 1) * percent / 100] as f64 / 1_000.0);
    which.iter().map(at).collect::<Vec<_>>().join(" / ")
}

fn percentiles<'t>(took: impl Iterator<Item = &'t Took> + Clone, which: &[usize]) -> String {
    let n = took.clone().count();
    if n == 0 { "–".to_owned() } else { format!("{} ({n})", figures(took.map(|took| took.us), which)) }
}

fn changes(mut us: Vec<u64>) -> String {
    us.sort_unstable();
    let Some(longest) = us.last() else { return "–".to_owned() };
    format!("{:.1} / {:.1}", us[us.len() / 2] as f64 / 1_000.0, *longest as f64 / 1_000.0)
}

fn megabytes(bytes: f64) -> String {
    format!("{:.0}", bytes / 1_000_000.0)
}

fn kibibytes(kib: i64) -> String {
    megabytes(kib as f64 * 1_024.0)
}
