//! Whether somebody belongs to a group that is recognised by conditions (就业困难人员): those of the province, here and today, how each
//! stands by what the register knows, and the papers that prove it. The clerk decides; the machine only reads aloud.

use crate::domain::Category;
use crate::domain::content::{Item, ShelfKind};
use crate::domain::seeker::Seeker;
use crate::domain::service::policy::{recognised, recognition};
use crate::screens::Facts;
use crate::screens::service::findings::reasons_ui;
use crate::screens::staff::parts::line_ui;
use crate::widgets::button::Button;
use crate::widgets::text::{Rank, murmur, say};
use crate::widgets::{Theme, icons};
use eframe::egui::Ui;

/// What the province asks of who is to belong to a group, where it says so.
pub(super) fn of<'a>(facts: &Facts<'a>, group: Category) -> Option<&'a Item> {
    let shelf = facts.content.shelf(ShelfKind::Policies)?;
    recognition(shelf, group, facts.today, facts.status.place.as_ref())
}

/// The conditions, and whether she is recognised; `None` until the clerk says.
pub(super) fn show(ui: &mut Ui, facts: &Facts<'_>, seeker: &Seeker, group: Category) -> Option<bool> {
    let words = facts.words;
    let theme = Theme::of(ui);
    let (Some(item), Some(shelf)) = (of(facts, group), facts.content.shelf(ShelfKind::Policies)) else {
        return Some(false);
    };
    say(ui, Rank::Strong, words.of_pack(&item.title));
    let source = [words.of_pack(&item.source.name), item.source.document.as_str()];
    let named = if source[0].contains(source[1]) { source[0].to_owned() } else { words.joined(&source) };
    murmur(ui, Rank::Small, words.recognise_source(&named, &words.date(item.source.as_of, facts.today)));
    if let Some(finding) = recognised(shelf, item, &seeker.form, &seeker.tags, facts.today) {
        reasons_ui(ui, facts, &finding);
    }
    for paper in &item.papers {
        line_ui(ui, icons::IDENTIFICATION_CARD, words.of_pack(paper), theme.colour.ink);
    }
    murmur(ui, Rank::Small, words.recognise_you_decide());
    let yes = ui.add(Button::primary(words.recognise_yes()).icon(icons::CHECK).wide()).clicked();
    let no = ui.add(Button::quiet(words.recognise_no())).clicked();
    (yes || no).then_some(yes)
}
