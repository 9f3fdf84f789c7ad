//! Whether a visitor, a stick or the net can get past the kiosk. The kiosk's package closes each of these ways; the checks look at
//! what the machine says, not at what was installed.

use super::Place;
use crate::domain::health::{Check, Finding, Severity};
use crate::runtime::neighbours::PORT;
use std::fs;
use std::net::{Ipv4Addr, Ipv6Addr};

/// The account that the kiosk runs under.
const ACCOUNT: &str = "yizhan";
/// Shells that let nobody in.
const NO_SHELLS: [&str; 6] =
    ["/usr/sbin/nologin", "/sbin/nologin", "/bin/false", "/usr/bin/false", "/usr/bin/nologin", "/bin/nologin"];
/// Accounts of people begin here, and end before `nobody`.
const FIRST_PERSON: u32 = 1_000;
const NOBODY: u32 = 65_534;
/// Where a system's settings lie, the first before the second before the third.
const PLACES: [&str; 3] = ["etc", "run", "usr/lib"];

pub fn findings(place: &Place<'_>) -> Vec<Finding> {
    vec![
        core_dumps(place),
        swap(place),
        consoles(place),
        key_combinations(place),
        sticks(place),
        accounts(place),
        ports(place),
        firewall(place),
    ]
}

/// A dump of the kiosk's memory holds what people typed.
fn core_dumps(place: &Place<'_>) -> Finding {
    let Some(pattern) = place.text("proc/sys/kernel/core_pattern") else {
        return Finding::new(Check::CoreDumps, Severity::Note, "unknown");
    };
    let pattern = pattern.trim();
    if pattern.is_empty() || pattern.starts_with("|/bin/false") || pattern.starts_with("|/usr/bin/false") {
        return Finding::good(Check::CoreDumps);
    }
    let kept = setting(place, "systemd/coredump.conf", "Storage");
    if pattern.contains("systemd-coredump") && kept.as_deref() == Some("none") {
        return Finding::good(Check::CoreDumps);
    }
    Finding::new(Check::CoreDumps, Severity::Bad, "kept").naming(pattern)
}

/// Memory that is written out lies on the disk unencrypted.
fn swap(place: &Place<'_>) -> Finding {
    let Some(table) = place.text("proc/swaps") else { return Finding::new(Check::Swap, Severity::Note, "unknown") };
    let on_disk: Vec<_> = table
        .lines()
        .skip(1)
        .filter_map(|line| line.split_whitespace().next())
        .filter(|device| !device.starts_with("/dev/zram"))
        .collect();
    if on_disk.is_empty() {
        return Finding::good(Check::Swap);
    }
    Finding::new(Check::Swap, Severity::Bad, "disk").naming(on_disk.join(", "))
}

/// Ctrl+Alt+F2 leads to a console where logind opens one there.
fn consoles(place: &Place<'_>) -> Finding {
    let of_logind = |name| setting(place, "systemd/logind.conf", name);
    let closed = of_logind("NAutoVTs").as_deref() == Some("0") && of_logind("ReserveVT").as_deref() == Some("0");
    let started = place.at("etc/systemd/system/getty.target.wants");
    let gettys = fs::read_dir(started).into_iter().flatten().flatten();
    let mut open: Vec<_> = gettys
        .map(|entry| entry.file_name().to_string_lossy().into_owned())
        // A unit that is masked cannot be started by anything that wants it.
        .filter(|unit| !masked(place, unit))
        .collect();
    open.sort();
    match (closed, open.is_empty()) {
        (true, true) => Finding::good(Check::Consoles),
        (false, _) => Finding::new(Check::Consoles, Severity::Bad, "logind"),
        (true, false) => Finding::new(Check::Consoles, Severity::Bad, "getty").naming(open.join(", ")),
    }
}

/// The kernel's own keys, and the three that start a machine anew.
fn key_combinations(place: &Place<'_>) -> Finding {
    let sysrq = place.text("proc/sys/kernel/sysrq");
    let Some(sysrq) = sysrq else { return Finding::new(Check::KeyCombinations, Severity::Note, "unknown") };
    if sysrq.trim() != "0" {
        return Finding::new(Check::KeyCombinations, Severity::Poor, "sysrq").naming(sysrq.trim());
    }
    if !masked(place, "ctrl-alt-del.target") {
        return Finding::new(Check::KeyCombinations, Severity::Poor, "restart");
    }
    Finding::good(Check::KeyCombinations)
}

