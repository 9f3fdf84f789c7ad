//! The network as it shows to a program without rights: which cards there are, which of them leads out, whether the platform answers.
//! Wireless networks are joined by `NetworkManager`, where the machine has it; where not, that is said.

mod manager;

use crate::domain::setup::{Link, Network, Reach};
use std::fs;
use std::net::{IpAddr, Ipv4Addr, SocketAddr, TcpStream, UdpSocket};
use std::path::Path;
use std::time::Duration;

pub use manager::{Refused, join};

/// How long the platform is given to answer.
const PATIENCE: Duration = Duration::from_secs(3);
/// An address that belongs to nobody (RFC 5737): asked for its way, and never spoken to.
const NOWHERE: SocketAddr = SocketAddr::new(IpAddr::V4(Ipv4Addr::new(192, 0, 2, 1)), 9);
/// What stands in the firewall until somebody writes the platform's address.
const UNSET: &str = "192.0.2.1";

/// Looks at the machine below a root, which is `/` but for tests.
#[must_use]
pub fn look(root: &Path) -> Network {
    let links = links(root);
    let wireless = links.iter().any(|link| link.wireless);
    Network {
        address: own_address().map(|address| address.to_string()),
        platform: reach(&fs::read_to_string(root.join("etc/yizhan/firewall.nft")).unwrap_or_default()),
        around: wireless.then(manager::around).flatten(),
        links,
    }
}

/// The cards that are things and no software: a bridge or a tunnel has no device behind it.
fn links(root: &Path) -> Vec<Link> {
    let cards = fs::read_dir(root.join("sys/class/net")).into_iter().flatten().flatten().map(|card| card.path());
    let mut links: Vec<_> = cards
        .filter(|card| card.join("device").exists())
        .map(|card| Link {
            name: card.file_name().unwrap_or_default().to_string_lossy().into_owned(),
            wireless: card.join("wireless").exists() || card.join("phy80211").exists(),
            // One that is switched off cannot be read.
            up: fs::read_to_string(card.join("carrier")).is_ok_and(|carrier| carrier.trim() == "1"),
        })
        .collect();
    links.sort_by(|a, b| (a.wireless, &a.name).cmp(&(b.wireless, &b.name)));
    links
}

/// The address by which the machine would go out. Nothing is sent for it.
fn own_address() -> Option<IpAddr> {
    let socket = UdpSocket::bind((Ipv4Addr::UNSPECIFIED, 0)).ok()?;
    socket.connect(NOWHERE).ok()?;
    socket.local_addr().ok().map(|own| own.ip()).filter(|own| !own.is_loopback())
}

/// Whether anything answers at the addresses that the firewall lets through.
fn reach(profile: &str) -> Reach {
    let said = |name: &str| -> Vec<&str> {
        let line = profile.lines().find_map(|line| line.strip_prefix("define ")?.strip_prefix(name)?.split_once('='));
        let list = line.map(|(_, list)| list.trim().trim_start_matches('{').trim_end_matches('}')).unwrap_or_default();
        list.split(',').map(str::trim).filter(|one| !one.is_empty()).collect()
    };
    let (hosts, ports) = (said("PLATFORM "), said("PLATFORM_PORTS "));
    if hosts.is_empty() || hosts == [UNSET] {
        return Reach::Unset;
    }
    let addresses = hosts.iter().filter_map(|host| host.parse::<IpAddr>().ok());
    let doors =
        addresses.flat_map(|host| ports.iter().filter_map(move |port| Some(SocketAddr::new(host, port.parse().ok()?))));
    let open = doors.into_iter().find(|door| TcpStream::connect_timeout(door, PATIENCE).is_ok());
    open.map_or_else(|| Reach::Silent(hosts.join(", ")), |door| Reach::Answers(door.to_string()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::net::TcpListener;

    #[test]
    fn cards_are_told_apart_and_what_is_software_is_none() {
        let root = tempfile::tempdir().unwrap();
        let card = |name: &str, files: &[&str], carrier: &str| {
            let folder = root.path().join("sys/class/net").join(name);
            fs::create_dir_all(&folder).unwrap();
            for file in files {
                fs::create_dir_all(folder.join(file)).unwrap();
            }
            fs::write(folder.join("carrier"), carrier).unwrap();
        };
        card("wlan0", &["device", "phy80211"], "1\n");
        card("eth0", &["device"], "0\n");
        card("lo", &[], "1\n");
        let told: Vec<_> = links(root.path()).into_iter().map(|link| (link.name, link.wireless, link.up)).collect();
        assert_eq!(told, [("eth0".to_owned(), false, false), ("wlan0".to_owned(), true, true)]);
        assert!(links(Path::new("/nowhere")).is_empty());
    }

    #[test]
    fn the_platform_of_the_firewall_is_asked_and_one_that_was_never_written_is_not() {
        assert_eq!(reach(include_str!("../../packaging/kiosk/firewall.nft")), Reach::Unset);
        assert_eq!(reach(""), Reach::Unset);
        let door = TcpListener::bind("127.0.0.1:0").unwrap();
        let port = door.local_addr().unwrap().port();
        let profile = format!("define PLATFORM = {{ 127.0.0.1 }}\ndefine PLATFORM_PORTS = {{ 1, {port} }}\n");
        assert_eq!(reach(&profile), Reach::Answers(format!("127.0.0.1:{port}")));
        drop(door);
        assert_eq!(reach(&profile), Reach::Silent("127.0.0.1".to_owned()));
    }
}
