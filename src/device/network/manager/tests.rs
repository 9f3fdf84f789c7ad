//! `NetworkManager` as far as it is asked here, on a bus of the test's own.

use super::*;
use std::io::{BufRead as _, BufReader};
use std::process::{Child, Command, Stdio};
use std::sync::{Arc, Mutex};
use zbus::connection::Builder;
use zbus::object_server::Interface;
use zbus::zvariant::OwnedValue;

/// A bus that nobody else is on.
struct Lines(Child, String);

impl Lines {
    fn start() -> Self {
        let mut daemon = Command::new("dbus-daemon")
            .args(["--session", "--nofork", "--nopidfile", "--print-address"])
            .stdout(Stdio::piped())
            .spawn()
            .expect("dbus-daemon (apt install dbus-daemon)");
        let mut address = String::new();
        BufReader::new(daemon.stdout.take().unwrap()).read_line(&mut address).unwrap();
        Self(daemon, address.trim().to_owned())
    }

    async fn connect(&self) -> Connection {
        Builder::address(self.1.as_str()).unwrap().build().await.unwrap()
    }
}

impl Drop for Lines {
    fn drop(&mut self) {
        self.0.kill().ok();
        self.0.wait().ok();
    }
}

const RADIO_AT: &str = "/org/freedesktop/NetworkManager/Devices/3";
const CABLE_AT: &str = "/org/freedesktop/NetworkManager/Devices/2";
const HALL: &str = "/org/freedesktop/NetworkManager/AccessPoint/7";
const FAR: &str = "/org/freedesktop/NetworkManager/AccessPoint/8";
const PROFILE: &str = "/org/freedesktop/NetworkManager/Settings/1";
const TRY: &str = "/org/freedesktop/NetworkManager/ActiveConnection/1";

fn path(text: &str) -> OwnedObjectPath {
    OwnedObjectPath::try_from(text).unwrap()
}

type Profile = HashMap<String, HashMap<String, OwnedValue>>;

/// What the radio was told, and whether a profile was taken back.
#[derive(Default)]
struct Told {
    profile: Option<Profile>,
    /// By which radio, to which access point.
    by: Option<(OwnedObjectPath, OwnedObjectPath)>,
    deleted: bool,
}

struct Root(Arc<Mutex<Told>>);

#[zbus::interface(name = "org.freedesktop.NetworkManager")]
impl Root {
    #[expect(clippy::unused_self, reason = "the bus asks an object")]
    fn get_devices(&self) -> Vec<OwnedObjectPath> {
        vec![path(CABLE_AT), path(RADIO_AT)]
    }

    fn add_and_activate_connection(
        &self,
        profile: Profile,
        device: OwnedObjectPath,
        point: OwnedObjectPath,
    ) -> (OwnedObjectPath, OwnedObjectPath) {
        let mut told = self.0.lock().unwrap();
        told.profile = Some(profile);
        told.by = Some((device, point));
        (path(PROFILE), path(TRY))
    }
}

struct Device(u32);

#[zbus::interface(name = "org.freedesktop.NetworkManager.Device")]
impl Device {
    #[zbus(property)]
    fn device_type(&self) -> u32 {
        self.0
    }
}

struct Radio;

#[zbus::interface(name = "org.freedesktop.NetworkManager.Device.Wireless")]
#[expect(clippy::unused_self, reason = "the bus asks an object")]
impl Radio {
    fn request_scan(&self, options: HashMap<String, OwnedValue>) {
        drop(options);
    }

    fn get_all_access_points(&self) -> Vec<OwnedObjectPath> {
        vec![path(FAR), path(HALL)]
    }

    #[zbus(property)]
    fn active_access_point(&self) -> OwnedObjectPath {
        path("/")
    }
}