/// Sticks that are mounted by themselves bring programs and dialogs. The station's own carrier needs a stick to be mounted by
/// a technician only.
fn sticks(place: &Place<'_>) -> Finding {
    let rules = place.files(&["etc/modprobe.d", "run/modprobe.d", "usr/lib/modprobe.d", "lib/modprobe.d"], "conf");
    let barred = rules.iter().flat_map(|(_, text)| text.lines()).any(|line| {
        let words: Vec<_> = line.split_whitespace().collect();
        let program = words.get(2).copied().unwrap_or_default();
        words.starts_with(&["install", "usb-storage"]) && NO_SHELLS.contains(&program)
            || words.starts_with(&["install", "usb_storage"]) && NO_SHELLS.contains(&program)
    });
    if barred && !place.at("sys/module/usb_storage").exists() {
        return Finding::new(Check::Sticks, Severity::Good, "barred");
    }
    let mounts = ["udisks2.service", "usbmount@.service", "autofs.service"];
    let units = ["etc/systemd/system", "usr/lib/systemd/system", "lib/systemd/system"];
    let there = mounts
        .into_iter()
        .find(|unit| !masked(place, unit) && units.iter().any(|folder| place.at(folder).join(unit).exists()));
    match there {
        Some(unit) => Finding::new(Check::Sticks, Severity::Bad, "mounted").naming(unit),
        None => Finding::good(Check::Sticks),
    }
}

fn accounts(place: &Place<'_>) -> Finding {
    let Some(passwd) = place.text("etc/passwd") else {
        return Finding::new(Check::Accounts, Severity::Note, "unknown");
    };
    let accounts: Vec<Account<'_>> = passwd.lines().filter_map(Account::parse).collect();
    let names = |found: Vec<&Account<'_>>| found.iter().map(|one| one.name).collect::<Vec<_>>().join(", ");
    let open: Vec<_> = accounts.iter().filter(|one| one.password.is_empty() && one.has_shell()).collect();
    if !open.is_empty() {
        return Finding::new(Check::Accounts, Severity::Bad, "open").naming(names(open));
    }
    if accounts.iter().any(|one| one.name == ACCOUNT && one.has_shell()) {
        return Finding::new(Check::Accounts, Severity::Bad, "own").naming(ACCOUNT);
    }
    let people: Vec<_> = accounts.iter().filter(|one| one.is_person() && one.has_shell()).collect();
    // One for the technician is what a machine needs; more are doors that nobody watches.
    if people.len() > 1 {
        return Finding::new(Check::Accounts, Severity::Poor, "many").counting(people.len()).naming(names(people));
    }
    Finding::good(Check::Accounts).counting(people.len())
}

struct Account<'a> {
    name: &'a str,
    password: &'a str,
    id: u32,
    shell: &'a str,
}

impl<'a> Account<'a> {
    fn parse(line: &'a str) -> Option<Self> {
        let mut fields = line.split(':');
        let (name, password, id) = (fields.next()?, fields.next()?, fields.next()?.parse().ok()?);
        Some(Self { name, password, id, shell: fields.nth(3).unwrap_or_default() })
    }

    fn has_shell(&self) -> bool {
        !NO_SHELLS.contains(&self.shell.trim())
    }

    const fn is_person(&self) -> bool {
        self.id >= FIRST_PERSON && self.id < NOBODY
    }
}

/// A machine that carries for the stations of its house is found by them at a port of its own (`yizhan neighbour`).
const CARRIES: &str = "etc/yizhan/neighbour";

