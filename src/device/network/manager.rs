//! `NetworkManager`, spoken to over the system's bus: which wireless networks are around, and joining one. The secret travels in the
//! message alone, and never on a command line; `NetworkManager` keeps it, as root.

use crate::domain::setup::Wireless;
use futures_lite::future::block_on;
use std::collections::HashMap;
use std::time::{Duration, Instant};
use zbus::zvariant::{OwnedObjectPath, Value};
use zbus::{Connection, Proxy};

const SERVICE: &str = "org.freedesktop.NetworkManager";
const MANAGER: &str = "/org/freedesktop/NetworkManager";
/// `NM_DEVICE_TYPE_WIFI`.
const RADIO: u32 = 2;
/// `NM_ACTIVE_CONNECTION_STATE_ACTIVATED`, and `…_DEACTIVATED`.
const ACTIVE: u32 = 2;
const GONE: u32 = 4;
/// `NM_802_11_AP_FLAGS_PRIVACY`.
const PRIVACY: u32 = 1;
/// `NM_802_11_AP_SEC_KEY_MGMT_SAE`, where WPA2's own is not offered beside it.
const SAE: u32 = 0x400;
const PSK: u32 = 0x100;
/// How long joining may take, and how often it is looked whether it is done.
const PATIENCE: Duration = Duration::from_secs(40);
const GLANCE: Duration = Duration::from_millis(250);

/// Why a network was not joined.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Refused {
    #[error("there is no NetworkManager here, or it does not let us: {0}")]
    Manager(String),
    #[error("no radio of this machine sees a network of this name")]
    NotSeen,
    #[error("the network did not let us in: most often the password is wrong")]
    NotLetIn,
}

impl From<zbus::Error> for Refused {
    fn from(error: zbus::Error) -> Self {
        Self::Manager(error.to_string())
    }
}

/// The networks around, the strongest first, each once; `None` where there is no `NetworkManager`.
pub(super) fn around() -> Option<Vec<Wireless>> {
    block_on(async { Bus::of_the_system().await?.around().await }).ok()
}

/// Joins a network, and waits until that is done.
///
/// # Errors
/// Where there is no `NetworkManager`, no such network, or the password is wrong.
pub fn join(name: &str, secret: &str) -> Result<(), Refused> {
    block_on(async { Bus::of_the_system().await?.join(name, secret).await })
}

struct Bus(Connection);

/// An access point, where it is and by which radio it is seen.
struct Seen {
    radio: OwnedObjectPath,
    point: OwnedObjectPath,
    network: Wireless,
    /// Only the newer way in is offered.
    sae_only: bool,
}

impl Bus {
    async fn of_the_system() -> Result<Self, Refused> {
        Ok(Self(Connection::system().await?))
    }

