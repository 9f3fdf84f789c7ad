//! The first start of a machine that does not exist, answered as if things stood on its desk; and what else the kiosk is besides
//! the kiosk: at rest, and for who practises on it.

use crate::fake;
use eframe::egui::Ui;
use std::sync::mpsc::{Receiver, Sender, channel};
use yizhan::app::{First, FirstDraft, FirstStep, Kiosk};
use yizhan::domain::setup::{Answer, Ask, Found, Link, Network, Quarter, Reach, Thing, Wireless};
use yizhan::i18n::Language;
use yizhan::runtime::Handle;

/// The pages, and who goes and finds out.
pub struct Machine {
    first: First,
    asks: Receiver<Ask>,
    answers: Sender<Answer>,
}

impl Machine {
    pub fn new(language: Language) -> Self {
        let (asks_in, asks) = channel();
        let (answers, answers_out) = channel();
        let draft = FirstDraft::new(language, FirstStep::Language, Quarter::default());
        Self { first: First::new(draft, asks_in, answers_out), asks, answers }
    }

    /// One frame; nobody needs to know how it ends.
    pub fn ui(&mut self, ui: &mut Ui) {
        while let Ok(ask) = self.asks.try_recv() {
            drop(self.answers.send(answer(&ask)));
        }
        let _end = self.first.ui(ui);
    }
}

fn answer(ask: &Ask) -> Answer {
    match ask {
        Ask::Devices => Answer::Devices(vec![
            Found { thing: Thing::SlipPrinter, at: "usb:/dev/usb/lp0".into(), answers: true },
            Found { thing: Thing::Scanner, at: "/dev/serial/by-id/usb-3".into(), answers: false },
        ]),
        Ask::TestPrint(_) => Answer::Printed(true),
        Ask::Network | Ask::Join { .. } => Answer::Network(network()),
        Ask::Knock(_) => Answer::Knocked(true),
        Ask::Save(_) => Answer::Saved,
        Ask::Enrol { .. } => Answer::Enrolled("示范驿站".into()),
    }
}

/// A machine with a cable in it, and with a radio.
fn network() -> Network {
    let link = |name: &str, wireless| Link { name: name.into(), wireless, up: !wireless };
    let wireless = |name: &str, strength| Wireless { name: name.into(), strength, locked: true, joined: false };
    Network {
        links: vec![link("enp1s0", false), link("wlan0", true)],
        address: Some("10.20.7.12".into()),
        platform: Reach::Answers("10.20.30.40:443".into()),
        around: Some(vec![wireless("yizhan-2F", 82), wireless("office", 40)]),
    }
}

/// A kiosk in hours in which nobody comes.
pub fn resting(language: Language, handle: Handle) -> Kiosk {
    Kiosk::new(language, handle, fake::now).open("20:00-08:00".parse().ok())
}

/// A kiosk on which somebody practises.
pub fn practising(language: Language, handle: Handle) -> Kiosk {
    Kiosk::new(language, handle, fake::now).practising(Some("258036"))
}
