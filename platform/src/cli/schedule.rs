//! Imports on a schedule, beside the serving: a folder that is looked at, addresses that are asked. What has not changed
//! since is not read again; what cannot be read is told in the cockpit, and tried again.

use super::{Failure, now};
use crate::core::StorageError;
use crate::core::board::{Board, ImportLine};
use crate::core::service::day_of;
use crate::import::place::streets_of;
use crate::import::{self, FileReport, Options, Taking};
use crate::storage::Store;
use clap::Args;
use reqwest::header::{ETAG, HeaderMap, IF_NONE_MATCH, LAST_MODIFIED};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, UNIX_EPOCH};
use yizhan_wire::content::STREETS;

/// The largest answer of an address.
const MOST_BYTES: usize = 256 * 1024 * 1024;
/// An address that has not answered by then is tried again next time.
const PATIENCE: Duration = Duration::from_mins(10);

#[derive(Debug, Args, Clone)]
pub struct Schedule {
    /// Import the files of this folder, whenever one is new or has changed
    #[arg(long, value_name = "DIR")]
    import_dir: Option<PathBuf>,
    /// Import from this address, whenever it has something new; can be said several times
    #[arg(long, value_name = "URL")]
    import_url: Vec<String>,
    /// Minutes between two looks
    #[arg(long, value_name = "MIN", default_value_t = 15, value_parser = clap::value_parser!(u64).range(1..=10_080))]
    every: u64,
    /// Show new adverts to stations only after somebody has looked at them in the cockpit
    #[arg(long)]
    review: bool,
}

impl Schedule {
    /// Whether there is anything to import.
    pub fn is_wanted(&self) -> bool {
        self.import_dir.is_some() || !self.import_url.is_empty()
    }

    /// Looks again and again; ends with the program.
    pub async fn run(self, store: Arc<Store>) {
        let mut clock = tokio::time::interval(Duration::from_secs(self.every * 60));
        clock.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Delay);
        let client = client();
        loop {
            clock.tick().await;
            if let Err(error) = self.look(&store, client.as_ref()).await {
                tracing::error!(%error, "scheduled imports failed");
            }
        }
    }

    async fn look(&self, store: &Arc<Store>, client: Result<&reqwest::Client, &String>) -> Result<(), Failure> {
        let before = tokio::task::spawn_blocking({
            let store = Arc::clone(store);
            move || store.imports()
        })
        .await??;
        if let Some(folder) = self.import_dir.clone() {
            let (schedule, store, before) = (self.clone(), Arc::clone(store), before.clone());
            tokio::task::spawn_blocking(move || schedule.folder(&store, &folder, &before)).await??;
        }
        for url in &self.import_url {
            let mark = before.iter().find(|line| line.name == *url).map_or("", |line| line.mark.as_str());
            let fetched = match client {
                Ok(client) => fetch(client, url, mark).await,
                Err(error) => Err(error.clone()),
            };
            let (schedule, store, url) = (self.clone(), Arc::clone(store), url.clone());
            tokio::task::spawn_blocking(move || schedule.fetched(&store, &url, fetched)).await??;
        }
        Ok(())
    }

    /// The files that have changed since they were last read, in the order of their names.
    fn folder(&self, store: &Store, folder: &Path, before: &[ImportLine]) -> Result<(), StorageError> {
        let mut files: Vec<PathBuf> = match std::fs::read_dir(folder) {
            Ok(entries) => {
                entries.filter_map(|entry| Some(entry.ok()?.path())).filter(|path| is_advert_file(path)).collect()
            }
            Err(error) => return store.put_import(&failed(&folder.to_string_lossy(), error.to_string())),
        };
        files.sort();
        for file in files {
            let (name, mark) = (import::name_of(&file), mark_of(&file));
            if mark.is_empty() || before.iter().any(|line| line.name == name && line.mark == mark) {
                continue;
            }
            let report = import::run_into(self.taking(store), &[&file], &options(store)?, now())?;
            store.put_import(&line(&name, mark, &report.total, report.files.first().and_then(|f| f.error.clone())))?;
        }
        Ok(())
    }

    fn fetched(
        &self,
        store: &Store,
        url: &str,
        fetched: Result<Option<(Vec<u8>, String)>, String>,
    ) -> Result<(), StorageError> {
        match fetched {
            Ok(None) => Ok(()),
            Ok(Some((bytes, mark))) => {
                let report = import::run_bytes(self.taking(store), url, bytes, &options(store)?, now())?;
                store.put_import(&line(url, mark, &report, report.error.clone()))
            }
            Err(error) => store.put_import(&failed(url, error)),
        }
    }

    fn taking<'a>(&self, store: &'a Store) -> Taking<'a> {
        Taking { storage: store, review: self.review.then_some(store as &dyn Board) }
    }
}

