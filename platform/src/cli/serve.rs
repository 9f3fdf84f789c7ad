//! `yizhan-platform serve`.

use super::key::platform;
use super::{Data, Failure, printed};
use crate::core::Platform;
use crate::http;
use crate::storage::media::MediaFolder;
use clap::Args;
use std::io::{self, IsTerminal as _, Write as _};
use std::sync::Arc;
use tokio::net::TcpListener;
use tokio::signal::unix::{SignalKind, signal};
use tracing_subscriber::EnvFilter;

#[derive(Debug, Args)]
pub struct Serve {
    #[command(flatten)]
    data: Data,
    /// Address to listen at; port 0 takes a free one
    #[arg(long, value_name = "ADDR", default_value = "127.0.0.1:8700")]
    listen: String,
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
        let media = Arc::new(MediaFolder::of(&folder));
        let platform = Arc::new(platform(&folder, Arc::new(storage))?.with_media(media));
        tokio::runtime::Builder::new_multi_thread().enable_all().build()?.block_on(self.serve(platform))
    }

    async fn serve(&self, platform: Arc<Platform>) -> Result<(), Failure> {
        let listener =
            TcpListener::bind(&self.listen).await.map_err(|e| format!("cannot listen at {}: {e}", self.listen))?;
        // Before the address is printed, so that whoever waits for it may stop us from then on.
        let (mut terminate, mut interrupt) = (signal(SignalKind::terminate())?, signal(SignalKind::interrupt())?);
        let mut out = io::stdout();
        let ready = writeln!(out, "listening on http://{}", listener.local_addr()?).and_then(|()| out.flush());
        printed(ready)?;
        let stop = async move {
            tokio::select! {
                _ = terminate.recv() => (),
                _ = interrupt.recv() => (),
            }
        };
        Ok(http::serve(listener, platform, stop).await?)
    }
}
