//! `yizhan-platform serve`.

use super::key::{forgotten, platform};
use super::schedule::Schedule;
use super::{Data, Failure, printed};
use crate::core::StorageError;
use crate::core::board::Board as _;
use crate::http;
use crate::http::cockpit::{self, Cockpit};
use crate::storage::Store;
use crate::storage::media::MediaFolder;
use clap::Args;
use std::io::{self, IsTerminal as _, Write as _};
use std::sync::Arc;
use std::time::Duration;
use tokio::net::TcpListener;
use tokio::signal::unix::{SignalKind, signal};
use tracing_subscriber::EnvFilter;

/// How much of what was heard of stations a crash may forget.
const REMEMBER_EVERY: Duration = Duration::from_mins(1);
const LET_GO_EVERY: Duration = Duration::from_hours(1);

#[derive(Debug, Args)]
pub struct Serve {
    #[command(flatten)]
    data: Data,
    /// Address to listen at; port 0 takes a free one
    #[arg(long, value_name = "ADDR", default_value = "127.0.0.1:8700")]
    listen: String,
    /// Address of the operators' cockpit; without it there is none
    #[arg(long, value_name = "ADDR")]
    cockpit: Option<String>,
    /// The cockpit is reached over HTTPS only, through a proxy: its cookie goes no other way
    #[arg(long)]
    cockpit_https: bool,
    /// Address at which a collector such as Prometheus finds /metrics; without it there is none
    #[arg(long, value_name = "ADDR")]
    metrics: Option<String>,
    #[command(flatten)]
    schedule: Schedule,
}

impl Serve {
    pub fn run(&self) -> Result<(), Failure> {
        let filter = EnvFilter::try_from_env("YIZHAN_LOG").unwrap_or_else(|_| EnvFilter::new("info"));
        // Colours are for a terminal; a journal would keep their codes.
        tracing_subscriber::fmt()
            .with_env_filter(filter)
            .with_ansi(io::stderr().is_terminal())
            .with_writer(io::stderr)
            .init();
        let folder = self.data.folder();
        let storage = self.data.open()?;
        if let Some(remedy) = forgotten(&folder, &storage)? {
            tracing::warn!("{remedy}");
        }
        let storage = Arc::new(storage);
        let media = Arc::new(MediaFolder::of(&folder));
        let platform = platform(&folder, Arc::clone(&storage))?.with_media(media);
        platform.presence.remember(storage.heard()?);
        let cockpit = Arc::new(Cockpit {
            platform: Arc::new(platform),
            storage: Arc::<Store>::clone(&storage),
            board: Arc::<Store>::clone(&storage),
            album: Arc::<Store>::clone(&storage),
            accounts: Arc::<Store>::clone(&storage),
            meter: Arc::default(),
            secure: self.cockpit_https,
        });
        // The last to hold the store is this thread: a server's connections are closed where nothing runs beside them.
        let kept = Arc::clone(&storage);
        let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
        let served = runtime.block_on(self.serve(storage, cockpit));
        drop(runtime);
        drop(kept);
        served
    }

    async fn serve(&self, storage: Arc<Store>, cockpit: Arc<Cockpit>) -> Result<(), Failure> {
        let listener = bind(&self.listen).await?;
        let beside = [
            (&self.cockpit, "cockpit", cockpit::router(Arc::clone(&cockpit))),
            (&self.metrics, "metrics", cockpit::metrics(Arc::clone(&cockpit))),
        ];
        let mut told = Vec::new();
        for (address, name, router) in beside {
            let Some(address) = address else { continue };
            let listener = bind(address).await?;
            told.push(format!("{name} on http://{}", listener.local_addr()?));
            // They end with the program.
            tokio::spawn(async move { axum::serve(listener, router).await });
        }
        tokio::spawn(remember(Arc::clone(&cockpit)));
        tokio::spawn(let_go(Arc::clone(&cockpit)));
        if self.schedule.is_wanted() {
            tokio::spawn(self.schedule.clone().run(storage));
        }
        // Before the address is printed, so that whoever waits for it may stop us from then on.
        let (mut terminate, mut interrupt) = (signal(SignalKind::terminate())?, signal(SignalKind::interrupt())?);
        let mut out = io::stdout();
        told.insert(0, format!("listening on http://{}", listener.local_addr()?));
        let ready = writeln!(out, "{}", told.join("\n")).and_then(|()| out.flush());
        printed(ready)?;
        let stop = async move {
            tokio::select! {
                _ = terminate.recv() => (),
                _ = interrupt.recv() => (),
            }
        };
        http::serve(listener, &cockpit, stop).await?;
        // What was heard since the last time; the store is fine without it.
        Ok(tokio::task::spawn_blocking(move || put_heard(&cockpit)).await??)
    }
}

async fn bind(address: &str) -> Result<TcpListener, Failure> {
    Ok(TcpListener::bind(address).await.map_err(|e| format!("cannot listen at {address}: {e}"))?)
}

/// Removes, once an hour, the pictures whose time is over, whether somebody sends new ones or not.
async fn let_go(cockpit: Arc<Cockpit>) {
    let mut clock = tokio::time::interval(LET_GO_EVERY);
    loop {
        clock.tick().await;
        let cockpit = Arc::clone(&cockpit);
        let gone = tokio::task::spawn_blocking(move || http::let_pictures_go(&cockpit)).await;
        match gone {
            Ok(Ok(0)) => (),
            Ok(Ok(gone)) => tracing::info!(gone, "pictures whose time is over were removed"),
            _ => tracing::warn!("pictures whose time is over could not be removed"),
        }
    }
}

/// Tells the store now and then which stations were heard of.
async fn remember(cockpit: Arc<Cockpit>) {
    let mut clock = tokio::time::interval(REMEMBER_EVERY);
    loop {
        clock.tick().await;
        let cockpit = Arc::clone(&cockpit);
        let put = tokio::task::spawn_blocking(move || put_heard(&cockpit)).await;
        if !matches!(put, Ok(Ok(()))) {
            tracing::warn!("which stations were heard of could not be remembered");
        }
    }
}

fn put_heard(cockpit: &Cockpit) -> Result<(), StorageError> {
    let fresh = cockpit.platform.presence.take_fresh();
    if fresh.is_empty() { Ok(()) } else { cockpit.board.put_heard(&fresh) }
}
