//! A person's page: what is known, what she is owed, what was done for her, and one touch for what comes next.

use super::ask::Purpose;
use super::{DaySeatCommand, OfficeCommand, OfficeDraft, Shown};
use crate::domain::ledger::EntryState;
use crate::domain::plan::Standing;
use crate::domain::referral::{Referral, Word, following, tells_the_employer};
use crate::domain::role::May;
use crate::domain::seeker::{Seeker, ServiceRow};
use crate::domain::{Category, ConsentPurpose, IdType, ReferralReason, ReferralState, ServiceKind, mask, phone};
use crate::screens::Facts;
use crate::screens::staff::parts::{halves, line_ui};
use crate::widgets::button::Button;
use crate::widgets::chip::Chip;
use crate::widgets::list::fling;
use crate::widgets::page::{heading, panel, section};
use crate::widgets::text::{Rank, murmur, say};
use crate::widgets::{Theme, icons, notice};
use eframe::egui::{Ui, Vec2};

/// Services on the page; the rest is history that nobody reads at a desk.
const SHOWN: usize = 12;

/// What the parts of the page share.
struct Page<'a, 'f> {
    facts: &'a Facts<'f>,
    draft: &'a mut OfficeDraft,
    asked: Option<OfficeCommand>,
}

impl Page<'_, '_> {
    fn may(&self, what: May) -> bool {
        self.facts.staff.may(what)
    }

    fn ask(&mut self, touched: bool, command: impl FnOnce() -> OfficeCommand) {
        if touched {
            self.asked = Some(command());
        }
    }
}

/// Shows the page.
pub(super) fn show(ui: &mut Ui, facts: &Facts<'_>, draft: &mut OfficeDraft) -> Option<OfficeCommand> {
    let words = facts.words;
    let theme = Theme::of(ui);
    let seeker = match &facts.staff.office.seeker {
        Shown::Reading => {
            heading(ui, words.seeker_title(), words.loading());
            return None;
        }
        Shown::Gone => {
            ui.add_space(theme.space.l);
            notice::notice(ui, icons::USER, words.match_gone(), "");
            return None;
        }
        Shown::Here(seeker) => seeker,
    };
    heading(ui, seeker.form.name.trim(), &below(facts, seeker));
    super::refused_ui(ui, facts);
    let mut page = Page { facts, draft, asked: None };
    fling(ui, "seeker", words.more_below(), |ui| {
        ui.spacing_mut().item_spacing.y = theme.space.m;
        halves(
            ui,
            &mut page,
            |ui, page| {
                alike_ui(ui, page, seeker);
                owed_ui(ui, page, seeker);
                services_ui(ui, page, seeker);
            },
            |ui, page| {
                day_job_ui(ui, page);
                referrals_ui(ui, page, seeker);
                super::applied::show(ui, page.facts, &seeker.applications);
                tasks_ui(ui, page, seeker);
                known_ui(ui, page, seeker);
                tags_ui(ui, page, seeker);
                returned_ui(ui, page.facts, seeker);
            },
        );
        ui.add_space(theme.space.m);
    });
    page.asked
}

/// How she is reached, and the number of her receipt.
fn below(facts: &Facts<'_>, seeker: &Seeker) -> String {
    let words = facts.words;
    let reached = match phone::national(&seeker.form.phone) {
        _ if seeker.form.contact_by_station => words.field_contact_by_station().to_owned(),
        Ok(number) => phone::spaced(&number),
        Err(_) => words.form_unsaid().to_owned(),
    };
    words.joined(&[&reached, seeker.receipt.as_str()])
}

