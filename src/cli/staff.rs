//! `yizhan staff`: the accounts of the desk.

use super::{Context, Done, Failure};
use crate::domain::pin;
use crate::domain::role::{Role, Roles};
use crate::domain::staff::StaffMember;
use crate::runtime::SharedWorld;
use crate::runtime::office::act;
use crate::runtime::world::random_bytes;
use rustix::termios::{LocalModes, OptionalActions, Termios, tcgetattr, tcsetattr};
use serde_json::json;
use std::io::{BufRead as _, IsTerminal as _};
use zeroize::Zeroizing;

#[derive(clap::Args)]
pub struct Options {
    #[command(subcommand)]
    command: Command,
}

#[derive(clap::Subcommand)]
enum Command {
    /// Open an account; the PIN of six digits is read from standard input
    Add {
        /// The name that the sign-in screen shows
        name: String,
        /// What she may do; several are given one after the other
        #[arg(long = "role", value_name = "ROLE", value_parser = role, default_value = "clerk")]
        roles: Vec<Role>,
    },
    /// List the accounts
    List,
    /// Say what an account may do from now on
    Roles {
        name: String,
        #[arg(value_parser = role, required = true)]
        roles: Vec<Role>,
    },
    /// Give an account another PIN, read from standard input, and unlock it
    Pin { name: String },
    /// Close an account; its name stays on what it did
    Close { name: String },
}

fn role(word: &str) -> Result<Role, String> {
    let known = || Role::ALL.map(Role::as_str).join(", ");
    Role::parse(word).ok_or_else(|| format!("no such role; there are: {}", known()))
}

fn told(member: &StaffMember) -> serde_json::Value {
    let roles: Vec<_> = member.roles.each().map(Role::as_str).collect();
    json!({ "id": member.id, "name": member.name, "roles": roles })
}

pub fn run(context: &mut Context, options: &Options) -> Done {
    let mut station = context.station()?;
    let world = SharedWorld::clone(&context.world);
    let act = act(None, &*world);
    match &options.command {
        Command::Add { name, roles } => {
            let pin = good_pin(context)?;
            let member = station.add_staff(name, &pin, Roles::of(roles), &random_bytes(&*world), &act)?;
            context.printer.either(&told(&member), || format!("{} may sign in now", member.name))
        }
        Command::List => {
            let staff = station.list_staff()?;
            let list: Vec<_> = staff.iter().map(told).collect();
            let line = |member: &StaffMember| {
                let roles: Vec<_> = member.roles.each().map(Role::as_str).collect();
                format!("{} ({})", member.name, roles.join(", "))
            };
            context.printer.either(&list, || staff.iter().map(line).collect::<Vec<_>>().join("\n"))
        }
        Command::Roles { name, roles } => {
            let member = station.set_roles(name, Roles::of(roles), &act)?;
            context.printer.either(&told(&member), || format!("{} has other roles now", member.name))
        }
        Command::Pin { name } => {
            let pin = good_pin(context)?;
            station.set_pin(name, &pin, &random_bytes(&*world), &act)?;
            context.printer.either(&json!({ "name": name }), || format!("{name} signs in with the new PIN"))
        }
        Command::Close { name } => {
            station.close_account(name, &act)?;
            context.printer.either(&json!({ "name": name }), || format!("{name} signs in no more"))
        }
    }
}

/// Reads a PIN that is good enough.
fn good_pin(context: &Context) -> Result<Zeroizing<String>, Failure> {
    let pin = read_pin(context)?;
    if pin::judge(&pin).is_err() {
        return Err(Failure::Because(context.words.cli_weak_pin().to_owned()));
    }
    Ok(pin)
}

/// Reads a PIN: from a terminal without showing it, else the first line of standard input.
fn read_pin(context: &Context) -> Result<Zeroizing<String>, Failure> {
    let stdin = std::io::stdin();
    let silent = stdin.is_terminal().then(|| {
        context.printer.ask(context.words.cli_ask_pin());
        Silence::begin()
    });
    let mut line = Zeroizing::new(String::new());
    stdin.lock().read_line(&mut line)?;
    if silent.is_some() {
        context.printer.ask("\n");
    }
    Ok(Zeroizing::new(line.trim().to_owned()))
}

/// The terminal without its echo, until dropped.
struct Silence(Option<Termios>);

impl Silence {
    fn begin() -> Self {
        let stdin = std::io::stdin();
        let Ok(before) = tcgetattr(&stdin) else { return Self(None) };
        let mut quiet = before.clone();
        quiet.local_modes.remove(LocalModes::ECHO);
        let set = tcsetattr(&stdin, OptionalActions::Flush, &quiet);
        Self(set.is_ok().then_some(before))
    }
}

impl Drop for Silence {
    fn drop(&mut self) {
        if let Some(before) = &self.0 {
            tcsetattr(std::io::stdin(), OptionalActions::Now, before).ok();
        }
    }
}
