//! An update on a disk whose power fails between any two of its steps, and the ways a program on trial can go.

use super::boot::{Choice, Keepsake};
use super::disk::{Disk, read};
use super::keep::{Verdict, judge};
use super::stage::By;
use super::*;
use fastrand::Rng;
use std::collections::BTreeMap;
use std::io::Read;
use yizhan_wire::media::MediaHash;
use yizhan_wire::release::pack;
use yizhan_wire::signature::SigningKey;

/// A disk that forgets what was not synced. Names of a folder survive in their order, up to some point behind the last
/// [`Disk::settle`].
#[derive(Debug, Clone, Default)]
struct CutDisk {
    /// What a program sees.
    now: BTreeMap<PathBuf, Vec<u8>>,
    /// What is on the disk for sure.
    kept: BTreeMap<PathBuf, Vec<u8>>,
    /// What was done to names since, the first first.
    pending: Vec<Named>,
    /// How many operations go through before the power fails.
    power: usize,
    done: usize,
    dice: u64,
}

#[derive(Debug, Clone)]
enum Named {
    Is(PathBuf, Vec<u8>),
    Moved(PathBuf, PathBuf),
    Gone(PathBuf),
}

impl Named {
    fn folder(&self) -> &Path {
        match self {
            Self::Is(path, _) | Self::Moved(path, _) | Self::Gone(path) => path.parent().unwrap(),
        }
    }

    fn apply(&self, names: &mut BTreeMap<PathBuf, Vec<u8>>) {
        match self {
            Self::Is(path, bytes) => drop(names.insert(path.clone(), bytes.clone())),
            Self::Moved(from, to) => {
                if let Some(bytes) = names.remove(from) {
                    names.insert(to.clone(), bytes);
                }
            }
            Self::Gone(path) => drop(names.remove(path)),
        }
    }
}

impl CutDisk {
    fn new(dice: u64) -> Self {
        Self { power: usize::MAX, dice, ..Self::default() }
    }

    fn step(&mut self) -> io::Result<()> {
        if self.done >= self.power {
            return Err(io::Error::other("the power has failed"));
        }
        self.done += 1;
        Ok(())
    }

    fn did(&mut self, named: Named) {
        named.apply(&mut self.now);
        self.pending.push(named);
    }

    /// The machine comes up again, for so many operations.
    fn up_again(&self, power: usize) -> Self {
        let mut dice = Rng::with_seed(self.dice ^ self.done as u64);
        let mut kept = self.kept.clone();
        let mut folders: Vec<&Path> = self.pending.iter().map(Named::folder).collect();
        folders.sort();
        folders.dedup();
        for folder in folders {
            let of_folder: Vec<_> = self.pending.iter().filter(|named| named.folder() == folder).collect();
            for named in &of_folder[..dice.usize(..=of_folder.len())] {
                named.apply(&mut kept);
            }
        }
        Self { now: kept.clone(), kept, pending: Vec::new(), power, done: 0, dice: self.dice }
    }
}

impl Disk for CutDisk {
    fn open(&self, path: &Path) -> io::Result<Box<dyn Read>> {
        let bytes = self.now.get(path).cloned().ok_or(io::ErrorKind::NotFound)?;
        Ok(Box::new(io::Cursor::new(bytes)))
    }

    fn put(&mut self, path: &Path, from: &mut dyn Read, _program: bool) -> io::Result<()> {
        self.step()?;
        self.did(Named::Is(path.to_owned(), Vec::new()));
        let mut bytes = Vec::new();
        from.read_to_end(&mut bytes)?;
        let half = bytes[..bytes.len() / 2].to_vec();
        self.step()?;
        self.did(Named::Is(path.to_owned(), half));
        self.step()?;
        self.did(Named::Is(path.to_owned(), bytes));
        Ok(())
    }

    fn rename(&mut self, from: &Path, to: &Path) -> io::Result<()> {
        self.step()?;
        self.did(Named::Moved(from.to_owned(), to.to_owned()));
        Ok(())
    }

    fn remove(&mut self, path: &Path) -> io::Result<()> {
        self.step()?;
        self.did(Named::Gone(path.to_owned()));
        Ok(())
    }

    fn make(&mut self, _folder: &Path) -> io::Result<()> {
        self.step()
    }

