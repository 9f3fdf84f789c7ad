//! Forms that people fill in at the machine, every question answered as it can be.

use serde_json::Value;
use yizhan::domain::Given;
use yizhan::domain::content::{Body, Field, FieldKind, FormDef, read};
use yizhan::domain::service::fill::{Filled, is_asked};
use yizhan::runtime::submitting::submit;
use yizhan::runtime::{Event, World};
use yizhan::store::Station;

const PACK: &str = include_str!("../../platform/assets/packs/forms.json");
/// Those that are about nothing on a shelf.
const LEFT: [&str; 4] = ["mentor", "employment-register", "insurance-register", "opinion"];

pub struct Forms(Vec<FormDef>);

impl Forms {
    /// The forms that the platform seeds.
    pub fn of_the_seed() -> Self {
        let pack: Value = serde_json::from_str(PACK).unwrap();
        let Ok(Some(Body::Forms(forms))) = read("forms", &pack["body"].to_string()) else { panic!("no forms") };
        Self(LEFT.iter().map(|id| forms.forms.iter().find(|form| form.id == *id).unwrap().clone()).collect())
    }

    /// Somebody leaves the next of them; no two are the same.
    pub fn leave(&self, store: &mut Station, n: usize, world: &dyn World) {
        let form = &self.0[n % self.0.len()];
        let mut filled = Filled { form: form.id.clone(), version: form.version, ..Filled::default() };
        for field in form.fields() {
            if is_asked(form, field, &filled.answers) {
                filled.answers.insert(field.id.clone(), given(field, n));
            }
        }
        let event = submit(store, form, &filled, (None, None), world).unwrap();
        assert!(matches!(&event, Event::Submitted(registered) if !registered.already), "{}: {event:?}", form.id);
    }
}

fn given(field: &Field, n: usize) -> Given {
    let one = |text: &str| Given::One(text.to_owned());
    match field.kind {
        FieldKind::Choice => one(&field.options[0].code),
        FieldKind::Many => Given::Many(vec![field.options[0].code.clone()]),
        FieldKind::YesNo | FieldKind::Consent => one("yes"),
        FieldKind::Name => one("测试甲"),
        FieldKind::IdNumber => one("430000199003071519"),
        FieldKind::Phone => one(&format!("138{n:08}")),
        FieldKind::CreditCode => one("91430000MA0TEXT04Y"),
        FieldKind::Email => one("a@b.cn"),
        FieldKind::Number | FieldKind::Money => one(&field.min.unwrap_or(1).max(1).to_string()),
        FieldKind::Day => one("2026-01-05"),
        FieldKind::Month => one("2025-12"),
        FieldKind::Line | FieldKind::Long => one(&format!("第{n}份")),
    }
}
