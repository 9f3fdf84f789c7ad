//! What is printed for a person to take home: a slip's parts, and how its printing went. Words are in it already; sizes
//! and dots are the printer's.

/// A slip, from top to bottom.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Slip {
    pub parts: Vec<Part>,
}

/// A part of a slip.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Part {
    /// What the slip is about: large and bold.
    Title(String),
    /// The one thing to be seen from afar, a wage or a number: the largest.
    Great(String),
    /// A sentence or a fact.
    Text(String),
    /// What must not be missed: bold.
    Strong(String),
    /// Where it comes from.
    Small(String),
    /// A line across.
    Line,
    /// A code that holds this text.
    Code(String),
}

/// How the printing of a slip stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Printing {
    /// On its way.
    Sending,
    /// It lies in the tray.
    Done,
    Failed(PrintTrouble),
}

/// Why there is no slip. What else can be done stands on the same screen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PrintTrouble {
    /// The roll is used up.
    NoPaper,
    CoverOpen,
    /// Unplugged or switched off, or nobody answers at its address.
    Absent,
    /// It is there and does not go on: jammed, or hung up.
    Stuck,
}
