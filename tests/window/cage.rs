//! A terminal as the package starts it, with the programs of this build. What is on the screen is read on Xorg (`window.rs`); here it is
//! enough that the screen is drawn and everything behind it works. The same in a Debian of its own: `tests/packages.rs`.

use super::terminal::Machine;

#[test]
fn a_terminal_under_cage_is_set_up_used_updated_broken_and_comes_back() {
    Machine::of_this_build().is_set_up_used_updated_broken_and_comes_back();
}