    fn settle(&mut self, folder: &Path) -> io::Result<()> {
        self.step()?;
        let (of_folder, others) = self.pending.drain(..).partition(|named| named.folder() == folder);
        self.pending = others;
        let of_folder: Vec<Named> = of_folder;
        for named in of_folder {
            named.apply(&mut self.kept);
        }
        Ok(())
    }
}

fn publisher() -> SigningKey {
    SigningKey::from_seed(&[5; 32]).unwrap()
}

fn own() -> Running {
    Running { version: Version(0, 1, 0), machine: "x86_64".into(), station_schema: 5 }
}

fn program_of(version: Version) -> Vec<u8> {
    format!("the program {version} ").repeat(40).into_bytes()
}

fn head_of(version: Version) -> Head {
    let program = program_of(version);
    Head {
        version,
        machine: "x86_64".into(),
        station_schema: 5,
        sha256: MediaHash::of(&program),
        bytes: program.len() as u64,
        made_at: Timestamp::UNIX_EPOCH,
    }
}

fn file_of(head: Head, key: &SigningKey) -> Vec<u8> {
    let program = program_of(head.version);
    [Release::sign(head, key).unwrap().front(), pack(&program).unwrap()].concat()
}

const OLD: Version = Version(0, 2, 0);
const NEW: Version = Version(0, 3, 0);

/// How the people's file is kept for a trial, and what came of it.
#[derive(Default)]
struct Shelf {
    kept: u32,
    no_room: bool,
    unreadable: bool,
    written_since: bool,
    put_back: u32,
}

impl Keepsake for Shelf {
    fn keep(&mut self) -> Result<(), NotDone> {
        self.kept += 1;
        if self.no_room { Err(io::Error::from(io::ErrorKind::StorageFull).into()) } else { Ok(()) }
    }

    fn rehearse(&mut self, _slot: Slot) -> Result<bool, NotDone> {
        Ok(!self.unreadable)
    }

    fn put_back(&mut self) -> Result<bool, NotDone> {
        self.put_back += u32::from(!self.written_since);
        Ok(!self.written_since)
    }
}

fn programs<'a>(disk: &'a mut CutDisk, publishers: &'a [PublicKey]) -> Programs<'a> {
    Programs { disk, publishers }
}

fn boot(disk: &mut CutDisk) -> Choice {
    boot_with(disk, &mut Shelf::default())
}

fn boot_with(disk: &mut CutDisk, shelf: &mut Shelf) -> Choice {
    programs(disk, &[publisher().public()]).boot(&own(), shelf)
}

fn version_of(choice: &Choice) -> Version {
    match choice {
        Choice::Own => own().version,
        Choice::Proven(_, head) | Choice::OnTrial(_, head) => head.version,
    }
}

/// The running program takes a release.
fn take(disk: &mut CutDisk, running: Version, file: &[u8]) -> Result<Head, NotDone> {
    let running = Running { version: running, ..own() };
    programs(disk, &[publisher().public()]).take(&mut &*file, &running, By::Itself, vec!["voice".into()])
}

fn decide(disk: &mut CutDisk, verdict: &Verdict) -> Result<(), NotDone> {
    programs(disk, &[publisher().public()]).decide(verdict, Timestamp::UNIX_EPOCH)
}

/// A station that has run [`OLD`] for long.
fn settled(dice: u64) -> CutDisk {
    let mut disk = CutDisk::new(dice);
    take(&mut disk, own().version, &file_of(head_of(OLD), &publisher())).unwrap();
    boot(&mut disk);
    decide(&mut disk, &Verdict::Keep).unwrap();
    assert_eq!(boot(&mut disk), Choice::Proven(Slot::A, head_of(OLD)));
    disk.up_again(usize::MAX)
}