/// TCP ports that others can reach. UDP is left out: an answer to a question of ours comes by an open one.
fn ports(place: &Place<'_>) -> Finding {
    let tables = [place.text("proc/net/tcp"), place.text("proc/net/tcp6")];
    if tables.iter().all(Option::is_none) {
        return Finding::new(Check::Ports, Severity::Note, "unknown");
    }
    let mut open: Vec<u16> =
        tables.iter().flatten().flat_map(|table| table.lines().skip(1)).filter_map(listens).collect();
    open.sort_unstable();
    open.dedup();
    if place.text(CARRIES).is_some() {
        open.retain(|port| *port != PORT);
    }
    if open.is_empty() {
        return Finding::good(Check::Ports);
    }
    let named = open.iter().map(u16::to_string).collect::<Vec<_>>().join(", ");
    Finding::new(Check::Ports, Severity::Bad, "open").counting(open.len()).naming(named)
}

/// The port of a line of `/proc/net/tcp` that listens for others than this machine.
fn listens(line: &str) -> Option<u16> {
    const LISTEN: &str = "0A";
    let mut fields = line.split_whitespace().skip(1);
    let (address, port) = fields.next()?.split_once(':')?;
    (fields.nth(1)? == LISTEN && !is_loopback(address)?).then(|| u16::from_str_radix(port, 16).ok())?
}

/// The kernel writes addresses in words of four bytes, each turned round on the machines that stations are.
fn is_loopback(address: &str) -> Option<bool> {
    let word = |at: usize| u32::from_str_radix(address.get(at..at + 8)?, 16).ok().map(u32::swap_bytes);
    if address.len() == 8 {
        return Some(Ipv4Addr::from_bits(word(0)?).is_loopback());
    }
    let words = [word(0)?, word(8)?, word(16)?, word(24)?];
    let bits = words.iter().fold(0_u128, |bits, word| bits << 32 | u128::from(*word));
    let address = Ipv6Addr::from_bits(bits);
    Some(address.is_loopback() || address.to_ipv4_mapped().is_some_and(|inner| inner.is_loopback()))
}

/// The kiosk's profile lets it reach its platform and nothing else.
fn firewall(place: &Place<'_>) -> Finding {
    /// The address that stands in the profile until a technician writes the platform's: one that belongs to nobody.
    const NOBODYS: &str = "192.0.2.1 ";
    let profile = place.text("etc/yizhan/firewall.nft").unwrap_or_default();
    if !profile.contains("table inet yizhan {") {
        return Finding::new(Check::Firewall, Severity::Bad, "none");
    }
    let platform = profile.lines().find(|line| line.starts_with("define PLATFORM ")).unwrap_or_default();
    if platform.contains(NOBODYS) {
        return Finding::new(Check::Firewall, Severity::Bad, "unset");
    }
    let wanted = ["sysinit.target.wants", "multi-user.target.wants"];
    let starts = wanted
        .iter()
        .map(|wants| place.at("etc/systemd/system").join(wants).join("yizhan-firewall.service"))
        .any(|link| link.is_symlink() || link.exists());
    if starts { Finding::good(Check::Firewall) } else { Finding::new(Check::Firewall, Severity::Bad, "stopped") }
}

/// A setting of a program of systemd's: what a file in a folder says goes before the main file.
fn setting(place: &Place<'_>, file: &str, name: &str) -> Option<String> {
    let said = |text: &str| {
        let mut values = text.lines().filter_map(|line| line.trim().split_once('='));
        values.rfind(|(key, _)| key.trim() == name).map(|(_, value)| value.trim().to_owned())
    };
    let folders = PLACES.map(|folder| format!("{folder}/{file}.d"));
    let mut parts = place.files(&[&folders[0], &folders[1], &folders[2]], "conf");
    // By name, wherever they lie: the last counts.
    parts.sort_by(|a, b| a.0.file_name().cmp(&b.0.file_name()));
    let by_parts = parts.iter().filter_map(|(_, text)| said(text)).next_back();
    by_parts.or_else(|| PLACES.iter().find_map(|folder| said(&place.text(&format!("{folder}/{file}"))?)))
}

/// Whether a unit is a link to nothing, so that nothing can start it.
fn masked(place: &Place<'_>, unit: &str) -> bool {
    let links = ["etc/systemd/system", "run/systemd/system"].map(|folder| place.at(folder).join(unit));
    links.iter().any(|link| fs::read_link(link).is_ok_and(|to| to.as_os_str() == "/dev/null"))
}
