//! One play: some dozens of steps as the dice say, then the weather clears, everybody does what is left to do, and what was
//! promised must hold.

use super::check;
use super::defect::Defect;
use super::desk::{Around, Desk};
use super::disk::Illness;
use super::errands;
use super::line::{Between, Weather};
use super::province::{Province, Stop, advert};
use super::scene::Scene;
use super::vfs;
use super::{BEGINNING, Broken, breaks};
use fastrand::Rng;
use jiff::{SignedDuration, Timestamp};
use std::cell::{Cell, RefCell};
use yizhan::runtime::world::day_of;
use yizhan::sync::round::Step;
use yizhan_platform::core::trust::Decision;
use yizhan_wire::StationId;

/// Steps of a play.
const STEPS: std::ops::Range<u32> = 20..60;
/// Rounds after which everything must have come to rest, once nothing disturbs it any more.
const ROUNDS: u32 = 40;

/// What a play came to.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Played {
    pub steps: u32,
    pub promised: u64,
    pub accepted: u64,
    pub power_cuts: u64,
    pub put_back: u64,
    /// What happened, in order; only where somebody wants to read it.
    pub told: Vec<String>,
}

thread_local! {
    static SCENE: RefCell<Option<Scene>> = const { RefCell::new(None) };
}

/// Plays a seed. `tell`: keep an account of every step.
///
/// # Errors
/// What was broken, and after which step.
pub fn play(seed: u64, defect: Option<Defect>, tell: bool) -> Result<Played, Broken> {
    SCENE.with_borrow_mut(|scene| {
        if scene.is_none() {
            *scene = Some(Scene::set()?);
        }
        let scene = scene.as_ref().ok_or_else(|| breaks!("there is no scene"))?;
        let mut play = Play::begin(scene, seed, defect, tell);
        let result = play.run();
        if tell && let Err(broken) = &result {
            let told = play.played.told.join("\n");
            return Err(breaks!("{told}\n{broken}"));
        }
        result.map(|()| std::mem::take(&mut play.played))
    })
}

/// A play in the middle of being played.
pub struct Play {
    pub dice: Rng,
    pub truth: Cell<Timestamp>,
    pub province: RefCell<Province>,
    pub between: Vec<RefCell<Between>>,
    pub desks: Vec<Desk>,
    pub next_person: u32,
    adverts: u32,
    tell: bool,
    pub played: Played,
    /// What the platform had when it was last looked, and how often a copy had been put back by then.
    pub held: (Vec<yizhan::domain::EntryId>, u32),
}

impl Play {
    pub fn begin(scene: &Scene, seed: u64, defect: Option<Defect>, tell: bool) -> Self {
        vfs::begin(seed);
        let mut dice = Rng::with_seed(seed);
        let province = Province::new(&scene.province_at, dice.u64(..), defect);
        province.disk.borrow_mut().install(&scene.province);
        let count = 1 + usize::from(dice.u8(..3) == 0);
        let (mut desks, mut between) = (Vec::new(), Vec::new());
        for (number, (folder, image)) in (1..).zip(scene.desks_at.iter().zip(&scene.desks)).take(count) {
            let desk = Desk::new(folder, dice.u64(..), number, defect);
            desk.disk.borrow_mut().install(image);
            desks.push(desk);
            between.push(RefCell::new(Between::new(dice.fork())));
        }
        Self {
            dice,
            truth: Cell::new(BEGINNING),
            province: RefCell::new(province),
            between,
            desks,
            next_person: 1,
            adverts: 8,
            tell,
            played: Played::default(),
            held: (Vec::new(), 0),
        }
    }