/// One day of a station to which [`NEW`] is offered: it starts, takes what is offered, starts anew when nobody is there, and what
/// is on trial is well or not. A power cut ends it wherever it is.
fn day(disk: &mut CutDisk, well: bool, file: &[u8]) -> Choice {
    for _ in 0..4 {
        let choice = boot(disk);
        let running = version_of(&choice);
        // What is started is whole, and is what it says.
        if let Choice::Proven(slot, _) | Choice::OnTrial(slot, _) = &choice {
            assert_eq!(read(disk, &slot.program()).unwrap(), program_of(running));
        }
        assert!(running >= OLD, "the station has gone back behind what was proven");
        let verdict = match choice {
            Choice::OnTrial(..) if well => Verdict::Keep,
            Choice::OnTrial(..) => Verdict::Unwell(vec!["store".into()]),
            _ => Verdict::NotYet,
        };
        decide(disk, &verdict).ok();
        if running == OLD && programs(disk, &[]).state().refusal(NEW).is_none() {
            take(disk, running, file).ok();
        }
    }
    boot(disk)
}

#[test]
fn whenever_the_power_fails_a_whole_and_proven_program_is_started_and_the_update_comes_through() {
    let mut dice = Rng::with_seed(0x2026_1123);
    let (begun, file) = (settled(0), file_of(head_of(NEW), &publisher()));
    for well in [true, false] {
        let whole = {
            let mut disk = begun.clone();
            day(&mut disk, well, &file);
            disk.done
        };
        assert!(whole > 20, "the day has so many operations that a cut can be between: {whole}");
        for cut in 0..=whole {
            for _ in 0..2 {
                let seed = dice.u64(..);
                let mut disk = CutDisk { dice: seed, power: cut, ..begun.clone() };
                day(&mut disk, well, &file);
                // And once more, at some moment of what follows.
                let mut disk = disk.up_again(dice.usize(..=whole));
                day(&mut disk, well, &file);
                let mut disk = disk.up_again(usize::MAX);
                let last = day(&mut disk, well, &file);
                let state = programs(&mut disk, &[]).state();
                let expected = if well { NEW } else { OLD };
                assert_eq!(version_of(&last), expected, "cut at {cut}, seed {seed}: {state:?}");
                assert_eq!(state.trial, None, "cut at {cut}, seed {seed}");
                assert_eq!(state.refusal(NEW).is_some(), !well, "cut at {cut}, seed {seed}: {state:?}");
            }
        }
    }
}

#[test]
fn a_program_that_does_not_last_goes_after_three_starts_and_does_not_come_again_by_itself() {
    let mut disk = settled(1);
    let file = file_of(head_of(NEW), &publisher());
    take(&mut disk, OLD, &file).unwrap();
    for _ in 0..STARTS {
        assert_eq!(boot(&mut disk), Choice::OnTrial(Slot::B, head_of(NEW)));
    }
    assert_eq!(boot(&mut disk), Choice::Proven(Slot::A, head_of(OLD)));
    assert!(matches!(take(&mut disk, OLD, &file), Err(NotDone::Refused(NEW, _))));
    let running = Running { version: OLD, ..own() };
    let by_hand =
        programs(&mut disk, &[publisher().public()]).take(&mut file.as_slice(), &running, By::Technician, Vec::new());
    assert_eq!(by_hand.unwrap(), head_of(NEW), "a technician may try it once more");
}

#[test]
fn a_program_on_trial_is_kept_after_its_time_unless_it_broke_something() {
    let mut disk = settled(2);
    take(&mut disk, OLD, &file_of(head_of(NEW), &publisher())).unwrap();
    boot(&mut disk);
    let trial = programs(&mut disk, &[]).state().trial.unwrap();
    let broken = |names: &'static [&'static str]| move || names.iter().map(ToString::to_string).collect();
    assert_eq!(judge(&trial, Duration::from_mins(14), broken(&["store"])), Verdict::NotYet);
    assert_eq!(judge(&trial, WINDOW, broken(&["voice"])), Verdict::Keep, "that was broken before");
    let verdict = judge(&trial, WINDOW, broken(&["voice", "store"]));
    assert_eq!(verdict, Verdict::Unwell(vec!["store".into()]));
    decide(&mut disk, &verdict).unwrap();
    assert_eq!(boot(&mut disk), Choice::Proven(Slot::A, head_of(OLD)));
    assert!(programs(&mut disk, &[]).state().refusal(NEW).unwrap().contains("store"));
}

