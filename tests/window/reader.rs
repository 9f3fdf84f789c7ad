//! The other side of AT-SPI, as a screen reader has it: a bus of its own, the registry, and questions to the window.

use futures_lite::future::block_on;
use std::io::{BufRead as _, BufReader};
use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::Duration;
use zbus::Connection;
use zbus::connection::Builder;
use zbus::zvariant::{OwnedObjectPath, OwnedValue, Value};

const ACCESSIBLE: &str = "org.a11y.atspi.Accessible";
/// How long one answer may take.
const ANSWER: Duration = Duration::from_secs(15);
/// Deeper than any page; a circle in the tree would never end.
const DEEPEST: usize = 60;

/// A session bus of this test's own, with assistive technology switched on.
pub struct Bus {
    daemon: Child,
    address: String,
    runtime: PathBuf,
}

impl Bus {
    pub fn start(folder: &Path, display: &str) -> Self {
        let runtime = folder.join("runtime");
        std::fs::create_dir(&runtime).unwrap();
        std::fs::set_permissions(&runtime, std::fs::Permissions::from_mode(0o700)).unwrap();
        let socket = format!("unix:path={}", folder.join("bus").display());
        let mut daemon = Command::new("dbus-daemon")
            .args(["--session", "--nofork", "--print-address=1", "--address", &socket])
            .env("XDG_RUNTIME_DIR", &runtime)
            .env("DISPLAY", display)
            .env_remove("DBUS_SESSION_BUS_ADDRESS")
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap_or_else(|error| panic!("dbus-daemon: {error}; packaging/debian-packages.txt names the package"));
        let mut address = String::new();
        BufReader::new(daemon.stdout.take().unwrap()).read_line(&mut address).unwrap();
        let address = address.trim().to_owned();
        assert!(!address.is_empty(), "dbus-daemon gave no address");
        Self { daemon, address, runtime }
    }

    /// What a program needs to know to be found.
    pub fn environment(&self) -> [(&'static str, String); 2] {
        let runtime = self.runtime.to_str().unwrap().to_owned();
        [("DBUS_SESSION_BUS_ADDRESS", self.address.clone()), ("XDG_RUNTIME_DIR", runtime)]
    }
}

impl Drop for Bus {
    fn drop(&mut self) {
        // What it has started goes with it.
        self.daemon.kill().ok();
        self.daemon.wait().ok();
    }
}

/// Something on the screen as it is told to assistive technology.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Node {
    pub name: String,
    pub role: Role,
    /// Left, top, width and height, in pixels of the screen.
    pub extents: [i32; 4],
    owner: String,
    path: OwnedObjectPath,
}

/// What a thing is, by the numbers of AT-SPI (atspi-constants.h).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Role {
    CheckBox,
    Image,
    PageTab,
    Button,
    Entry,
    /// A choice that stays pressed.
    Toggle,
    Heading,
    Landmark,
    Other(u32),
}

impl Role {
    const fn of(number: u32) -> Self {
        match number {
            7 => Self::CheckBox,
            27 => Self::Image,
            37 => Self::PageTab,
            43 => Self::Button,
            62 => Self::Toggle,
            79 => Self::Entry,
            83 => Self::Heading,
            110 => Self::Landmark,
            other => Self::Other(other),
        }
    }
}

type Reference = (String, OwnedObjectPath);

/// A connection on which no question waits for ever: who has been asked may be about to end, or may not be there yet, and a bus on
/// a busy machine then says nothing at all.
fn patient(address: &str) -> Builder<'_> {
    Builder::address(address).unwrap().method_timeout(ANSWER)
}

/// Where assistive technology is switched on and off.
const BUS: (&str, &str) = ("org.a11y.Bus", "/org/a11y/bus");

async fn switch(session: &Connection, on: bool) {
    let what = ("org.a11y.Status", "IsEnabled", Value::from(on));
    let properties = Some("org.freedesktop.DBus.Properties");
    session.call_method(Some(BUS.0), BUS.1, properties, "Set", &what).await.unwrap();
}

pub struct Reader {
    connection: Connection,
    session: Connection,
}

impl Reader {
    /// Switches assistive technology on, as a screen reader does when it starts, and connects to its bus.
    pub fn connect(bus: &Bus) -> Self {
        block_on(async {
            let session = patient(&bus.address).build().await.unwrap();
            switch(&session, true).await;
            let (name, path) = BUS;
            let answer = session.call_method(Some(name), path, Some("org.a11y.Bus"), "GetAddress", &()).await.unwrap();
            let address: String = answer.body().deserialize().unwrap();
            Self { connection: patient(&address).build().await.unwrap(), session }
        })
    }

    /// Switches assistive technology off and on, as somebody does whose screen reader says nothing.
    pub fn again(&self) {
        block_on(async {
            switch(&self.session, false).await;
            switch(&self.session, true).await;
        });
    }

    /// The tree of the one program there is, from its first node to its last; empty while no window is registered.
    pub fn nodes(&self) -> Vec<Node> {
        let root = ("org.a11y.atspi.Registry", "/org/a11y/atspi/accessible/root");
        let programs = block_on(self.children(root.0, root.1)).unwrap_or_default();
        let mut nodes = Vec::new();
        for program in &programs {
            block_on(self.walk(program, 0, &mut nodes));
        }
        nodes
    }

    /// What goes away while it is looked at is left out.
    async fn walk(&self, reference: &Reference, depth: usize, nodes: &mut Vec<Node>) {
        let (owner, path) = reference;
        if depth > 0 {
            let Some(node) = self.node(reference).await else { return };
            nodes.push(node);
        }
        if depth < DEEPEST {
            for child in self.children(owner, path.as_str()).await.unwrap_or_default() {
                Box::pin(self.walk(&child, depth + 1, nodes)).await;
            }
        }
    }

    async fn children(&self, owner: &str, path: &str) -> zbus::Result<Vec<Reference>> {
        let answer = self.connection.call_method(Some(owner), path, Some(ACCESSIBLE), "GetChildren", &()).await?;
        answer.body().deserialize()
    }

    async fn node(&self, (owner, path): &Reference) -> Option<Node> {
        let connection = &self.connection;
        let place = path.as_str();
        let owner = owner.as_str();
        let properties = Some("org.freedesktop.DBus.Properties");
        let name = connection.call_method(Some(owner), place, properties, "Get", &(ACCESSIBLE, "Name")).await.ok()?;
        let name: OwnedValue = name.body().deserialize().ok()?;
        let role = connection.call_method(Some(owner), place, Some(ACCESSIBLE), "GetRole", &()).await.ok()?;
        let component = Some("org.a11y.atspi.Component");
        // Relative to the screen. The program itself has no place on it.
        let extents = connection.call_method(Some(owner), place, component, "GetExtents", &(0_u32,)).await;
        let extents = extents.ok().and_then(|answer| answer.body().deserialize::<(i32, i32, i32, i32)>().ok());
        let (x, y, width, height) = extents.unwrap_or_default();
        Some(Node {
            name: String::try_from(name).ok()?,
            role: Role::of(role.body().deserialize().ok()?),
            extents: [x, y, width, height],
            owner: owner.to_owned(),
            path: path.clone(),
        })
    }

    /// Presses a node by its first action; whether it was still there to be pressed.
    pub fn press(&self, node: &Node) -> bool {
        let action = Some("org.a11y.atspi.Action");
        let pressed = block_on(self.connection.call_method(
            Some(node.owner.as_str()),
            node.path.as_str(),
            action,
            "DoAction",
            &(0_i32,),
        ));
        pressed.and_then(|answer| answer.body().deserialize()).unwrap_or(false)
    }
}
