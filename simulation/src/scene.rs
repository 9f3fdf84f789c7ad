//! The scene with which a play begins: an enrolled station or two, a clerk, a few postings. It is made once a thread and copied
//! for each seed.

use super::desk::Desk;
use super::disk::Image;
use super::province::{Province, advert};
use super::vfs;
use super::{BEGINNING, Broken, breaks};
use std::path::PathBuf;
use tempfile::TempDir;
use yizhan::domain::role::{Role, Roles};
use yizhan::runtime::world::day_of;
use yizhan::store::{Act, Catalogue, Identity, Station, StoreKey};
use yizhan_platform::core::{Storage as _, enrolment};
use yizhan_platform::storage::Store;
use yizhan_wire::enrolment::EnrolmentRequest;
use yizhan_wire::signature::SigningKey;
use yizhan_wire::trust::Fingerprint;
use zeroize::Zeroizing;

/// Stations of a scene.
pub const STATIONS: u8 = 2;

/// Folders that are really there, in memory where the machine has such a place, and what lies on the disks at the beginning.
pub struct Scene {
    _root: TempDir,
    pub province_at: PathBuf,
    pub desks_at: Vec<PathBuf>,
    pub province: Image,
    pub desks: Vec<Image>,
}

impl Scene {
    /// Makes it.
    pub fn set() -> Result<Self, Broken> {
        Self::make().map_err(|e| breaks!("the scene cannot be set: {e}"))
    }

    fn make() -> Result<Self, Box<dyn std::error::Error>> {
        vfs::begin(0);
        let in_memory = std::path::Path::new("/dev/shm");
        let root = if in_memory.is_dir() { tempfile::tempdir_in(in_memory)? } else { tempfile::tempdir()? };
        let province_at = root.path().join("province");
        std::fs::create_dir(&province_at)?;
        let province = Province::new(&province_at, 0, None);
        let store = std::sync::Arc::new(Store::open(&province_at)?);
        let first = SigningKey::from_seed(&[1; 32])?;
        let platform = yizhan_platform::core::Platform::start(store.clone(), first)?;
        let today = day_of(BEGINNING);
        let postings: Vec<_> = (1..=8).map(|number| advert(number, number <= 3, today)).collect();
        store.put_postings(&postings)?;
        let (mut desks_at, mut desks) = (Vec::new(), Vec::new());
        for number in 1..=STATIONS {
            let folder = root.path().join(format!("station-{number}"));
            std::fs::create_dir(&folder)?;
            let desk = Desk::new(&folder, 0, number, None);
            let code = format!("CODE-{number}");
            store.add_code(&enrolment::remember(&code, "测试驿站", BEGINNING))?;
            let seed = [number + 10; 32];
            let request = EnrolmentRequest {
                code,
                public_key: SigningKey::from_seed(&seed)?.public(),
                machine: Some(Fingerprint::of(&format!("board {number}"), "", "system")),
            };
            let enrolled = platform.enrol(&request, BEGINNING)?.map_err(|refusal| format!("{refusal:?}"))?;
            let mut station = Station::open(&folder, &StoreKey::new([number + 100; 32]))?;
            let identity = Identity {
                id: enrolled.station,
                name: enrolled.station_name,
                platform_url: "http://played".into(),
                platform_key: enrolled.platform_key,
                signing_seed: Zeroizing::new(seed),
                enrolled_at: BEGINNING,
            };
            station.enrol(&identity, &[number; 32])?;
            let act = Act { by: None, now: BEGINNING, today, random: [0; 10] };
            station.add_staff("测试员", "135790", Roles::of(&[Role::Clerk]), &[number; 16], &act)?;
            drop(station);
            drop(Catalogue::open(&folder)?);
            // What SQLCipher says of torn pages is looked for here, and told by nobody else.
            desk.file()?.query_row("PRAGMA cipher_log = off", [], |_| Ok(())).ok();
            desks.push(desk.disk.borrow().image());
            desks_at.push(folder);
        }
        drop((platform, store));
        let image = province.disk.borrow().image();
        Ok(Self { _root: root, province_at, desks_at, province: image, desks })
    }
}
