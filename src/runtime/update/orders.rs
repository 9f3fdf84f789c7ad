//! What the province orders a station to do once: begin anew, restart the machine, ask for all postings again. Each is written down as
//! done before it is begun, so that none is done twice; and all wait until nobody is at the screen, because only then the kiosk ends.

use crate::domain::nouns::configuration::{Act, Configuration};
use crate::store::Catalogue;
use std::fs::{self, File};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

/// The number of the last order, in the data folder.
const DONE: &str = "orders";
/// Marks there: what the next start of the kiosk does.
const RESYNC: &str = "resync.wanted";
const REBOOT_NEXT: &str = "reboot.next";
/// For this one a unit of root's waits (`yizhan-reboot.path`).
const REBOOT: &str = "reboot.wanted";

/// The orders of one station.
pub struct Orders {
    data: PathBuf,
}

impl Orders {
    #[must_use]
    pub fn of(data: &Path) -> Self {
        Self { data: data.to_owned() }
    }

    /// Takes on what the settings order, if it is new. Whether the kiosk is to be started anew for it.
    ///
    /// # Errors
    /// When it cannot be written down; then it is tried again.
    pub fn take(&self, settings: &Configuration) -> io::Result<bool> {
        let Some(order) = settings.order else { return Ok(false) };
        let done = fs::read_to_string(self.data.join(DONE)).ok().and_then(|text| text.trim().parse().ok()).unwrap_or(0);
        if order.n <= done {
            return Ok(false);
        }
        // The mark first: whoever is cut off between the two does it once more, which changes nothing.
        match order.act {
            Act::Resync => self.write(RESYNC, "")?,
            Act::Reboot => self.write(REBOOT_NEXT, "")?,
            Act::Restart | Act::Unknown => {}
        }
        self.write(DONE, &order.n.to_string())?;
        tracing::info!(order = order.n, act = ?order.act, "the province has ordered something");
        Ok(order.act != Act::Unknown)
    }

    /// A start of the kiosk: where the machine is to restart, its unit is told now, because nobody is at the screen.
    pub fn at_start(&self) {
        match fs::rename(self.data.join(REBOOT_NEXT), self.data.join(REBOOT)) {
            Ok(()) => tracing::info!("the machine is to restart"),
            Err(error) if error.kind() == io::ErrorKind::NotFound => {}
            Err(error) => tracing::warn!(%error, "the machine cannot be told to restart"),
        }
    }

    fn write(&self, name: &str, text: &str) -> io::Result<()> {
        let (half, path) = (self.data.join(format!("{name}.part")), self.data.join(name));
        let mut file = File::create(&half)?;
        file.write_all(text.as_bytes())?;
        file.sync_all()?;
        fs::rename(&half, &path)
    }
}

/// Lets a catalogue that is to come anew ask for everything from the beginning.
pub fn resync_where_wanted(data: &Path, catalogue: &mut Catalogue) {
    let mark = data.join(RESYNC);
    if !mark.exists() {
        return;
    }
    match catalogue
        .start_over()
        .map_err(|e| e.to_string())
        .and_then(|()| fs::remove_file(&mark).map_err(|e| e.to_string()))
    {
        Ok(()) => tracing::info!("all postings are asked for again"),
        Err(error) => tracing::warn!(%error, "the postings cannot be asked for again"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::nouns::configuration::Order;

    fn ordered(n: u32, act: Act) -> Configuration {
        Configuration { version: 1, order: Some(Order { n, act }), ..Configuration::default() }
    }

    #[test]
    fn an_order_is_taken_once_and_none_before_it_any_more() {
        let data = tempfile::tempdir().unwrap();
        let take = |settings: &Configuration| Orders::of(data.path()).take(settings).unwrap();
        assert!(!take(&Configuration::default()));
        assert!(take(&ordered(3, Act::Restart)));
        assert!(!take(&ordered(3, Act::Restart)), "also after the start that it led to");
        assert!(!take(&ordered(2, Act::Reboot)), "settings that were put back order nothing");
        assert!(!take(&ordered(4, Act::Unknown)), "one of the future");
        assert!(take(&ordered(5, Act::Resync)) && data.path().join(RESYNC).exists());
    }

    #[test]
    fn the_machine_restarts_at_a_start_of_the_kiosk_and_not_under_somebodys_hands() {
        let data = tempfile::tempdir().unwrap();
        let orders = Orders::of(data.path());
        assert!(orders.take(&ordered(1, Act::Reboot)).unwrap());
        assert!(!data.path().join(REBOOT).exists(), "somebody may be at the screen");
        orders.at_start();
        assert!(data.path().join(REBOOT).exists());
        fs::remove_file(data.path().join(REBOOT)).unwrap();
        orders.at_start();
        assert!(!data.path().join(REBOOT).exists(), "once");
    }
}