    fn run(&mut self) -> Result<(), Broken> {
        let steps = self.dice.u32(STEPS);
        for step in 0..steps {
            self.played.steps = step;
            let seconds = self.dice.i64(1..3_600);
            self.pass(SignedDuration::from_secs(seconds));
            let which = self.dice.usize(..self.desks.len());
            self.step(which).map_err(|Broken(why)| breaks!("step {step}: {why}"))?;
            check::after_step(self, which).map_err(|Broken(why)| breaks!("step {step}: {why}"))?;
            self.desks.iter().for_each(Desk::misbook);
        }
        self.clear_up()?;
        self.settle().map_err(|Broken(why)| breaks!("at rest: {why}"))?;
        self.desks.iter().for_each(Desk::misbook);
        check::at_rest(self).map_err(|Broken(why)| breaks!("at rest: {why}"))
    }

    pub fn tell(&mut self, what: impl FnOnce() -> String) {
        if self.tell {
            let line = format!("{:>3} {} {}", self.played.steps, self.truth.get(), what());
            self.played.told.push(line);
        }
    }

    fn pass(&self, time: SignedDuration) {
        let later = self.truth.get().saturating_add(time).unwrap_or(Timestamp::MAX);
        self.truth.set(later);
        self.province.borrow_mut().now = later;
    }

    fn step(&mut self, which: usize) -> Result<(), Broken> {
        match self.dice.u8(..100) {
            0..=35 => errands::somebody_comes(self, which),
            36..=60 => self.talk(which),
            61..=66 => self.carry(which),
            67..=78 => self.trouble(which),
            79..=84 => {
                self.weather(which);
                Ok(())
            }
            85..=88 => self.clocks(which),
            89..=91 => self.keys(which),
            92..=96 => self.operator(which),
            _ => self.old_copies(which),
        }
    }

    /// The sync runs a few steps.
    fn talk(&mut self, which: usize) -> Result<(), Broken> {
        for _ in 0..self.dice.u8(1..6) {
            let at_once = self.dice.bool();
            let step = self.sync(which, at_once)?;
            self.tell(|| format!("station {which}: {step:?}"));
            if matches!(step, None | Some(Step::Wait(_) | Step::NotEnrolled)) {
                break;
            }
        }
        if self.dice.bool() {
            self.province.borrow_mut().pay()?;
        }
        Ok(())
    }

    pub fn sync(&mut self, which: usize, at_once: bool) -> Result<Option<Step>, Broken> {
        let (Some(desk), Some(between)) = (self.desks.get_mut(which), self.between.get(which)) else { return Ok(None) };
        let around = Around { province: &self.province, between, truth: &self.truth };
        let step = desk.sync(&around, at_once)?;
        self.province.borrow_mut().now = self.truth.get();
        Ok(step)
    }

    /// A stick goes to and fro: files are made, brought in any order, more than once, or lost.
    fn carry(&mut self, which: usize) -> Result<(), Broken> {
        let mut random = [0; 32];
        self.dice.fill(&mut random);
        match self.dice.u8(..3) {
            0 => errands::export(self, which, random),
            1 => {
                let file = self.between.get(which).and_then(|between| {
                    let mut between = between.borrow_mut();
                    let count = between.up.len();
                    (count > 0).then(|| between.dice.usize(..count)).and_then(|at| between.up.get(at).cloned())
                });
                let Some(file) = file else { return Ok(()) };
                let back = self.province.borrow_mut().carried(&file, random)?;
                self.tell(|| format!("station {which}: a file arrives, answered: {}", back.is_some()));
                if let (Some(back), Some(between)) = (back, self.between.get(which)) {
                    between.borrow_mut().down.push(back);
                }
                Ok(())
            }
            _ => errands::import(self, which),
        }
    }

