//! The panel behind the picture: told when it is to go dark, and how bright it is to be. Told once, and again only when that changes.

use crate::domain::light::{Brightness, Light};
use jiff::civil::Time;

pub struct Lamp {
    brightness: Option<Brightness>,
    tell: Box<dyn Fn(Light)>,
    told: Option<Light>,
}

impl Default for Lamp {
    /// One that cannot be switched.
    fn default() -> Self {
        Self::new(None, Box::new(|_| {}))
    }
}

impl Lamp {
    #[must_use]
    pub fn new(brightness: Option<Brightness>, tell: Box<dyn Fn(Light)>) -> Self {
        Self { brightness, tell, told: None }
    }

    /// What the screen shows at this time of day: nothing, or something. A kiosk that has just begun says so in any case: the one
    /// before may have ended in the dark.
    pub fn shows(&mut self, lit: bool, time: Time) {
        let light = Light { lit, percent: self.brightness.as_ref().and_then(|brightness| brightness.at(time)) };
        if self.told.replace(light) != Some(light) {
            (self.tell)(light);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::cell::RefCell;
    use std::rc::Rc;

    #[test]
    fn the_panel_is_told_once_and_again_when_that_changes() {
        let told = Rc::<RefCell<Vec<Light>>>::default();
        let heard = Rc::clone(&told);
        let brightness = "07:00=90 20:00=30".parse().ok();
        let mut lamp = Lamp::new(brightness, Box::new(move |light| heard.borrow_mut().push(light)));
        for (lit, hour) in [(true, 8), (true, 9), (true, 20), (false, 22), (false, 23), (true, 23)] {
            lamp.shows(lit, Time::constant(hour, 0, 0, 0));
        }
        let light = |lit, percent| Light { lit, percent: Some(percent) };
        assert_eq!(*told.borrow(), [light(true, 90), light(true, 30), light(false, 30), light(true, 30)]);
    }
}