#[test]
fn only_what_a_publisher_signed_for_this_machine_and_is_newer_is_taken() {
    let mut disk = settled(3);
    let stranger = SigningKey::from_seed(&[6; 32]).unwrap();
    let refused = |disk: &mut CutDisk, file: &[u8]| take(disk, OLD, file).unwrap_err().to_string();
    let before = disk.now.clone();
    assert!(refused(&mut disk, &file_of(head_of(NEW), &stranger)).contains("not signed"));
    let other = Head { machine: "aarch64".into(), ..head_of(NEW) };
    assert!(refused(&mut disk, &file_of(other, &publisher())).contains("aarch64"));
    assert!(refused(&mut disk, &file_of(head_of(OLD), &publisher())).contains("not newer"));
    let older = Head { station_schema: 4, ..head_of(NEW) };
    assert!(refused(&mut disk, &file_of(older, &publisher())).contains("go back"));
    assert!(refused(&mut disk, b"<html>").contains("no release"));
    assert_eq!(disk.now, before, "and nothing was touched");
    let mut cut = file_of(head_of(NEW), &publisher());
    cut.truncate(cut.len() - 9);
    take(&mut disk, OLD, &cut).unwrap_err();
    assert_eq!(boot(&mut disk), Choice::Proven(Slot::A, head_of(OLD)));
    let nobody = Programs { disk: &mut disk, publishers: &[] }.would_take(&head_of(NEW), &own(), By::Itself);
    assert!(matches!(nobody, Err(NotDone::NoPublisher)));
}

#[test]
fn a_program_that_was_changed_on_the_disk_is_not_started() {
    let mut disk = settled(4);
    let path = Slot::A.program();
    let mut bytes = disk.now[&path].clone();
    bytes[7] ^= 1;
    disk.now.insert(path, bytes);
    assert_eq!(boot(&mut disk), Choice::Own);
    // Nor is one whose publisher is believed no more.
    let mut disk = settled(4);
    assert_eq!(programs(&mut disk, &[]).boot(&own(), &mut Shelf::default()), Choice::Own);
}

#[test]
fn a_newer_package_goes_before_an_older_release() {
    let mut disk = settled(5);
    let renewed = Running { version: Version(0, 2, 1), ..own() };
    let choice = programs(&mut disk, &[publisher().public()]).boot(&renewed, &mut Shelf::default());
    assert_eq!(choice, Choice::Own);
}

#[test]
fn before_a_newer_form_of_the_peoples_file_a_copy_is_kept_and_put_back_where_nothing_is_lost_by_it() {
    let raised = Head { station_schema: 6, ..head_of(NEW) };
    let offered = |dice| {
        let mut disk = settled(dice);
        take(&mut disk, OLD, &file_of(raised.clone(), &publisher())).unwrap();
        disk
    };
    let mut disk = offered(6);
    let mut shelf = Shelf { no_room: true, ..Shelf::default() };
    assert_eq!(boot_with(&mut disk, &mut shelf), Choice::Proven(Slot::A, head_of(OLD)), "without a copy it waits");
    shelf.no_room = false;
    assert_eq!(boot_with(&mut disk, &mut shelf), Choice::OnTrial(Slot::B, raised.clone()));
    decide(&mut disk, &Verdict::Unwell(vec!["frame".into()])).unwrap();
    assert_eq!(boot_with(&mut disk, &mut shelf), Choice::Proven(Slot::A, head_of(OLD)));
    assert_eq!((shelf.kept, shelf.put_back), (2, 1));

    let mut disk = offered(7);
    let mut shelf = Shelf { unreadable: true, ..Shelf::default() };
    assert_eq!(boot_with(&mut disk, &mut shelf), Choice::Proven(Slot::A, head_of(OLD)));
    assert!(programs(&mut disk, &[]).state().refusal(NEW).unwrap().contains("people's file"));

    // Somebody was registered in the new form: she goes before the old program.
    let mut disk = offered(8);
    let mut shelf = Shelf { written_since: true, ..Shelf::default() };
    assert_eq!(boot_with(&mut disk, &mut shelf), Choice::OnTrial(Slot::B, raised.clone()));
    decide(&mut disk, &Verdict::Unwell(vec!["frame".into()])).unwrap();
    assert_eq!(boot_with(&mut disk, &mut shelf), Choice::Proven(Slot::B, raised));
    assert_eq!(shelf.put_back, 0);
}
