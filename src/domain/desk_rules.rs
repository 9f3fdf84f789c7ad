//! By what the desk works: the plans, the rules of help and the province's fields that are in force, each the province's
//! where it has sent one, and else the program's own.

use super::content::{Body, HelpRule, ProvinceFields, ServicePlan};
use super::{help, plan};

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DeskRules {
    pub plans: Vec<ServicePlan>,
    pub help: Vec<HelpRule>,
    /// In which lists are handed on; `None`: as the program has them.
    pub fields: Option<ProvinceFields>,
}

impl Default for DeskRules {
    fn default() -> Self {
        Self { plans: plan::plans().to_vec(), help: help::rules().to_vec(), fields: None }
    }
}

impl DeskRules {
    /// Takes a pack's body in, in place of the one of its kind; what is none of the desk's comes back.
    pub fn take(&mut self, pack: Body) -> Option<Body> {
        match pack {
            Body::ServicePlans(plans) => self.plans = plans.plans,
            Body::HelpRules(rules) => self.help = rules.rules,
            Body::Fields(fields) => self.fields = Some(fields),
            other => return Some(other),
        }
        None
    }
}
