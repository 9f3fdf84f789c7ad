//! Opening the data folder for a command.

use super::{Context, Failure};
use crate::runtime::content::desk_rules_at;
use crate::runtime::world::random_bytes;
use crate::store::{Identity, STATION_FILE, Station, StoreError, StoreKey, key};
use std::fs::DirBuilder;
use std::os::unix::fs::DirBuilderExt as _;
use std::path::PathBuf;

impl Context {
    /// Makes the data folder, readable by its owner only.
    pub fn make_data(&self) -> Result<(), Failure> {
        let made = DirBuilder::new().recursive(true).mode(0o700).create(&self.data);
        made.map_err(|e| Failure::Because(format!("{}: {e}", self.data.display())))
    }

    /// The store's key; made where there is neither key nor store.
    pub fn key(&self) -> Result<StoreKey, StoreError> {
        let credentials = std::env::var_os("CREDENTIALS_DIRECTORY").map(PathBuf::from);
        key::find(&self.data, credentials.as_deref(), random_bytes(&*self.world))
    }

    /// Opens the store of a station that is there; a typing mistake in `--data` must not make an empty one.
    pub fn station(&self) -> Result<Station, Failure> {
        if !self.data.join(STATION_FILE).exists() {
            let reason = format!("there is no station in {}; `yizhan provision` makes one", self.data.display());
            return Err(Failure::Because(reason));
        }
        let mut station = Station::open(&self.data, &self.key()?)?;
        station.heed(desk_rules_at(&self.data));
        if let Some(at) = station.not_before()? {
            self.world.not_before(at);
        }
        Ok(station)
    }
}

/// The station's identity; without it most commands make no sense.
pub fn identity(station: &Station) -> Result<Identity, Failure> {
    station.identity()?.ok_or_else(|| Failure::Because("this station is not enrolled; see `yizhan provision`".into()))
}