/// Somebody else may be the same person.
fn alike_ui(ui: &mut Ui, page: &mut Page<'_, '_>, seeker: &Seeker) {
    let Some(other) = seeker.alike.first() else { return };
    let words = page.facts.words;
    let theme = Theme::of(ui);
    panel(ui, |ui| {
        line_ui(ui, icons::WARNING, words.alike(other.by), theme.colour.on_warm);
        say(ui, Rank::Body, words.joined(&[&other.name, &mask::phone(&other.phone), other.receipt.as_str()]));
        if page.may(May::Merge) {
            let touched = ui.add(Button::secondary(words.merge_compare()).icon(icons::USERS)).clicked();
            page.ask(touched, || OfficeCommand::Compare(other.subject));
        }
    });
}

/// What other offices know of her and the station may use: whose it is, what for, and until when it is kept.
fn returned_ui(ui: &mut Ui, facts: &Facts<'_>, seeker: &Seeker) {
    let words = facts.words;
    for (at, data) in &seeker.returned {
        panel(ui, |ui| {
            section(ui, icons::CLOUD_CHECK, &words.returned_from(data.source.trim()));
            for item in &data.items {
                say(ui, Rank::Body, words.form_line(item.label.trim(), item.value.trim()));
            }
            let until = words.date(data.until, facts.today);
            murmur(ui, Rank::Small, words.returned_purpose(data.purpose.trim(), &until));
            murmur(ui, Rank::Small, words.joined(&[&words.ago(*at, facts.now), words.returned_logged()]));
        });
    }
}

/// What the plans still owe her, and the buttons that record what was just done.
fn owed_ui(ui: &mut Ui, page: &mut Page<'_, '_>, seeker: &Seeker) {
    let words = page.facts.words;
    panel(ui, |ui| {
        section(ui, icons::LIST_CHECKS, words.owed_title());
        if seeker.standings.is_empty() {
            murmur(ui, Rank::Body, words.owed_none());
        }
        for standing in &seeker.standings {
            standing_ui(ui, page.facts, standing);
        }
        if page.may(May::Serve) {
            record_ui(ui, page);
        }
    });
}

fn standing_ui(ui: &mut Ui, facts: &Facts<'_>, standing: &Standing) {
    let words = facts.words;
    let theme = Theme::of(ui);
    ui.spacing_mut().item_spacing.y = theme.space.xs;
    let groups: Vec<&str> = standing.because.iter().map(|category| words.category(*category)).collect();
    let from = words.date(standing.from, facts.today);
    let to = words.date(standing.to, facts.today);
    say(ui, Rank::Strong, words.owed_standing(&standing.code, &from, &to));
    if !groups.is_empty() {
        murmur(ui, Rank::Small, words.owed_because(&groups.join(words.list_separator())));
    }
    for counted in &standing.needs {
        let kinds: Vec<&str> = counted.need.counts.iter().map(|kind| words.service_kind(*kind)).collect();
        let (have, least) = (i64::from(counted.have()), i64::from(counted.need.at_least));
        let (icon, colour) = if counted.owed() == 0 {
            (icons::CHECK_CIRCLE, theme.colour.accent)
        } else {
            (icons::HOURGLASS_MEDIUM, theme.colour.on_warm)
        };
        let said = words.owed_need(&kinds.join(words.owed_or()), have, least);
        line_ui(ui, icon, &said, colour);
    }
}

/// One touch for each kind of service; a recommendation begins with the postings that suit her.
fn record_ui(ui: &mut Ui, page: &mut Page<'_, '_>) {
    let words = page.facts.words;
    let theme = Theme::of(ui);
    ui.add_space(theme.space.s);
    say(ui, Rank::Strong, words.record_ask());
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = Vec2::splat(theme.target.gap);
        for kind in ServiceKind::ALL {
            let touched = ui.add(Chip::choice(words.service_kind(*kind), false).icon(icons::PLUS)).clicked();
            page.ask(touched, || OfficeCommand::Recording(*kind));
        }
    });
}

fn services_ui(ui: &mut Ui, page: &mut Page<'_, '_>, seeker: &Seeker) {
    let words = page.facts.words;
    if seeker.services.is_empty() {
        return;
    }
    panel(ui, |ui| {
        section(ui, icons::CALENDAR_CHECK, words.services_title());
        for service in seeker.services.iter().take(SHOWN) {
            service_ui(ui, page, service);
        }
    });
}

