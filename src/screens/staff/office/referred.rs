//! A posting was recommended to a person: the slip she takes with her, and what happens next.

use super::OfficeCommand;
use crate::domain::slip::{Part, Slip};
use crate::domain::{Posting, ReceiptNo};
use crate::screens::printing::{posting_slip, print_ui};
use crate::screens::seeker::takeaway::code_text;
use crate::screens::staff::StaffCommand;
use crate::screens::{Command, Facts};
use crate::widgets::button::Button;
use crate::widgets::icons;
use crate::widgets::list::fling;
use crate::widgets::page::{heading, panel};
use crate::widgets::text::{Rank, murmur, say, say_in};
use crate::widgets::theme::Theme;
use eframe::egui::Ui;

/// Shows the page.
pub(super) fn show(ui: &mut Ui, facts: &Facts<'_>) -> Option<Command> {
    let words = facts.words;
    let theme = Theme::of(ui);
    heading(ui, words.referred_title(), words.referred_below());
    super::refused_ui(ui, facts);
    let Some((receipt, posting)) = &facts.staff.office.referred else {
        murmur(ui, Rank::Body, words.loading());
        return None;
    };
    let mut command = None;
    fling(ui, "referred", words.more_below(), |ui| {
        ui.spacing_mut().item_spacing.y = theme.space.m;
        panel(ui, |ui| {
            ui.spacing_mut().item_spacing.y = theme.space.xs;
            say(ui, Rank::Lead, &posting.title);
            say_in(ui, Rank::Strong, theme.colour.wage, words.wage(&posting.wage).to_string());
            murmur(ui, Rank::Body, words.joined(&[&posting.employer, &posting.place.district]));
            say(ui, Rank::Strong, posting.contact.trim());
        });
        command = print_ui(ui, facts, || referral_slip(facts, receipt, posting));
        let open = Button::primary(words.referred_person()).icon(icons::USER).wide();
        if ui.add(open).clicked() {
            let asked = OfficeCommand::OpenReceipt(receipt.clone());
            command = Some(Command::Staff(StaffCommand::Office(asked)));
        }
        ui.add_space(theme.space.m);
    });
    command
}

/// What she shows at the employer's: who sends her and under which number, and the posting as on every slip. Nobody's name:
/// a slip is lost easily.
fn referral_slip(facts: &Facts<'_>, receipt: &ReceiptNo, posting: &Posting) -> Slip {
    let words = facts.words;
    let text = code_text(facts, posting);
    let mut slip = posting_slip(facts, posting, &text);
    let above = [
        Part::Title(words.referral_slip_title().to_owned()),
        Part::Text(words.referral_slip_show().to_owned()),
        Part::Strong(words.slip_fact(words.receipt_number(), receipt.as_str())),
        Part::Line,
    ];
    // Behind the line that says where it comes from.
    slip.parts.splice(1..1, above);
    slip
}
