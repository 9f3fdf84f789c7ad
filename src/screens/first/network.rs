//! Which network the machine is in, and joining a wireless one.

use super::{FirstCommand, FirstDraft, FirstFacts};
use crate::domain::secret::Secret;
use crate::domain::setup::{Ask, Link, Network, Reach, Wireless};
use crate::i18n::Words;
use crate::screens::typing::Way;
use crate::widgets::button::Button;
use crate::widgets::chip::Chip;
use crate::widgets::field::Field;
use crate::widgets::icons;
use crate::widgets::page::{heading, remark};
use crate::widgets::text::{Rank, say};
use crate::widgets::theme::Theme;
use eframe::egui::{Id, Ui, Vec2};

/// The longest password of a wireless network (WPA2), in characters.
const LONGEST: usize = 63;
/// Where the platform's address is written, and what brings a program that joins wireless networks.
const FIREWALL: &str = "/etc/yizhan/firewall.nft";
const MANAGER: &str = "apt install network-manager";
/// So many networks are shown; a station's own is near.
const SHOWN: usize = 8;

pub fn show(ui: &mut Ui, words: Words, draft: &mut FirstDraft, facts: &FirstFacts) -> Option<FirstCommand> {
    let theme = Theme::of(ui);
    heading(ui, words.first_network_ask(), words.first_network_below());
    let Some(network) = &facts.network else {
        say(ui, Rank::Body, words.first_looking());
        return None;
    };
    links_ui(ui, words, network);
    match &network.platform {
        Reach::Unset => remark(ui, icons::INFO, &words.first_platform_unset(FIREWALL)),
        Reach::Answers(at) => drop(say(ui, Rank::Body, words.first_platform_answers(at))),
        Reach::Silent(at) => remark(ui, icons::WARNING, &words.first_platform_silent(at)),
    }
    ui.add_space(theme.space.m);
    // Whoever has a cable in wants no other way.
    let cable = network.links.iter().any(|link| link.up && !link.wireless);
    let mut command = match &network.around {
        _ if cable => None,
        Some(around) => around_ui(ui, words, draft, facts, around),
        None => {
            if network.links.iter().any(|link| link.wireless) {
                remark(ui, icons::INFO, &words.first_no_manager(MANAGER));
            }
            None
        }
    };
    if let Some(failed) = &facts.failed {
        remark(ui, icons::WARNING, &words.first_not_joined(failed));
    }
    if network.address.is_none() {
        remark(ui, icons::INFO, words.first_without_line());
    }
    ui.add_space(theme.space.m);
    let again = Button::secondary(words.first_look_again()).icon(icons::ARROWS_CLOCKWISE).enabled(!facts.busy);
    if ui.add(again).clicked() {
        command = Some(FirstCommand::Ask(Ask::Network));
    }
    command
}

fn links_ui(ui: &mut Ui, words: Words, network: &Network) {
    if network.links.is_empty() {
        say(ui, Rank::Body, words.first_no_links());
    }
    for link in &network.links {
        say(ui, Rank::Body, link_words(words, link));
    }
    if let Some(address) = &network.address {
        say(ui, Rank::Body, words.first_address(address));
    }
}

fn link_words(words: Words, link: &Link) -> String {
    match (link.wireless, link.up) {
        (false, true) => words.first_cable_in(&link.name),
        (false, false) => words.first_cable_out(&link.name),
        (true, true) => words.first_radio_joined(&link.name),
        (true, false) => words.first_radio_alone(&link.name),
    }
}

/// The networks around, and the password of the one that was touched.
fn around_ui(
    ui: &mut Ui,
    words: Words,
    draft: &mut FirstDraft,
    facts: &FirstFacts,
    around: &[Wireless],
) -> Option<FirstCommand> {
    let theme = Theme::of(ui);
    say(ui, Rank::Strong, words.first_around());
    if around.is_empty() {
        say(ui, Rank::Body, words.first_none_around());
    }
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = Vec2::splat(theme.target.gap);
        for one in around.iter().take(SHOWN) {
            let chosen = draft.wireless.as_deref() == Some(one.name.as_str());
            let strength = i64::from(one.strength);
            let label =
                if one.joined { words.first_joined(&one.name) } else { words.first_in_reach(&one.name, strength) };
            if ui.add(Chip::choice(&label, chosen || one.joined)).clicked() {
                draft.wireless = Some(one.name.clone());
                draft.secret.clear();
            }
        }
    });
    let name = draft.wireless.clone()?;
    let one = around.iter().find(|one| one.name == name && !one.joined)?;
    ui.add_space(theme.space.s);
    if one.locked {
        let id = Id::unique("first secret");
        // It is seen while it is typed: nobody else stands here yet, and a password typed blind is typed wrong.
        let field = Field::new(id, words.first_secret());
        draft.typing.field(ui, id, Way::Latin, LONGEST, field, &mut draft.secret);
        ui.add_space(theme.space.s);
    }
    let ready = !facts.busy && (!one.locked || !draft.secret.is_empty());
    let label = if facts.busy { words.first_joining() } else { words.first_join() };
    if !ui.add(Button::primary(label).icon(icons::PLUG).enabled(ready)).clicked() {
        return None;
    }
    draft.typing.close(ui.ctx());
    Some(FirstCommand::Ask(Ask::Join { name, secret: Secret::new(std::mem::take(&mut draft.secret)) }))
}