fn service_ui(ui: &mut Ui, page: &mut Page<'_, '_>, service: &ServiceRow) {
    let words = page.facts.words;
    let theme = Theme::of(ui);
    let done = &service.done;
    let day = words.date(done.on, page.facts.today);
    let said = words.joined(&[&day, words.service_kind(done.kind), done.topic.trim(), done.result.trim()]);
    let (icon, colour) = match service.state {
        _ if done.void => (icons::X_CIRCLE, theme.colour.ink_soft),
        EntryState::Refused => (icons::WARNING_CIRCLE, theme.colour.bad),
        EntryState::Acknowledged => (icons::CLOUD_CHECK, theme.colour.accent),
        EntryState::Waiting => (icons::FLOPPY_DISK, theme.colour.ink),
    };
    line_ui(ui, icon, &said, colour);
    let standing = if done.void {
        words.desk_service_void()
    } else if done.confirmed {
        words.desk_service_confirmed()
    } else {
        ""
    };
    murmur(ui, Rank::Small, words.joined(&[&service.staff, standing]));
    if done.void || !page.may(May::Serve) {
        return;
    }
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = Vec2::splat(theme.target.gap);
        if page.draft.voiding == Some(done.id) {
            let touched = ui.add(Button::danger(words.desk_service_void_sure()).icon(icons::TRASH)).clicked();
            page.ask(touched, || OfficeCommand::Void(done.id));
            return;
        }
        if !done.confirmed {
            let touched = ui.add(Chip::choice(words.desk_service_confirm(), false).icon(icons::HAND_TAP)).clicked();
            page.ask(touched, || OfficeCommand::Confirm(done.id));
        }
        if ui.add(Chip::choice(words.desk_service_take_back(), false).icon(icons::ARROW_LEFT)).clicked() {
            page.draft.voiding = Some(done.id);
        }
    });
}

/// The way to the day jobs with seats here.
fn day_job_ui(ui: &mut Ui, page: &mut Page<'_, '_>) {
    if page.may(May::Serve) {
        let says = page.facts.words.day_seats_open();
        let touched = ui.add(Button::secondary(says).icon(icons::SUN).wide()).clicked();
        page.ask(touched, || OfficeCommand::DaySeat(DaySeatCommand::Show));
    }
}

fn referrals_ui(ui: &mut Ui, page: &mut Page<'_, '_>, seeker: &Seeker) {
    if seeker.referrals.is_empty() {
        return;
    }
    let words = page.facts.words;
    let consents = &seeker.form.consents;
    let consent = consents.iter().any(|consent| consent.purpose == ConsentPurpose::ShareWithEmployers);
    panel(ui, |ui| {
        section(ui, icons::HANDSHAKE, words.referrals_title());
        for referral in seeker.referrals.iter().take(SHOWN) {
            referral_ui(ui, page, referral, consent);
        }
        if !consent {
            murmur(ui, Rank::Small, words.desk_referral_no_consent());
        }
    });
}

