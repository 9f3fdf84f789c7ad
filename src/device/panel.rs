//! The panel's own light. A black picture still shines and still wears a lamp out: outside its hours the panel is switched off, by
//! whatever this machine has for it. The kernel's backlight (panels that are built in), the X server's power saving, or the
//! compositor's, of which `wlopm` speaks.

use crate::domain::light::Light;
use std::fs;
use std::path::PathBuf;
use std::process::{Command, Stdio};
use x11rb::protocol::dpms::{ConnectionExt as _, DPMSMode};

/// `FB_BLANK_UNBLANK` and `FB_BLANK_POWERDOWN`.
const LIT: &str = "0";
const DARK: &str = "4";
/// What sets a compositor's outputs to sleep, where it is installed.
const COMPOSITORS: &str = "wlopm";

/// The panels of this machine.
#[derive(Debug, Clone)]
pub struct Panel {
    /// What `/sys` stands below.
    root: PathBuf,
    /// The X server's name, where there is no compositor.
    display: Option<String>,
    wayland: bool,
}

impl Panel {
    /// Those below a root, which is `/` but for tests; `display` and `wayland` are what the environment says.
    #[must_use]
    pub fn below(root: impl Into<PathBuf>, display: Option<String>, wayland: bool) -> Self {
        Self { root: root.into(), display: display.filter(|_| !wayland), wayland }
    }

    /// Switches them; the names of the ways that worked. Where none is named, the picture alone is black.
    #[must_use]
    pub fn show(&self, light: Light) -> Vec<&'static str> {
        let mut ways = Vec::new();
        if self.backlights(light) > 0 {
            ways.push("backlight");
        }
        if self.display.as_deref().is_some_and(|display| x_server(display, light.lit).is_ok()) {
            ways.push("dpms");
        }
        if self.wayland && compositor(light.lit) {
            ways.push(COMPOSITORS);
        }
        ways
    }

    /// How many backlights took it.
    fn backlights(&self, light: Light) -> usize {
        let lamps = fs::read_dir(self.root.join("sys/class/backlight")).into_iter().flatten().flatten();
        let set = |lamp: PathBuf| {
            let percent = light.percent.filter(|_| light.lit);
            let bright = percent.is_none_or(|percent| {
                let most =
                    fs::read_to_string(lamp.join("max_brightness")).ok().and_then(|most| most.trim().parse().ok());
                let level = most.map(|most: u64| (most.saturating_mul(u64::from(percent)) / 100).max(1));
                level.is_some_and(|level| fs::write(lamp.join("brightness"), level.to_string()).is_ok())
            });
            fs::write(lamp.join("bl_power"), if light.lit { LIT } else { DARK }).is_ok() && bright
        };
        lamps.filter(|lamp| set(lamp.path())).count()
    }
}

/// Why the X server does not switch: it is not there, or does not know the extension.
#[derive(Debug)]
struct NoPowerSaving;

impl<E: std::error::Error> From<E> for NoPowerSaving {
    fn from(_: E) -> Self {
        Self
    }
}

/// Asks the X server. Its own timers stay off: only the kiosk knows the hours. Where it has no power saving, its extension is not there.
fn x_server(display: &str, lit: bool) -> Result<(), NoPowerSaving> {
    let (connection, _) = x11rb::connect(Some(display))?;
    connection.dpms_set_timeouts(0, 0, 0)?.check()?;
    connection.dpms_enable()?.check()?;
    connection.dpms_force_level(if lit { DPMSMode::ON } else { DPMSMode::OFF })?.check()?;
    Ok(())
}

/// Asks the compositor, by a program that speaks wlr-output-power-management with it.
fn compositor(lit: bool) -> bool {
    let mut ask = Command::new(COMPOSITORS);
    ask.args([if lit { "--on" } else { "--off" }, "*"])
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null());
    ask.status().is_ok_and(|status| status.success())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_backlight_is_set_in_its_own_units_and_switched_off_and_on() {
        let root = tempfile::tempdir().unwrap();
        let lamp = root.path().join("sys/class/backlight/panel0");
        fs::create_dir_all(&lamp).unwrap();
        for (file, text) in [("max_brightness", "937\n"), ("brightness", "937\n"), ("bl_power", "0\n")] {
            fs::write(lamp.join(file), text).unwrap();
        }
        let says = |file: &str| fs::read_to_string(lamp.join(file)).unwrap();
        let panel = Panel::below(root.path(), None, false);
        assert_eq!(panel.show(Light { lit: true, percent: Some(40) }), ["backlight"]);
        assert_eq!((says("brightness").as_str(), says("bl_power").as_str()), ("374", "0"));
        assert_eq!(panel.show(Light { lit: false, percent: Some(40) }), ["backlight"]);
        assert_eq!((says("brightness").as_str(), says("bl_power").as_str()), ("374", "4"));
        assert_eq!(panel.show(Light { lit: true, percent: None }), ["backlight"]);
        assert_eq!(says("bl_power"), "0");
        assert!(Panel::below("/nowhere", None, false).show(Light { lit: false, percent: None }).is_empty());
    }
}
