//! Code lists of the province (规范数据采集, 数据同标): what may be answered to a question, under the codes that every system of
//! the province knows. Each list has a version, and its codes have days: a code is ended and never taken out, so that what
//! was answered while it held can be judged and read for as long as it is kept.

use super::Said;
use super::form::{Choice, FormDef};
use serde::Deserialize;

/// The body of a pack of code lists.
#[derive(Debug, Clone, PartialEq, Eq, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CodeLists {
    pub lists: Vec<CodeList>,
}

/// One list.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CodeList {
    /// By this forms ask for it.
    pub id: String,
    /// Goes up with every change.
    pub version: u32,
    pub title: Said,
    /// The standard or the document it comes from.
    pub source: String,
    pub codes: Vec<Choice>,
}

impl CodeLists {
    #[must_use]
    pub fn list(&self, id: &str) -> Option<&CodeList> {
        self.lists.iter().find(|list| list.id == id)
    }

    /// Gives the questions of a form that ask for a list its codes. Returns whether every list was there.
    pub fn fill(&self, form: &mut FormDef) -> bool {
        let mut whole = true;
        for field in form.steps.iter_mut().flat_map(|step| &mut step.fields) {
            let Some(id) = &field.list else { continue };
            let list = self.list(id);
            whole &= list.is_some();
            field.options = list.map_or_else(Vec::new, |list| list.codes.clone());
            field.list_version = list.map_or(0, |list| list.version);
        }
        whole
    }
}