fn options(store: &Store) -> Result<Options, StorageError> {
    let streets = streets_of(store.pack(STREETS)?.as_ref());
    Ok(Options { streets, ..Options::new(day_of(now())) })
}

/// Hidden files are other programs' unfinished ones.
fn is_advert_file(path: &Path) -> bool {
    path.is_file() && !import::name_of(path).starts_with('.')
}

/// Size and time of a file; empty while it cannot be read.
fn mark_of(file: &Path) -> String {
    let Ok(meta) = std::fs::metadata(file) else { return String::new() };
    let time = meta.modified().ok().and_then(|at| at.duration_since(UNIX_EPOCH).ok()).unwrap_or_default();
    format!("{}:{}", meta.len(), time.as_millis())
}

fn line(name: &str, mark: String, report: &FileReport, error: Option<String>) -> ImportLine {
    tracing::info!(name, taken = report.put.taken, changed = report.put.changed, held = report.held, "imported");
    ImportLine {
        name: name.to_owned(),
        mark,
        tried_at: now(),
        taken: report.put.taken,
        held: report.held,
        changed: report.put.changed,
        aside: report.set_aside_sum(),
        error: error.unwrap_or_default(),
    }
}

fn failed(name: &str, error: String) -> ImportLine {
    tracing::warn!(name, error, "a source cannot be read");
    ImportLine {
        name: name.to_owned(),
        mark: String::new(),
        tried_at: now(),
        taken: 0,
        held: 0,
        changed: 0,
        aside: 0,
        error,
    }
}

fn client() -> Result<reqwest::Client, String> {
    // Another part of the program may have chosen the cryptography already: it is the same one.
    let _chosen_before = rustls::crypto::ring::default_provider().install_default();
    reqwest::Client::builder()
        .timeout(PATIENCE)
        .user_agent(concat!("yizhan-platform/", env!("CARGO_PKG_VERSION")))
        .build()
        .map_err(|error| error.to_string())
}

/// What the address has, unless it says that it is what it was.
async fn fetch(client: &reqwest::Client, url: &str, mark: &str) -> Result<Option<(Vec<u8>, String)>, String> {
    let mut request = client.get(url);
    if mark.starts_with('"') || mark.starts_with("W/") {
        request = request.header(IF_NONE_MATCH, mark);
    }
    let mut answer = request.send().await.map_err(|error| error.to_string())?;
    if answer.status().as_u16() == 304 {
        return Ok(None);
    }
    if !answer.status().is_success() {
        return Err(format!("the address answered {}", answer.status()));
    }
    let fresh = mark_in(answer.headers());
    if !fresh.is_empty() && fresh == mark {
        return Ok(None);
    }
    let mut bytes = Vec::new();
    while let Some(piece) = answer.chunk().await.map_err(|error| error.to_string())? {
        bytes.extend_from_slice(&piece);
        if bytes.len() > MOST_BYTES {
            return Err(format!("the address has more than {} MiB", MOST_BYTES / (1024 * 1024)));
        }
    }
    Ok(Some((bytes, fresh)))
}

fn mark_in(headers: &HeaderMap) -> String {
    let named = |name| headers.get(name).and_then(|value| value.to_str().ok());
    named(ETAG).or_else(|| named(LAST_MODIFIED)).unwrap_or_default().to_owned()
}