    /// Power, disks, kills.
    fn trouble(&mut self, which: usize) -> Result<(), Broken> {
        let how = if self.dice.bool() { Stop::Power } else { Stop::Killed };
        let at_province = self.dice.u8(..4) == 0;
        let act = self.dice.u8(..10);
        let fuse = self.dice.u32(..40);
        let illness = match self.dice.u8(..4) {
            0 => Illness { full: true, ..Illness::default() },
            1 if fuse.is_multiple_of(2) => Illness { read_only: true, ..Illness::default() },
            1 => Illness { writes: 500, ..Illness::default() },
            2 => Illness { syncs: 2_000, ..Illness::default() },
            _ => Illness { reads: 100, writes: 100, syncs: 300, ..Illness::default() },
        };
        self.tell(|| format!("trouble {act} at {}", if at_province { "the province" } else { "the station" }));
        let disk = if at_province {
            std::rc::Rc::clone(&self.province.borrow().disk)
        } else {
            self.desks.get(which).map(|desk| std::rc::Rc::clone(&desk.disk)).ok_or_else(|| breaks!("no such desk"))?
        };
        match act {
            0..=2 => {
                self.played.power_cuts += u64::from(how == Stop::Power);
                if at_province {
                    self.province.borrow_mut().stop(how);
                } else if let Some(desk) = self.desks.get_mut(which) {
                    desk.stop(how);
                }
            }
            3..=6 => {
                self.played.power_cuts += 1;
                disk.borrow_mut().light_fuse(fuse);
            }
            7 => disk.borrow_mut().illness = illness,
            _ => disk.borrow_mut().illness = Illness::default(),
        }
        Ok(())
    }

    fn weather(&mut self, which: usize) {
        let weather = Weather::of(&mut self.dice);
        self.tell(|| format!("station {which}: {weather:?}"));
        if let Some(between) = self.between.get(which) {
            between.borrow_mut().weather = weather;
        }
        // A province without power gets it back.
        self.province.borrow_mut().recover();
    }

    /// Time passes, or a clock jumps.
    fn clocks(&mut self, which: usize) -> Result<(), Broken> {
        if self.dice.bool() {
            let hours = self.dice.i64(1..200);
            self.pass(SignedDuration::from_hours(hours));
            self.tell(|| format!("{hours} hours pass"));
            return errands::once_a_day(self, which);
        }
        let off = match self.dice.u8(..4) {
            0 => 0,
            1 => self.dice.i64(-600..600),
            2 => self.dice.i64(-40..40) * 86_400,
            _ => self.dice.i64(-6..6) * 31_557_600,
        };
        self.tell(|| format!("station {which}: the clock is off by {off} seconds"));
        if let Some(desk) = self.desks.get_mut(which) {
            desk.clock_off = off;
        }
        Ok(())
    }

    fn keys(&mut self, which: usize) -> Result<(), Broken> {
        let mut seed = [0; 32];
        self.dice.fill(&mut seed);
        if self.dice.u8(..3) == 0 {
            self.tell(|| "the platform has a new key".into());
            return self.province.borrow_mut().rotate_key(seed);
        }
        let changed = self.change_key(which, seed)?;
        self.tell(|| format!("station {which}: its key is changed: {changed}"));
        Ok(())
    }

    fn change_key(&mut self, which: usize, seed: [u8; 32]) -> Result<bool, Broken> {
        let (Some(desk), Some(between)) = (self.desks.get_mut(which), self.between.get(which)) else {
            return Ok(false);
        };
        let around = Around { province: &self.province, between, truth: &self.truth };
        desk.change_key(&around, seed)
    }

    fn operator(&mut self, which: usize) -> Result<(), Broken> {
        let station = StationId(i64::try_from(which).unwrap_or(0) + 1);
        let today = day_of(self.truth.get());
        let act = self.dice.u8(..6);
        self.tell(|| format!("the operator does {act} (station {station})"));
        let mut province = self.province.borrow_mut();
        match act {
            0 => province.decide(station, &Decision::Revoke { reason: "played".into() }).map(drop),
            1 | 2 => province.decide(station, &Decision::Readmit { take_other: false }).map(drop),
            3 => province.withdraw(self.dice.i64(1..=8)),
            _ => {
                self.adverts += 1;
                let number = if self.dice.bool() { self.adverts } else { self.dice.u32(1..=8) };
                province.advertise(&[advert(number, number <= 3, today)])
            }
        }
    }