fn referral_ui(ui: &mut Ui, page: &mut Page<'_, '_>, referral: &Referral, consent: bool) {
    let words = page.facts.words;
    let theme = Theme::of(ui);
    say(ui, Rank::Strong, words.joined(&[&referral.title, &referral.employer]));
    let reason = referral.reason.map_or("", |reason| words.referral_reason(reason));
    let day = words.date(referral.on, page.facts.today);
    let over = following(referral.state).is_empty();
    let (icon, colour) = match referral.state {
        ReferralState::Hired => (icons::CONFETTI, theme.colour.accent),
        ReferralState::Refused => (icons::X_CIRCLE, theme.colour.ink_soft),
        _ => (icons::HOURGLASS_MEDIUM, theme.colour.on_warm),
    };
    line_ui(ui, icon, &words.joined(&[words.referral_state(referral.state), reason, &day]), colour);
    word_ui(ui, page, referral);
    if over || !page.may(May::Serve) {
        return;
    }
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = Vec2::splat(theme.target.gap);
        if page.draft.failing == Some(referral.id) {
            for reason in ReferralReason::ALL {
                let touched = ui.add(Chip::choice(words.referral_reason(*reason), false)).clicked();
                page.ask(touched, || OfficeCommand::Move(referral.id, ReferralState::Refused, Some(*reason)));
            }
            return;
        }
        for state in following(referral.state).iter().filter(|state| consent || !tells_the_employer(**state)) {
            let touched = ui.add(Chip::choice(words.referral_step(*state), false)).clicked();
            if touched && *state == ReferralState::Refused {
                page.draft.failing = Some(referral.id);
            } else {
                page.ask(touched, || OfficeCommand::Move(referral.id, *state, None));
            }
        }
    });
}

/// What the province, or the employer through it, says of a referral.
fn word_ui(ui: &mut Ui, page: &Page<'_, '_>, referral: &Referral) {
    let words = page.facts.words;
    let theme = Theme::of(ui);
    match &referral.word {
        None => {}
        Some(Word::TakenOn) => {
            murmur(ui, Rank::Small, words.desk_referral_taken_on());
        }
        Some(Word::Answer(answer)) => {
            let said = words.desk_referral_answer(words.application_outcome(answer.outcome));
            line_ui(ui, icons::MEGAPHONE_SIMPLE, &said, theme.colour.accent);
            for line in words.answer(answer, page.facts.today) {
                murmur(ui, Rank::Body, line);
            }
        }
    }
}

fn tasks_ui(ui: &mut Ui, page: &mut Page<'_, '_>, seeker: &Seeker) {
    let words = page.facts.words;
    let theme = Theme::of(ui);
    if seeker.tasks.is_empty() && seeker.history.is_empty() && !page.may(May::Serve) {
        return;
    }
    panel(ui, |ui| {
        section(ui, icons::BELL, words.tasks_of_title());
        for task in &seeker.tasks {
            let late = task.due_on < page.facts.today;
            let colour = if late { theme.colour.bad } else { theme.colour.ink };
            let due = words.task_due(&words.date(task.due_on, page.facts.today));
            let why = words.task_note(task, &page.facts.content.desk().help);
            line_ui(ui, icons::CLOCK, &words.joined(&[words.task_reason(task.reason), why, &due]), colour);
        }
        for (reason, step) in seeker.history.iter().take(SHOWN) {
            super::queue::step_ui(ui, page.facts, words.task_reason(*reason), step);
        }
        if page.may(May::Serve) {
            let touched = ui.add(Button::quiet(words.firms_promise()).icon(icons::PLUS)).clicked();
            page.ask(touched, || OfficeCommand::Ask(Purpose::Promise));
        }
    });
}

/// What she told, in a few lines; and the way to register her anew.
fn known_ui(ui: &mut Ui, page: &mut Page<'_, '_>, seeker: &Seeker) {
    let words = page.facts.words;
    let form = &seeker.form;
    let id = match form.id_type {
        IdType::None => words.id_type(IdType::None).to_owned(),
        _ => mask::id_number(&crate::domain::id_number::normalised(&form.id_number)),
    };
    let named = |job: &crate::domain::WantedJob| {
        if job.text.is_empty() { words.job_kind(job.kind).to_owned() } else { job.text.clone() }
    };
    let jobs: Vec<String> = form.wanted_jobs.iter().map(named).collect();
    let consents: Vec<&str> = form.consents.iter().map(|consent| words.consent(consent.purpose)).collect();
    let separator = words.list_separator();
    panel(ui, |ui| {
        ui.spacing_mut().item_spacing.y = Theme::of(ui).space.xs;
        section(ui, icons::IDENTIFICATION_CARD, words.seeker_known());
        for (label, said) in [
            (words.field_id_number(), id),
            (words.field_wanted_jobs(), jobs.join(separator)),
            (words.field_skills(), form.skills.join(separator)),
            (words.seeker_consents(), consents.join(separator)),
        ] {
            let said = if said.is_empty() { words.form_unsaid() } else { &said };
            murmur(ui, Rank::Body, words.form_line(label, said));
        }
        for past in &seeker.registrations {
            let until = words.date(past.valid_until, page.facts.today);
            let by = past.assisted_by.as_ref().map_or_else(String::new, |clerk| words.seeker_assisted(clerk));
            murmur(ui, Rank::Small, words.joined(&[past.receipt.as_str(), &words.seeker_until(&until), &by]));
        }
        if page.may(May::Serve) {
            let touched = ui.add(Button::secondary(words.seeker_renew()).icon(icons::ARROWS_CLOCKWISE)).clicked();
            page.ask(touched, || OfficeCommand::Renew);
        }
    });
}

