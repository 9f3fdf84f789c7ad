//! `yizhan staff`: the accounts of the desk.

use super::{Context, Done, Failure};
use crate::domain::pin;
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
    },
    /// List the accounts
    List,
}

pub fn run(context: &mut Context, options: &Options) -> Done {
    let mut station = context.station()?;
    match &options.command {
        Command::Add { name } => {
            let pin = read_pin(context)?;
            if pin::judge(&pin).is_err() {
                return Err(Failure::Because(context.words.cli_weak_pin().to_owned()));
            }
            let member = station.add_staff(name, &pin, &random_bytes(&*context.world), context.world.now())?;
            context
                .printer
                .either(&json!({ "id": member.id, "name": member.name }), || format!("{} may sign in now", member.name))
        }
        Command::List => {
            let staff = station.list_staff()?;
            let list: Vec<_> = staff.iter().map(|m| json!({ "id": m.id, "name": m.name })).collect();
            context.printer.either(&list, || staff.iter().map(|m| m.name.as_str()).collect::<Vec<_>>().join("\n"))
        }
    }
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