struct Point(&'static str, u8, u32);

#[zbus::interface(name = "org.freedesktop.NetworkManager.AccessPoint")]
impl Point {
    #[zbus(property)]
    fn ssid(&self) -> Vec<u8> {
        self.0.as_bytes().to_vec()
    }

    #[zbus(property)]
    fn strength(&self) -> u8 {
        self.1
    }

    #[zbus(property)]
    #[expect(clippy::unused_self, reason = "the bus asks an object")]
    fn flags(&self) -> u32 {
        0
    }

    #[zbus(property)]
    #[expect(clippy::unused_self, reason = "the bus asks an object")]
    fn wpa_flags(&self) -> u32 {
        0
    }

    #[zbus(property)]
    fn rsn_flags(&self) -> u32 {
        self.2
    }
}

/// It lets in whoever has the password.
struct Try(Arc<Mutex<Told>>);

#[zbus::interface(name = "org.freedesktop.NetworkManager.Connection.Active")]
impl Try {
    #[zbus(property)]
    fn state(&self) -> u32 {
        let told = self.0.lock().unwrap();
        let security = told.profile.as_ref().and_then(|profile| profile.get("802-11-wireless-security"));
        let secret = security.and_then(|security| security.get("psk")?.downcast_ref::<String>().ok());
        if secret.as_deref() == Some("correct horse") { ACTIVE } else { GONE }
    }
}

struct Saved(Arc<Mutex<Told>>);

#[zbus::interface(name = "org.freedesktop.NetworkManager.Settings.Connection")]
impl Saved {
    fn delete(&self) {
        self.0.lock().unwrap().deleted = true;
    }
}

async fn put(connection: &Connection, at: &str, object: impl Interface) {
    connection.object_server().at(at, object).await.unwrap();
}

/// `NetworkManager` on the bus, with a cable and a radio that sees two networks.
async fn manager(lines: &Lines) -> (Connection, Arc<Mutex<Told>>) {
    let told = Arc::<Mutex<Told>>::default();
    let connection = lines.connect().await;
    put(&connection, MANAGER, Root(Arc::clone(&told))).await;
    put(&connection, CABLE_AT, Device(1)).await;
    put(&connection, RADIO_AT, Device(RADIO)).await;
    put(&connection, RADIO_AT, Radio).await;
    put(&connection, HALL, Point("驿站", 80, PSK | SAE)).await;
    put(&connection, FAR, Point("隔壁", 30, SAE)).await;
    put(&connection, TRY, Try(Arc::clone(&told))).await;
    put(&connection, PROFILE, Saved(Arc::clone(&told))).await;
    connection.request_name(SERVICE).await.unwrap();
    (connection, told)
}

#[test]
fn the_networks_around_are_told_and_one_is_joined_by_its_password() {
    let lines = Lines::start();
    block_on(async {
        let (_here, told) = manager(&lines).await;
        let bus = Bus(lines.connect().await);
        let around = bus.around().await.unwrap();
        let names: Vec<_> = around.iter().map(|one| (one.name.as_str(), one.strength, one.locked)).collect();
        assert_eq!(names, [("驿站", 80, true), ("隔壁", 30, true)], "the strongest first");

        assert_eq!(bus.join("驿站", "correct horse").await, Ok(()));
        assert!(!told.lock().unwrap().deleted, "it stays joined");
        assert_eq!(told.lock().unwrap().by, Some((path(RADIO_AT), path(HALL))));
        let word = |name: &str| {
            let told = told.lock().unwrap();
            told.profile.as_ref().unwrap()["802-11-wireless-security"][name].downcast_ref::<String>().unwrap()
        };
        assert_eq!(word("key-mgmt"), "wpa-psk");
        assert_eq!(bus.join("隔壁", "wrong").await, Err(Refused::NotLetIn));
        assert_eq!(word("key-mgmt"), "sae", "where nothing else is offered");
        assert!(told.lock().unwrap().deleted, "a wrong password is not tried again and again");
        assert_eq!(bus.join("nobody's", "").await, Err(Refused::NotSeen));
    });
}

#[test]
fn without_a_manager_nothing_can_be_joined_and_that_is_said() {
    let lines = Lines::start();
    block_on(async {
        let bus = Bus(lines.connect().await);
        assert!(matches!(bus.around().await, Err(Refused::Manager(_))));
        assert!(matches!(bus.join("驿站", "x").await, Err(Refused::Manager(_))));
    });
}
