//! A service is recorded: what it was about and what came of it, chosen by touch; nothing typed that could be chosen.

use super::{OfficeCommand, Shown};
use crate::domain::seeker::NewService;
use crate::domain::{ServiceChannel, ServiceKind, text};
use crate::i18n::Words;
use crate::input::Context;
use crate::screens::Facts;
use crate::screens::staff::StaffDraft;
use crate::screens::staff::parts::{chips_ui, question};
use crate::screens::typing::Way;
use crate::widgets::button::Button;
use crate::widgets::field::Field;
use crate::widgets::list::fling;
use crate::widgets::page::heading;
use crate::widgets::switch::switch;
use crate::widgets::{Theme, icons};
use eframe::egui::{Id, Ui};

/// A service on its way.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Recording {
    pub kind: ServiceKind,
    channel: ServiceChannel,
    topic: String,
    result: String,
    confirmed: bool,
}

impl Default for Recording {
    fn default() -> Self {
        Self::of(ServiceKind::Guidance)
    }
}

impl Recording {
    /// A service of this kind, done as it usually is.
    #[must_use]
    pub fn of(kind: ServiceKind) -> Self {
        let channel = match kind {
            ServiceKind::Call => ServiceChannel::Phone,
            ServiceKind::Visit => ServiceChannel::Home,
            _ => ServiceChannel::Desk,
        };
        Self { kind, channel, topic: String::new(), result: String::new(), confirmed: false }
    }

    /// Whether what is counted about such a service has been said.
    fn is_complete(&self) -> bool {
        let topic = !self.topic.trim().is_empty();
        match self.kind {
            ServiceKind::Guidance | ServiceKind::Practice => topic && !self.result.trim().is_empty(),
            ServiceKind::TrainingInfo | ServiceKind::TrainingDone | ServiceKind::PolicyTalk => topic,
            _ => true,
        }
    }

    fn service(&self) -> NewService {
        NewService {
            kind: self.kind,
            channel: self.channel,
            posting: None,
            topic: self.topic.trim().to_owned(),
            result: self.result.trim().to_owned(),
            told: true,
            confirmed: self.confirmed,
        }
    }
}

/// Words that are chosen instead of typed.
fn topics(words: Words, kind: ServiceKind) -> Vec<&'static str> {
    let all = match kind {
        ServiceKind::Guidance => words.topics_guidance(),
        ServiceKind::TrainingInfo | ServiceKind::TrainingDone => words.topics_training(),
        ServiceKind::PolicyTalk => words.topics_policy(),
        ServiceKind::TraineePlace => words.topics_trainee(),
        ServiceKind::Practice => words.topics_practice(),
        _ => words.topics_talk(),
    };
    all.split('|').map(str::trim).collect()
}

/// Shows the page.
pub(super) fn show(ui: &mut Ui, facts: &Facts<'_>, draft: &mut StaffDraft) -> Option<OfficeCommand> {
    let words = facts.words;
    let theme = Theme::of(ui);
    let Shown::Here(seeker) = &facts.staff.office.seeker else { return None };
    let kind = draft.office.recording.kind;
    if !draft.typing.is_open() {
        heading(ui, words.service_kind(kind), seeker.form.name.trim());
    }
    super::refused_ui(ui, facts);
    let mut asked = None;
    fling(ui, "record", words.more_below(), |ui| {
        ui.spacing_mut().item_spacing.y = theme.space.s;
        part_ui(ui, draft, words.record_topic(), &topics(words, kind), |recording| &mut recording.topic);
        let results: Vec<&str> = words.record_results().split('|').map(str::trim).collect();
        part_ui(ui, draft, words.record_result(), &results, |recording| &mut recording.result);
        let recording = &mut draft.office.recording;
        question(ui, words.record_channel());
        let channels = ServiceChannel::ALL;
        let chips: Vec<_> =
            channels.iter().map(|channel| (words.service_channel(*channel), recording.channel == *channel)).collect();
        if let Some(channel) = chips_ui(ui, &chips).and_then(|place| channels.get(place)) {
            recording.channel = *channel;
        }
        switch(ui, &mut recording.confirmed, words.desk_service_confirm(), words.record_confirm_below());
        ui.add_space(theme.space.s);
        let save = Button::primary(words.record_save()).icon(icons::CHECK).wide().enabled(recording.is_complete());
        if ui.add(save).clicked() {
            asked = Some(OfficeCommand::Record(recording.service()));
        }
        ui.add_space(theme.space.l);
    });
    asked
}

/// A question with the usual answers, and a field for another one.
fn part_ui(ui: &mut Ui, draft: &mut StaffDraft, ask: &str, usual: &[&str], part: fn(&mut Recording) -> &mut String) {
    question(ui, ask);
    let said = part(&mut draft.office.recording).clone();
    let chips: Vec<_> = usual.iter().map(|one| (*one, said == *one)).collect();
    if let Some(one) = chips_ui(ui, &chips).and_then(|place| usual.get(place)) {
        let text = part(&mut draft.office.recording);
        if text == one { text.clear() } else { (*one).clone_into(text) }
    }
    let id = Id::unique(("record", ask));
    let mut typed = std::mem::take(part(&mut draft.office.recording));
    let field = Field::new(id, ask).label_hidden();
    draft.typing.field(ui, id, Way::Words(Context::Free), text::MAX_LINE, field, &mut typed);
    *part(&mut draft.office.recording) = typed;
}
