//! A picture of the screen for whoever helps from afar. Where a person could be on it, it is coarsened until no character can be read:
//! how the page lies is seen, and nothing of anybody.

use crate::domain::health::Portrait;
use crate::screens::Screen;
use eframe::egui::{ColorImage, Context};
use std::sync::Arc;
use std::sync::mpsc::{Receiver, channel};

/// The picture is made so much smaller; what a page looks like is seen all the same.
const SHRINK: usize = 2;
/// Pixels of the smaller picture that become one colour: more than the height of any character but the largest figures.
const COARSE: usize = 40;

/// Whether a page shows everybody the same: what somebody typed, chose, or is, stands on none of these.
const fn is_nobodys(screen: &Screen) -> bool {
    matches!(
        screen,
        Screen::Attract
            | Screen::Board
            | Screen::Home
            | Screen::JobGroups
            | Screen::JobKinds(_)
            | Screen::WorkForms
            | Screen::Districts
            | Screen::Wages
            | Screen::Benefits
            | Screen::Services
    )
}

/// The picture of a page, coarsened where it could show anything of a person; `screens` are those that it may be of.
fn portrait(image: &ColorImage, screens: &[&Screen]) -> Portrait {
    let [width, height] = image.size.map(|side| (side / SHRINK).max(1));
    let block = if screens.iter().all(|screen| is_nobodys(screen)) { 1 } else { COARSE };
    let mut rgb = vec![0; width * height * 3];
    for top in (0..height).step_by(block) {
        for left in (0..width).step_by(block) {
            let (right, bottom) = ((left + block).min(width), (top + block).min(height));
            let colour = mean(image, (left * SHRINK, top * SHRINK), (right * SHRINK, bottom * SHRINK));
            for y in top..bottom {
                let row = rgb.get_mut((y * width + left) * 3..(y * width + right) * 3).unwrap_or_default();
                row.chunks_exact_mut(3).for_each(|pixel| pixel.copy_from_slice(&colour));
            }
        }
    }
    Portrait { width: u32::try_from(width).unwrap_or(0), height: u32::try_from(height).unwrap_or(0), rgb }
}

/// The mean colour of a part of a picture.
fn mean(image: &ColorImage, (left, top): (usize, usize), (right, bottom): (usize, usize)) -> [u8; 3] {
    let mut sums = [0_u64; 3];
    let mut count = 0;
    for y in top..bottom {
        let row = y * image.size[0];
        for pixel in image.pixels.get(row + left..row + right).unwrap_or_default() {
            let [r, g, b, _] = pixel.to_array();
            sums.iter_mut().zip([r, g, b]).for_each(|(sum, part)| *sum += u64::from(part));
            count += 1;
        }
    }
    sums.map(|sum| u8::try_from(sum / u64::max(count, 1)).unwrap_or(u8::MAX))
}

/// The way of one picture: asked for, taken by the window system after a frame, and handed on.
#[derive(Default)]
pub struct Sitting(Option<(Screen, Receiver<Arc<ColorImage>>)>);

impl Sitting {
    /// Asks for a picture where one is wanted.
    pub fn ask(&mut self, ctx: &Context, screen: &Screen, wanted: bool) {
        if wanted {
            let (taken, picture) = channel();
            let waker = ctx.clone();
            ctx.request_screenshot(move |image| {
                if taken.send(image).is_ok() {
                    waker.request_repaint();
                }
            });
            self.0 = Some((screen.clone(), picture));
        }
    }

    /// The picture that was asked for, once it is there. The page may have changed meanwhile.
    pub fn take(&mut self, screen: &Screen) -> Option<Portrait> {
        let (asked_on, picture) = self.0.as_ref()?;
        let picture = portrait(&*picture.try_recv().ok()?, &[asked_on, screen]);
        self.0 = None;
        Some(picture)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::screens::staff::StaffScreen;
    use eframe::egui::Color32;

    /// Rows of dark strokes on paper, as text is.
    fn page() -> ColorImage {
        let stroke = |n: usize| if (n / 3).is_multiple_of(2) { Color32::BLACK } else { Color32::WHITE };
        let pixels = (0..400 * 300).map(|n| stroke(n % 400 + (n / 400) * 7)).collect();
        ColorImage::new([400, 300], pixels)
    }

    fn colours(portrait: &Portrait) -> usize {
        let mut pixels: Vec<&[u8]> = portrait.rgb.chunks_exact(3).collect();
        pixels.sort_unstable();
        pixels.dedup();
        pixels.len()
    }

    #[test]
    fn nothing_can_be_read_on_a_page_that_may_be_about_somebody() {
        let plain = portrait(&page(), &[&Screen::Home]);
        assert_eq!((plain.width, plain.height, plain.rgb.len()), (200, 150, 200 * 150 * 3));
        let blanked = portrait(&page(), &[&Screen::Home, &Screen::Staff(StaffScreen::Form)]);
        assert_eq!(blanked.rgb.len(), plain.rgb.len());
        // Every stroke has become the grey of its block.
        let blocks = 200_usize.div_ceil(COARSE) * 150_usize.div_ceil(COARSE);
        assert!(colours(&blanked) <= blocks);
        let least = blanked.rgb.iter().min().unwrap();
        assert!(*least > 80, "a stroke can still be seen: {least}");
        for screen in [Screen::Search, Screen::List, Screen::Staff(StaffScreen::SignIn), Screen::Help] {
            assert_eq!(portrait(&page(), &[&screen]), blanked, "{screen:?}");
        }
    }
}