fn tags_ui(ui: &mut Ui, page: &mut Page<'_, '_>, seeker: &Seeker) {
    let words = page.facts.words;
    let theme = Theme::of(ui);
    panel(ui, |ui| {
        section(ui, icons::TAG, words.tags_title());
        for tag in &seeker.tags {
            let until =
                tag.until.map_or_else(String::new, |until| words.seeker_until(&words.date(until, page.facts.today)));
            let held = tag.holds_on(page.facts.today);
            let colour = if held { theme.colour.ink } else { theme.colour.ink_soft };
            let said = words.joined(&[words.category(tag.category), words.tag_source(tag.source), &until]);
            line_ui(ui, icons::TAG, &said, colour);
        }
        if seeker.tags.is_empty() && !seeker.hidden_tags {
            murmur(ui, Rank::Body, words.tags_none());
        }
        if seeker.hidden_tags {
            line_ui(ui, icons::EYE_SLASH, words.tags_hidden(), theme.colour.ink_soft);
        }
        if !page.may(May::Serve) {
            return;
        }
        if let Some(group) = page.draft.recognising {
            let answer = super::recognise::show(ui, page.facts, seeker, group);
            page.draft.recognising = answer.is_none().then_some(group);
            let document =
                super::recognise::of(page.facts, group).map_or_else(String::new, |item| item.source.document.clone());
            page.ask(answer == Some(true), || OfficeCommand::Tag(group, true, document));
        } else if page.draft.tagging {
            tag_choice_ui(ui, page, seeker);
        } else if ui.add(Button::secondary(words.tags_change()).icon(icons::PENCIL_LINE)).clicked() {
            page.draft.tagging = true;
        }
    });
}

/// Every group she could belong to; a touch takes her in or out. Sensitive ones only where the clerk may see them and the
/// person has agreed.
fn tag_choice_ui(ui: &mut Ui, page: &mut Page<'_, '_>, seeker: &Seeker) {
    let words = page.facts.words;
    let theme = Theme::of(ui);
    let consents = &seeker.form.consents;
    let agreed = consents.iter().any(|consent| consent.purpose == ConsentPurpose::SensitiveTags);
    let sensitive = page.may(May::SeeSensitive) && agreed;
    murmur(ui, Rank::Small, words.tags_paper());
    let held = crate::domain::tag::on(&seeker.tags, page.facts.today);
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = Vec2::splat(theme.target.gap);
        for category in Category::ALL.iter().filter(|category| sensitive || !category.is_sensitive()) {
            let has = held.contains(category);
            let touched = ui.add(Chip::choice(words.category(*category), has)).clicked();
            if touched && !has && super::recognise::of(page.facts, *category).is_some() {
                page.draft.recognising = Some(*category);
            } else {
                page.ask(touched, || OfficeCommand::Tag(*category, !has, String::new()));
            }
        }
    });
    if page.may(May::SeeSensitive) && !agreed {
        murmur(ui, Rank::Small, words.tags_no_consent());
    }
}
