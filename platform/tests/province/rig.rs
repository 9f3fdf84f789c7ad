//! A platform with everything beside the stations' side: cockpit, metrics, pages, schedule.

use reqwest::blocking::Client;
use reqwest::redirect::Policy;
use std::io::{BufRead as _, BufReader, Write as _};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::Once;

pub const PASSWORD: &str = "correct horse battery";

pub struct Province {
    pub folder: tempfile::TempDir,
    server: Option<Child>,
    /// Of stations and phones.
    pub public: String,
    pub cockpit: String,
    pub metrics: String,
}

impl Province {
    /// A folder with nothing in it, not served yet.
    pub fn empty() -> Self {
        let none = String::new;
        let folder = tempfile::tempdir().unwrap();
        Self { folder, server: None, public: none(), cockpit: none(), metrics: none() }
    }

    pub fn data(&self) -> &Path {
        self.folder.path()
    }

    pub fn serve(&mut self, more: &[&str]) {
        let mut server = self
            .command(&["serve", "--listen", "127.0.0.1:0", "--cockpit", "127.0.0.1:0", "--metrics", "127.0.0.1:0"])
            .args(more)
            .env("YIZHAN_LOG", "warn")
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let mut lines = BufReader::new(server.stdout.take().unwrap()).lines().map_while(Result::ok);
        let mut address = |begin: &str| lines.next().unwrap().strip_prefix(begin).unwrap().to_owned();
        self.public = address("listening on ");
        self.cockpit = address("cockpit on ");
        self.metrics = address("metrics on ");
        self.server = Some(server);
    }

    pub fn stop(&mut self) {
        if let Some(mut server) = self.server.take() {
            server.kill().unwrap();
            server.wait().unwrap();
        }
    }

    pub fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_yizhan-platform"));
        command.args(arguments).env("YIZHAN_PLATFORM_DATA", self.data());
        command
    }

    pub fn run(&self, arguments: &[&str]) -> String {
        let output = self.command(arguments).output().unwrap();
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8(output.stdout).unwrap()
    }

    /// What a command that must fail says.
    pub fn refusal(&self, arguments: &[&str]) -> String {
        let output = self.command(arguments).output().unwrap();
        assert_eq!(output.status.code(), Some(1), "{}", String::from_utf8_lossy(&output.stdout));
        String::from_utf8(output.stderr).unwrap()
    }

    pub fn operator(&self, name: &str, role: &str) {
        let mut command = self.command(&["operator", "add", "--name", name, "--role", role]);
        let mut child = command.stdin(Stdio::piped()).stdout(Stdio::null()).spawn().unwrap();
        writeln!(child.stdin.take().unwrap(), "{PASSWORD}").unwrap();
        assert!(child.wait().unwrap().success());
    }
}

impl Drop for Province {
    fn drop(&mut self) {
        self.stop();
    }
}

/// A client that keeps no cookie and follows nothing.
pub fn client() -> Client {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        let _chosen_before = rustls::crypto::ring::default_provider().install_default();
    });
    Client::builder().redirect(Policy::none()).no_proxy().build().unwrap()
}
