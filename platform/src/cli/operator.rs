//! `yizhan-platform operator`: accounts of the cockpit.

use super::{Data, Failure, now, printed, random};
use crate::core::accounts::{Account, Accounts as _, Role, check};
use crate::http::cockpit::hash_password;
use clap::{Args, Subcommand};
use serde_json::json;
use std::io::{self, BufRead as _, Write as _};

#[derive(Debug, Subcommand)]
pub enum Operator {
    /// Make an account; its password is read from standard input, one line
    Add(Add),
    /// Give an account another password, read from standard input; ends its lock and its sessions
    Password(One),
    /// Take an account away
    Remove(One),
    /// List the accounts
    List(List),
}

#[derive(Debug, Args)]
pub struct Add {
    #[command(flatten)]
    one: One,
    /// What it may do: viewer, reviewer, manager
    #[arg(long, value_name = "ROLE", default_value = "viewer", value_parser = role)]
    role: Role,
}

#[derive(Debug, Args)]
pub struct One {
    #[command(flatten)]
    data: Data,
    /// The account's name: small letters, digits, points, hyphens
    #[arg(long, value_name = "N")]
    name: String,
}

#[derive(Debug, Args)]
pub struct List {
    #[command(flatten)]
    data: Data,
    /// Print one JSON object a line
    #[arg(long)]
    json: bool,
}

impl Operator {
    pub fn run(&self) -> Result<(), Failure> {
        match self {
            Self::Add(add) => add.run(),
            Self::Password(one) => {
                let password = one.password()?;
                let known = one.data.open()?.set_password(&one.name, &hash(&password)?)?;
                one.say(known, "has another password")
            }
            Self::Remove(one) => one.say(one.data.open()?.remove_account(&one.name)?, "is gone"),
            Self::List(list) => list.run(),
        }
    }
}

impl Add {
    fn run(&self) -> Result<(), Failure> {
        let password = self.one.password()?;
        let account = Account {
            name: self.one.name.clone(),
            role: self.role,
            password: hash(&password)?,
            failures: 0,
            locked_until: None,
        };
        if !self.one.data.open()?.add_account(&account, now())? {
            return Err(format!("there is an account {} already", self.one.name).into());
        }
        self.one.say(true, &format!("is an account; it is a {}", self.role.as_str()))
    }
}

impl One {
    /// Not an argument: whoever is on the machine can read those.
    fn password(&self) -> Result<String, Failure> {
        let mut line = String::new();
        io::stdin().lock().read_line(&mut line)?;
        let password = line.trim_end_matches(['\r', '\n']).to_owned();
        check(&self.name, &password)?;
        Ok(password)
    }

    fn say(&self, known: bool, done: &str) -> Result<(), Failure> {
        if !known {
            return Err(format!("there is no account {}", self.name).into());
        }
        printed(writeln!(io::stdout(), "{} {done}", self.name))?;
        Ok(())
    }
}

impl List {
    fn run(&self) -> Result<(), Failure> {
        let mut out = io::stdout().lock();
        for account in self.data.open()?.accounts()? {
            let (name, role, now) = (&account.name, account.role.as_str(), now());
            let locked_until = account.locked_until.filter(|_| account.is_locked(now));
            let line = if self.json {
                json!({ "name": name, "role": role, "locked_until": locked_until }).to_string()
            } else {
                let locked = locked_until.map_or_else(String::new, |until| format!(", locked until {until:.0}"));
                format!("{name}  {role}{locked}")
            };
            if !printed(writeln!(out, "{line}"))? {
                break;
            }
        }
        Ok(())
    }
}

fn hash(password: &str) -> Result<String, Failure> {
    Ok(hash_password(password, &random()?)?)
}

fn role(word: &str) -> Result<Role, String> {
    Role::parse(word).ok_or_else(|| format!("one of: {}", Role::ALL.map(Role::as_str).join(", ")))
}
