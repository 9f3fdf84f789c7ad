//! Content: what the province gives its stations to show and to ask, as packs. Shelves of things to read (policies,
//! courses, experts, events, places, law), forms to fill in, plans of steps, assessments and the meanings of words.
//!
//! These are the shapes of the packs' bodies. Whether a body has its shape is the format's own question, so that it is
//! answered here ([`read()`]) for both sides; each asks it itself before it believes a pack.

mod check;
mod codes;
mod desk;
mod form;
mod playlist;
mod read;
mod rule;
mod said;
mod shelf;
mod streets;
mod voices;

pub use codes::{CodeList, CodeLists};
pub use desk::{
    Format, HelpRule, HelpRules, Need, PERSON, POSTING, Period, ProvinceColumn, ProvinceFields, ServicePlan,
    ServicePlans, When,
};
pub use form::{
    Calculation, Calculator, Choice, Field, FieldKind, First, FormDef, Forms, MAX_PICTURES, Prefill, ShowIf, Step,
};
pub use playlist::{Film, Hours, Playlist, SECONDS, Show, USUAL_SECONDS};
pub use read::{Body, Flaw, FlawKind, read};
pub use rule::{Condition, Rule};
pub use said::Said;
pub use shelf::{
    Act, Area, Assessment, Assessments, Booth, Do, Fact, Glossary, Group, Guides, Item, Method, Offer, Origin, Outcome,
    Part, Plan, PlanStep, Question, Shelf, ShelfKind, Stand, Term, Wanted, Weekly,
};
pub use streets::{Degrees, Street, Streets};
pub use voices::{Dialect, Recording, Voices};

/// Policies, with the questions by which they find people.
pub const POLICIES: &str = "policies";
/// Guided business and other plans of steps.
pub const GUIDES: &str = "guides";
pub const ASSESSMENTS: &str = "assessments";
pub const COURSES: &str = "courses";
pub const EXPERTS: &str = "experts";
pub const EVENTS: &str = "events";
pub const PLACES: &str = "places";
/// Postings of a campaign or for a group of people, by the conditions that find them.
pub const ZONES: &str = "zones";
pub const FORMS: &str = "forms";
/// Law and rights.
pub const SHELF: &str = "shelf";
/// What words mean.
pub const GLOSSARY: &str = "glossary";

/// What is shown while nobody uses the station.
pub const PLAYLIST: &str = "playlist";

/// What is said aloud in the speech of a place.
pub const VOICES: &str = "voices";

/// Where streets and towns lie.
pub const STREETS: &str = "streets";

/// Which services some groups of people are owed.
pub const PLANS: &str = "plans";

/// When help triggers itself.
pub const HELP: &str = "help";

/// In which fields and codes lists are handed on.
pub const FIELDS: &str = "fields";

/// Code lists of the province.
pub const CODES: &str = "codes";

/// Every kind of content.
pub const KINDS: [&str; 18] = [
    POLICIES,
    GUIDES,
    ASSESSMENTS,
    COURSES,
    EXPERTS,
    EVENTS,
    PLACES,
    ZONES,
    FORMS,
    SHELF,
    GLOSSARY,
    PLAYLIST,
    VOICES,
    STREETS,
    PLANS,
    HELP,
    FIELDS,
    CODES,
];

/// Whether packs of this kind are content.
#[must_use]
pub fn is_content(kind: &str) -> bool {
    KINDS.contains(&kind)
}
