//! The station's store: two SQLite files, described whole in `schema.sql`. The only room that knows SQL.
//!
//! [`Station`] is the one writer of station.db (people, entries, drafts: the only copy there is), [`Catalogue`] the one
//! writer of catalogue.db (postings: public, a download away), [`CatalogueReader`] a reading connection to it. Moments and
//! random bytes are arguments. Every write is one transaction; when a method returns, it is on the disk.

pub mod catalogue;
pub mod error;
pub mod kept;
pub mod key;
pub mod media;
mod open;
pub mod rekey;
pub mod station;
mod values;

pub use catalogue::{Catalogue, CatalogueReader, Ingest, Packer};
pub use error::StoreError;
pub use key::StoreKey;
pub use open::{CATALOGUE_FILE, STATION_FILE, STATION_VERSION, set_aside_catalogue, sqlite_version};
pub use station::{
    Act, AppliesAs, Identity, Mark, NewFirmNote, Origin, Person, ProvinceSeen, Says, Station, Submitted,
    TakenByAnother, Taking, Wanted,
};

/// What this room's methods return.
pub type Result<T, E = StoreError> = std::result::Result<T, E>;