    async fn at<'a>(&'a self, path: &'a str, interface: &'a str) -> Result<Proxy<'a>, Refused> {
        let interface = if interface.is_empty() { SERVICE.to_owned() } else { format!("{SERVICE}.{interface}") };
        Ok(Proxy::new(&self.0, SERVICE, path, interface).await?)
    }

    async fn seen(&self) -> Result<Vec<Seen>, Refused> {
        let devices: Vec<OwnedObjectPath> = self.at(MANAGER, "").await?.call("GetDevices", &()).await?;
        let mut seen = Vec::new();
        for radio in devices {
            if self.at(&radio, "Device").await?.get_property::<u32>("DeviceType").await? != RADIO {
                continue;
            }
            let wireless = self.at(&radio, "Device.Wireless").await?;
            // Asked too often it refuses, and what it has seen before is there all the same.
            let none: HashMap<&str, Value<'_>> = HashMap::new();
            wireless.call::<_, _, ()>("RequestScan", &(none,)).await.ok();
            let active: OwnedObjectPath = wireless.get_property("ActiveAccessPoint").await?;
            let points: Vec<OwnedObjectPath> = wireless.call("GetAllAccessPoints", &()).await?;
            for point in points {
                // One may have gone since it was named.
                if let Ok(found) = self.point(&radio, &active, point).await {
                    seen.extend(found);
                }
            }
        }
        seen.sort_by_key(|one| (!one.network.joined, std::cmp::Reverse(one.network.strength)));
        Ok(seen)
    }

    async fn point(
        &self,
        radio: &OwnedObjectPath,
        active: &OwnedObjectPath,
        point: OwnedObjectPath,
    ) -> Result<Option<Seen>, Refused> {
        let proxy = self.at(&point, "AccessPoint").await?;
        let name: Vec<u8> = proxy.get_property("Ssid").await?;
        // A hidden one has no name, and one in another encoding cannot be read.
        let Some(name) = String::from_utf8(name).ok().filter(|name| !name.is_empty()) else { return Ok(None) };
        let rsn: u32 = proxy.get_property("RsnFlags").await?;
        let wpa: u32 = proxy.get_property("WpaFlags").await?;
        let flags: u32 = proxy.get_property("Flags").await?;
        let strength: u8 = proxy.get_property("Strength").await?;
        let network = Wireless {
            name,
            strength: strength.min(100),
            locked: flags & PRIVACY != 0 || rsn != 0 || wpa != 0,
            joined: *active == point,
        };
        drop(proxy);
        let sae_only = rsn & SAE != 0 && (rsn | wpa) & PSK == 0;
        Ok(Some(Seen { radio: radio.clone(), point, network, sae_only }))
    }

    async fn around(&self) -> Result<Vec<Wireless>, Refused> {
        let mut around: Vec<Wireless> = Vec::new();
        for one in self.seen().await? {
            if around.iter().all(|before| before.name != one.network.name) {
                around.push(one.network);
            }
        }
        Ok(around)
    }

    async fn join(&self, name: &str, secret: &str) -> Result<(), Refused> {
        let seen = self.seen().await?;
        let Some(one) = seen.into_iter().find(|one| one.network.name == name) else { return Err(Refused::NotSeen) };
        let settings = settings(&one, secret);
        let manager = self.at(MANAGER, "").await?;
        let begun: (OwnedObjectPath, OwnedObjectPath) =
            manager.call("AddAndActivateConnection", &(settings, &one.radio, &one.point)).await?;
        let (profile, active) = begun;
        let begun = Instant::now();
        while begun.elapsed() < PATIENCE {
            // What failed may be gone before it is asked.
            let state = match self.at(&active, "Connection.Active").await {
                Ok(proxy) => proxy.get_property::<u32>("State").await.unwrap_or(GONE),
                Err(_) => GONE,
            };
            match state {
                ACTIVE => return Ok(()),
                GONE => break,
                _ => std::thread::sleep(GLANCE),
            }
        }
        // A profile with a wrong password would be tried again and again.
        let profile = self.at(&profile, "Settings.Connection").await?;
        profile.call::<_, _, ()>("Delete", &()).await.ok();
        Err(Refused::NotLetIn)
    }
}

/// A profile of `NetworkManager`'s; what is not said is as it has it.
fn settings<'a>(one: &Seen, secret: &'a str) -> HashMap<&'static str, HashMap<&'static str, Value<'a>>> {
    let name = one.network.name.as_bytes().to_vec();
    let mut settings = HashMap::from([
        ("connection", HashMap::from([("id", Value::from(format!("yizhan {}", one.network.name)))])),
        ("802-11-wireless", HashMap::from([("ssid", Value::from(name))])),
    ]);
    if one.network.locked {
        let way = if one.sae_only { "sae" } else { "wpa-psk" };
        let security = HashMap::from([("key-mgmt", Value::from(way)), ("psk", Value::from(secret))]);
        settings.insert("802-11-wireless-security", security);
    }
    settings
}

#[cfg(test)]
mod tests;
