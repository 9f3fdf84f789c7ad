//! The one texture of posters and films: the newest picture of whatever is on. It is made when something is shown, changed
//! with each picture, and dropped with the show, so that a day of films holds no more memory than their first second.

use crate::domain::showing::Frame;
use crate::runtime::Ticket;
use crate::screens::facts::Shot;
use eframe::egui::{ColorImage, Context, TextureHandle, TextureOptions, Vec2};

#[derive(Default)]
pub struct Painting(Option<Shown>);

struct Shown {
    ticket: Ticket,
    texture: TextureHandle,
    said: String,
    at_millis: u64,
}

impl Painting {
    /// Takes the newest picture, if it is one of what is on now; drops what is on no more.
    pub fn follow(&mut self, ctx: &Context, on: Option<Ticket>, newest: Option<(Ticket, Frame)>) {
        if self.0.as_ref().is_some_and(|shown| Some(shown.ticket) != on) {
            self.0 = None;
        }
        let Some((ticket, frame)) = newest.filter(|(ticket, frame)| Some(*ticket) == on && is_whole(frame)) else {
            return;
        };
        let image = ColorImage::from_rgb([frame.width, frame.height], &frame.rgb);
        let (said, at_millis) = (frame.said, frame.at_millis);
        if let Some(shown) = &mut self.0 {
            shown.texture.set(image, TextureOptions::LINEAR);
            (shown.said, shown.at_millis) = (said, at_millis);
        } else {
            let texture = ctx.load_texture("show", image, TextureOptions::LINEAR);
            self.0 = Some(Shown { ticket, texture, said, at_millis });
        }
    }

    /// What there is to paint.
    #[must_use]
    pub fn shot(&self) -> Option<Shot<'_>> {
        let Shown { texture, said, at_millis, .. } = self.0.as_ref()?;
        let [width, height] = texture.size();
        let size = Vec2::new(width as f32, height as f32);
        Some(Shot { texture: texture.id(), size, said, at_millis: *at_millis })
    }
}

/// A picture of other bytes than its size says would be the program's end.
fn is_whole(frame: &Frame) -> bool {
    frame.width > 0 && frame.height > 0 && frame.rgb.len() == frame.width * frame.height * 3
}
