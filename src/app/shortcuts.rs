//! Key combinations of a desktop have no business on a kiosk. Nothing can be pasted that somebody brought, copied that
//! somebody typed, or brought back that the person before took away (a field remembers its last changes).

use eframe::egui::Event;

/// Takes every key combination and everything of a clipboard out of a frame's events. What a key combination types as text
/// (a third level of keys) stays.
pub(super) fn swallow(events: &mut Vec<Event>) {
    events.retain(|event| match event {
        Event::Copy | Event::Cut | Event::Paste(_) => false,
        Event::Key { modifiers, .. } => !(modifiers.ctrl || modifiers.alt || modifiers.command || modifiers.mac_cmd),
        _ => true,
    });
}

#[cfg(test)]
mod tests {
    use super::*;
    use eframe::egui::{Key, Modifiers};

    fn key(key: Key, modifiers: Modifiers) -> Event {
        Event::Key { key, physical_key: None, pressed: true, repeat: false, modifiers }
    }

    #[test]
    fn nothing_is_pasted_copied_or_brought_back() {
        let mut events = vec![
            Event::Paste("外面带来的".to_owned()),
            Event::Copy,
            Event::Cut,
            key(Key::V, Modifiers::CTRL),
            key(Key::Z, Modifiers::COMMAND),
            key(Key::F4, Modifiers::ALT),
            key(Key::Tab, Modifiers::CTRL | Modifiers::SHIFT),
        ];
        swallow(&mut events);
        assert_eq!(events, []);
    }

    #[test]
    fn what_is_typed_stays() {
        let typed = || vec![Event::Text("a".to_owned()), key(Key::A, Modifiers::SHIFT), key(Key::Tab, Modifiers::NONE)];
        let mut events = typed();
        swallow(&mut events);
        assert_eq!(events, typed());
    }
}