    /// Copies are made, and old ones put in the place of disks that died.
    fn old_copies(&mut self, which: usize) -> Result<(), Broken> {
        let (at_province, put_back) = (self.dice.u8(..3) == 0, self.dice.bool());
        self.tell(|| format!("old copies: at the province {at_province}, put back {put_back}"));
        if at_province {
            let mut province = self.province.borrow_mut();
            let copies = province.has_copies();
            if put_back && copies > 0 {
                province.recover();
                let which = self.dice.usize(..copies);
                self.played.put_back += u64::from(province.put_back(which)?);
            } else {
                province.copy();
            }
            return Ok(());
        }
        let Some(desk) = self.desks.get_mut(which) else { return Ok(()) };
        if put_back && !desk.images.is_empty() {
            let image = self.dice.usize(..desk.images.len());
            if desk.put_back(image) {
                self.played.put_back += 1;
                errands::forget_lost(desk);
            }
        } else {
            desk.copy();
        }
        Ok(())
    }

    /// Everything that disturbs ends: power and disks are sound, clocks right, the line works, nobody is shut out.
    fn clear_up(&mut self) -> Result<(), Broken> {
        self.tell(|| "the weather clears".into());
        self.province.borrow().disk.borrow_mut().illness = Illness::default();
        self.province.borrow_mut().recover();
        for (desk, between) in self.desks.iter_mut().zip(&self.between) {
            desk.disk.borrow_mut().illness = Illness::default();
            if desk.disk.borrow().is_down() {
                desk.stop(Stop::Power);
            }
            // A fuse that still burns is put out.
            desk.stop(Stop::Killed);
            desk.clock_off = 0;
            between.borrow_mut().weather = Weather::default();
        }
        let mut province = self.province.borrow_mut();
        province.stop(Stop::Killed);
        province.pay()
    }

    /// Whoever has something to do does it, until nobody has.
    fn settle(&mut self) -> Result<(), Broken> {
        for round in 0..ROUNDS {
            self.played.steps += 1;
            self.pass(SignedDuration::from_mins(10));
            self.operator_helps()?;
            let mut quiet = true;
            for which in 0..self.desks.len() {
                quiet &= self.work_off(which)?;
                quiet &= errands::put_right(self, which)?;
            }
            if quiet && round > 1 {
                return Ok(());
            }
        }
        Err(breaks!(
            "after {ROUNDS} rounds on a sound line there is still something to do: {}",
            check::what_is_left(self)
        ))
    }

    fn operator_helps(&mut self) -> Result<(), Broken> {
        let mut province = self.province.borrow_mut();
        if province.lacks_a_key()? {
            province.rotate_key([7; 32])?;
        }
        for which in 0..self.desks.len() {
            let station = StationId(i64::try_from(which).unwrap_or(0) + 1);
            province.decide(station, &Decision::Readmit { take_other: false })?;
        }
        Ok(())
    }

    /// The sync of one station runs until it has nothing to do; answers whether it had nothing to do at once.
    fn work_off(&mut self, which: usize) -> Result<bool, Broken> {
        let changing = self.desks.get_mut(which).is_some_and(|desk| {
            desk.running.as_ref().is_some_and(|running| running.station.next_seed().is_ok_and(|seed| seed.is_some()))
        });
        if changing {
            self.change_key(which, [8; 32])?;
        }
        let mut quiet = true;
        for number in 0..60 {
            let step = self.sync(which, number == 0)?;
            self.tell(|| format!("station {which}: {step:?}"));
            match step {
                Some(Step::Wait(_)) => return Ok(quiet),
                Some(Step::Fetched { changes: 0, .. }) => {}
                _ => quiet = false,
            }
        }
        Ok(false)
    }
}
