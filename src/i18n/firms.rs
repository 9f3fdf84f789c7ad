//! Words of the desk for employers, their postings and the review.

use super::words::Words;
use crate::domain::credit_code::{NoCode, likely};
use crate::domain::firms::{NotYet, Stage};
use crate::domain::help::{self, HelpRule};
use crate::domain::review::{Finding, Rule, Severity};
use crate::domain::task::{Reason, TaskRow};
use crate::domain::{FirmDeed, FirmPaper, RecallReason};

impl Words {
    /// What a rule of the review is about.
    #[must_use]
    pub fn review_rule(self, rule: Rule) -> &'static str {
        match rule {
            Rule::Sex => self.review_sex(),
            Rule::Marriage => self.review_marriage(),
            Rule::Ethnic => self.review_ethnic(),
            Rule::Health => self.review_health(),
            Rule::Disability => self.review_disability(),
            Rule::Household => self.review_household(),
            Rule::Age => self.review_age(),
            Rule::Money => self.review_money(),
            Rule::Loan => self.review_loan(),
            Rule::Documents => self.review_documents(),
            Rule::Fraud => self.review_fraud(),
            Rule::Hype => self.review_hype(),
            Rule::OffPlatform => self.review_off_platform(),
            Rule::Wage => self.review_wage(),
            Rule::Hours => self.review_hours(),
            Rule::PartTime => self.review_part_time(),
            Rule::Probation => self.review_probation(),
            Rule::Insurance => self.review_insurance(),
            Rule::Missing => self.review_missing(),
            Rule::Stale => self.review_stale(),
            Rule::Hazards => self.review_hazards(),
        }
    }

    /// The law behind a rule, with its article.
    #[must_use]
    pub fn review_law(self, rule: Rule) -> &'static str {
        match rule {
            Rule::Sex => self.review_law_sex(),
            Rule::Marriage => self.review_law_marriage(),
            Rule::Ethnic => self.review_law_ethnic(),
            Rule::Health => self.review_law_health(),
            Rule::Disability => self.review_law_disability(),
            Rule::Household => self.review_law_household(),
            Rule::Age => self.review_law_age(),
            Rule::Money => self.review_law_money(),
            Rule::Loan => self.review_law_loan(),
            Rule::Documents => self.review_law_documents(),
            Rule::Fraud => self.review_law_fraud(),
            Rule::Hype | Rule::OffPlatform | Rule::Missing | Rule::Stale => self.review_law_notice(),
            Rule::Wage => self.review_law_wage(),
            Rule::Hours => self.review_law_hours(),
            Rule::PartTime => self.review_law_part_time(),
            Rule::Probation => self.review_law_probation(),
            Rule::Insurance => self.review_law_insurance(),
            Rule::Hazards => self.review_law_hazards(),
        }
    }

    #[must_use]
    pub fn review_severity(self, severity: Severity) -> &'static str {
        match severity {
            Severity::Block => self.review_block(),
            Severity::Weigh => self.review_weigh(),
            Severity::Hint => self.review_hint(),
        }
    }

    /// The figure of a finding in a sentence; nothing where the rule says it all.
    #[must_use]
    pub fn review_figure(self, finding: &Finding) -> String {
        match (finding.rule, finding.figure, finding.field.as_str()) {
            (Rule::Hours | Rule::PartTime, Some(hours), "days_week") if hours > 7 => self.review_hours_a_week(hours),
            (Rule::Hours | Rule::PartTime, Some(hours), "hours_day") => self.review_hours_a_day(hours),
            (Rule::Hours, Some(_), _) => self.review_no_rest().to_owned(),
            (Rule::Wage, Some(yuan), "pay_min") => self.review_minimum(yuan),
            (Rule::Wage, None, "pay_min") => self.review_no_minimum().to_owned(),
            (Rule::Wage, Some(_), "pay_max") => self.review_wide_range().to_owned(),
            (Rule::Age, Some(age), _) => self.review_age_is(age),
            (Rule::Probation, Some(months), "trial") => self.review_trial_is(months),
            (Rule::Probation, Some(share), "trial_pay") => self.review_trial_pay_is(share),
            (Rule::Stale, Some(firms), "phone") => self.review_phone_firms(firms),
            (Rule::Stale, _, "title") => self.review_again().to_owned(),
            _ => String::new(),
        }
    }

    #[must_use]
    pub fn offer_stage(self, stage: Stage) -> &'static str {
        match stage {
            Stage::Review => self.firms_stage_review(),
            Stage::SentBack => self.firms_stage_sent_back(),
            Stage::Offered => self.firms_stage_offered(),
            Stage::Recalled => self.firms_stage_recalled(),
        }
    }

    #[must_use]
    pub fn recall_reason(self, reason: RecallReason) -> &'static str {
        match reason {
            RecallReason::Filled => self.firms_recall_filled(),
            RecallReason::EmployerAsks => self.firms_recall_asked(),
            RecallReason::Complaint => self.firms_recall_complaint(),
            RecallReason::Unlawful => self.firms_recall_unlawful(),
            RecallReason::Mistake | RecallReason::Other => self.firms_recall_mistake(),
        }
    }

    #[must_use]
    pub fn firm_deed(self, deed: FirmDeed) -> &'static str {
        match deed {
            FirmDeed::Visit => self.firms_visit(),
            FirmDeed::Need | FirmDeed::NeedClosed => self.firms_need(),
            FirmDeed::Complaint | FirmDeed::ComplaintClosed => self.firms_complaint(),
            FirmDeed::Other => self.desk_service_other(),
        }
    }

    #[must_use]
    pub fn firm_paper(self, paper: FirmPaper) -> &'static str {
        match paper {
            FirmPaper::Licence => self.firms_paper_licence(),
            FirmPaper::AgentId => self.firms_paper_agent(),
            FirmPaper::Mandate => self.firms_paper_mandate(),
            FirmPaper::Notice => self.firms_paper_notice(),
            FirmPaper::Other => self.desk_service_other(),
        }
    }

    /// What is noted on a task; of help, which rule asks for it.
    #[must_use]
    pub fn task_note<'a>(self, task: &'a TaskRow, rules: &'a [HelpRule]) -> &'a str {
        match task.reason {
            Reason::Help => {
                help::rule(rules, &task.note).map_or_else(|| self.help_quiet(), |rule| self.of_pack(&rule.says))
            }
            _ => &task.note,
        }
    }

    /// Why a text is no credit code, and what is likely meant.
    #[must_use]
    pub fn no_code(self, no: NoCode) -> String {
        match no {
            NoCode::Length => self.firms_code_length().to_owned(),
            NoCode::OldNumber => self.firms_code_old().to_owned(),
            NoCode::Organisation | NoCode::CheckCharacter => self.firms_code_check().to_owned(),
            NoCode::Character(c) => match likely(c) {
                Some(meant) => self.firms_code_meant(&c.to_string(), &meant.to_string()),
                None => self.firms_code_character(&c.to_string()),
            },
        }
    }

    /// Why a posting cannot be let through yet.
    #[must_use]
    pub fn not_yet(self, why: NotYet) -> &'static str {
        match why {
            NotYet::Blocked => self.firms_blocked(),
            NotYet::NoReason => self.firms_no_reason(),
        }
    }
}
