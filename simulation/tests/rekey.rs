//! The people's file gets another key, and the power goes at each write and sync on the way: it opens with one of the two keys, whole.

#![expect(clippy::unwrap_used, clippy::panic, reason = "a test whose scene cannot be set has failed")]

use std::cell::RefCell;
use std::path::Path;
use std::rc::Rc;
use yizhan::domain::DivisionCode;
use yizhan::store::rekey::rewrite;
use yizhan::store::{Station, StoreError, StoreKey};
use yizhan_simulation::disk::{Disk, Image};
use yizhan_simulation::vfs;

const FOLDER: &str = "/a-played-disk";
const BEFORE: [u8; 32] = [1; 32];
const NEW: [u8; 32] = [2; 32];
/// Further ways in which the same cut leaves what was not synced.
const SEEDS: u64 = 3;

/// A disk with a station's file on it.
fn written() -> Image {
    let disk = Rc::new(RefCell::new(Disk::new(7)));
    vfs::begin(7);
    vfs::mount(FOLDER, &disk);
    let mut station = Station::open(Path::new(FOLDER), &StoreKey::new(BEFORE)).unwrap();
    station.set_place(&DivisionCode::new("430111").unwrap()).unwrap();
    drop(station);
    disk.borrow().image()
}

/// By which of the keys the file opens; by exactly one, and nothing is lost.
fn key_of(seed: u64, cut_at: u32) -> [u8; 32] {
    let opened = |key: [u8; 32]| match Station::open(Path::new(FOLDER), &StoreKey::new(key)) {
        Ok(station) => {
            station.check().unwrap();
            assert_eq!(station.place().unwrap(), DivisionCode::new("430111"), "seed {seed}, cut at {cut_at}");
            true
        }
        Err(StoreError::WrongKey { .. }) => false,
        Err(other) => panic!("seed {seed}, cut at {cut_at}: {other}"),
    };
    match (opened(BEFORE), opened(NEW)) {
        (true, false) => BEFORE,
        (false, true) => NEW,
        both => panic!("seed {seed}, cut at {cut_at}: opens with {both:?}"),
    }
}

#[test]
fn wherever_the_power_goes_the_file_opens_with_the_key_before_or_the_new_one() {
    let image = written();
    let (mut before, mut new, mut cuts) = (0, 0, 0);
    for cut_at in 0.. {
        let mut whole = false;
        for seed in 0..SEEDS {
            vfs::begin(seed);
            let disk = Rc::new(RefCell::new(Disk::new(seed)));
            disk.borrow_mut().install(&image);
            vfs::mount(FOLDER, &disk);
            disk.borrow_mut().light_fuse(cut_at);
            let done = rewrite(Path::new(FOLDER), &StoreKey::new(BEFORE), &StoreKey::new(NEW));
            // Where the fuse is longer than the way, there is nothing left to cut.
            whole = done.is_ok() && !disk.borrow().is_down();
            disk.borrow_mut().cut_power();
            let key = key_of(seed, cut_at);
            assert!(done.is_err() || key == NEW, "seed {seed}, cut at {cut_at}: said to be done");
            let opened_with = if key == NEW { &mut new } else { &mut before };
            *opened_with += 1;
            cuts += 1;
        }
        if whole {
            break;
        }
    }
    assert!(before > 50 && new > 0, "{before} opened with the key before, {new} with the new one, of {cuts}");
}
