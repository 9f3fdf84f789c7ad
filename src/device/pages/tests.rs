//! The driver and the simulator, through a socket.

use super::simulator::{Mood, Simulator, serve};
use super::{IppPrinter, PagePrinter as _, Patience};
use crate::device::config::PagesAt;
use crate::device::printer::PrintFault;
use std::net::TcpListener;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::{Duration, Instant};

const HASTY: Patience = Patience {
    connect: Duration::from_millis(500),
    answer: Duration::from_millis(700),
    pages: Duration::from_millis(900),
};

/// Prints on a printer of this mood: how it went, what came out, and how many jobs were taken back.
fn printed(mood: Mood, pdf: &[u8]) -> (Result<(), PrintFault>, Vec<Vec<u8>>, usize) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    let place: PagesAt = format!("ipp://{address}/ipp/print").parse().unwrap();
    let stop = AtomicBool::new(false);
    thread::scope(|scope| {
        let printer = scope.spawn(|| {
            let mut printer = Simulator::new(mood);
            let mut tray = Vec::new();
            serve(&listener, &mut printer, &stop, |pages| tray.push(pages)).unwrap();
            (tray, printer.canceled())
        });
        let outcome = IppPrinter::new(place, HASTY).print(pdf);
        stop.store(true, Ordering::Relaxed);
        let (tray, canceled) = printer.join().unwrap();
        (outcome, tray, canceled)
    })
}

#[test]
fn what_is_printed_comes_out_as_it_was_handed_over() {
    // Longer than a packet, and with bytes that HTTP and IPP give a meaning.
    let pdf: Vec<u8> = b"%PDF-1.7\r\n\r\n\x03".iter().copied().chain((0..300_000).map(|n| (n % 251) as u8)).collect();
    let (outcome, tray, canceled) = printed(Mood::Good, &pdf);
    outcome.unwrap();
    assert_eq!((tray.len(), canceled), (1, 0));
    assert!(tray[0] == pdf);
}

#[test]
fn a_printer_says_what_is_in_its_way_and_keeps_no_page_for_later() {
    let (outcome, tray, _) = printed(Mood::NoPaper, b"%PDF");
    assert!(matches!(outcome, Err(PrintFault::NoPaper)) && tray.is_empty());
    let (outcome, tray, _) = printed(Mood::CoverOpen, b"%PDF");
    assert!(matches!(outcome, Err(PrintFault::CoverOpen)) && tray.is_empty());
    for mood in [Mood::Jam, Mood::Endless] {
        let (outcome, tray, canceled) = printed(mood, b"%PDF");
        assert!(matches!(outcome, Err(PrintFault::Stuck)), "{mood:?}: {outcome:?}");
        assert_eq!((tray.len(), canceled), (0, 1), "{mood:?}: what did not come out is taken back");
    }
}

#[test]
fn a_printer_that_is_silent_or_gone_costs_its_patience_and_no_more() {
    let begun = Instant::now();
    let (outcome, ..) = printed(Mood::Silent, b"%PDF");
    assert!(matches!(outcome, Err(PrintFault::Stuck)), "{outcome:?}");
    let place: PagesAt = "ipp://127.0.0.1:9/ipp/print".parse().unwrap();
    let outcome = IppPrinter::new(place, HASTY).check();
    assert!(matches!(outcome, Err(PrintFault::Absent(_))), "{outcome:?}");
    assert!(begun.elapsed() < Duration::from_secs(20));
}
