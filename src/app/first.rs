//! The first start of a machine: its pages, and the one who goes and finds out.

use super::window::{self, Plain};
use crate::domain::setup::{Answer, Ask, Quarter};
use crate::screens::first::{self, FirstCommand, FirstDraft, FirstFacts};
use eframe::egui::{Ui, ViewportCommand};
use std::cell::Cell;
use std::rc::Rc;
use std::sync::mpsc::{Receiver, Sender};

/// How a first start ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum FirstEnd {
    /// Somebody closed it.
    #[default]
    Closed,
    /// The screen is to be turned, and asks on.
    Turned,
    /// The machine is a station.
    Begun,
}

/// The first start. Needs no window: a test can draw it.
pub struct First {
    draft: FirstDraft,
    facts: FirstFacts,
    asks: Sender<Ask>,
    answers: Receiver<Answer>,
    /// What is waited for before the screen is turned.
    turning: bool,
}

impl First {
    /// Questions go out by `asks`; whoever answers them wakes the frame.
    #[must_use]
    pub fn new(draft: FirstDraft, asks: Sender<Ask>, answers: Receiver<Answer>) -> Self {
        Self { draft, facts: FirstFacts::default(), asks, answers, turning: false }
    }

    /// Draws one frame; how the first start has ended, where it has.
    pub fn ui(&mut self, ui: &mut Ui) -> Option<FirstEnd> {
        let mut end = None;
        while let Ok(answer) = self.answers.try_recv() {
            end = end.or(self.take_in(answer));
        }
        match first::show(ui, &mut self.draft, &self.facts) {
            Some(FirstCommand::Ask(ask)) => self.ask(ask),
            Some(FirstCommand::Turn(turn)) => self.turn(turn),
            Some(FirstCommand::Begin) => end = Some(FirstEnd::Begun),
            None => {}
        }
        end
    }

    fn ask(&mut self, ask: Ask) {
        self.facts.busy = true;
        self.facts.failed = None;
        match &ask {
            Ask::Devices => self.facts.looked = true,
            Ask::TestPrint(_) => self.facts.printed = None,
            Ask::Knock(_) => self.facts.reached = None,
            Ask::Network | Ask::Join { .. } | Ask::Save(_) | Ask::Enrol { .. } => {}
        }
        if self.asks.send(ask).is_err() {
            self.facts.busy = false;
        }
    }

    fn turn(&mut self, turn: Quarter) {
        self.turning = true;
        self.ask(Ask::Save(vec![("lang", self.draft.language.tag().to_owned()), ("turn", turn.degrees().to_string())]));
    }

    fn take_in(&mut self, answer: Answer) -> Option<FirstEnd> {
        self.facts.busy = false;
        match answer {
            Answer::Devices(found) => {
                self.draft.devices = found.into_iter().map(|found| (found.clone(), found.answers)).collect();
            }
            Answer::Printed(printed) => self.facts.printed = Some(printed),
            Answer::Network(network) => self.facts.network = Some(network),
            Answer::Knocked(reached) => self.facts.reached = Some(reached),
            Answer::Saved if std::mem::take(&mut self.turning) => return Some(FirstEnd::Turned),
            Answer::Saved => {}
            Answer::Enrolled(name) => self.facts.enrolled = Some(name),
            Answer::Failed(why) => {
                self.turning = false;
                self.facts.failed = Some(why);
            }
        }
        None
    }
}

/// Shows the first start over the whole screen, until it has ended.
///
/// # Errors
/// When the window system or its OpenGL cannot be had.
pub fn run_first(mut first: First, plain: Plain) -> Result<FirstEnd, eframe::Error> {
    let ended: Rc<Cell<FirstEnd>> = Rc::default();
    let told = Rc::clone(&ended);
    window::run_plain(plain, move |ui| {
        if let Some(end) = first.ui(ui) {
            told.set(end);
            ui.ctx().send_viewport_cmd(ViewportCommand::Close);
        }
    })?;
    Ok(ended.get())
}
