//! The machine that the station runs on: what it is known by (board, network cards, system; only hashes leave it), and how
//! its memory is used sparingly.

use std::fs;
use std::hint::black_box;
use std::path::Path;
use yizhan_wire::trust::Fingerprint;

/// What the firmware says of the board; who is not root may read some of it.
const BOARD: [&str; 5] = ["product_uuid", "board_serial", "product_serial", "board_name", "product_name"];
/// What a board says that says nothing.
const NOTHING: [&str; 6] =
    ["", "none", "default string", "to be filled by o.e.m.", "not specified", "system serial number"];

/// Blocks from this size on go back to the system as soon as they are free, in bytes.
#[cfg(target_env = "gnu")]
const OWN_PAGES_FROM: i32 = 64 * 1024;
/// Threads share so many heaps: a dozen of them, most of which sleep, would each keep what they once needed.
#[cfg(target_env = "gnu")]
const HEAPS: i32 = 2;

/// How deep calls go that have people's words in their hands, in bytes: those of SQLite and of a build for debugging.
const DEAD_STACK: usize = 384 * 1024;

/// Tells the allocator that memory is scarcer than time. Left alone it raises this limit with every large block that is
/// freed, and then keeps what a start needs once, 6 MB of 135, for as long as the program runs.
pub fn spare_memory() {
    #[cfg(target_env = "gnu")]
    #[expect(unsafe_code, reason = "glibc is told by nothing but its C function")]
    // SAFETY: the function reads two numbers and writes the allocator's own setting, under the allocator's lock.
    unsafe {
        libc::mallopt(libc::M_MMAP_THRESHOLD, OWN_PAGES_FROM);
        libc::mallopt(libc::M_ARENA_MAX, HEAPS);
    }
}

/// Gives the system what a great piece of work has freed: pages within a heap stay with the program otherwise, and so does
/// the code that only a start runs, a shader compiler's above all.
pub fn give_back() {
    #[cfg(target_env = "gnu")]
    #[expect(unsafe_code, reason = "glibc is told by nothing but its C function")]
    // SAFETY: the function takes a number and looks for whole free pages under the allocator's locks.
    unsafe {
        libc::malloc_trim(0);
    }
    for (start, length) in code(&fs::read_to_string("/proc/self/maps").unwrap_or_default()) {
        let start = std::ptr::with_exposed_provenance_mut(start);
        #[expect(unsafe_code, reason = "the kernel is told by nothing but its call")]
        // SAFETY: nothing but code of files lies there, which nobody can have written to: each page that is run again comes
        // back from its file as it was.
        let _stays_where_it_is = unsafe { rustix::mm::madvise(start, length, rustix::mm::Advice::LinuxDontNeed) };
    }
}

/// Overwrites what calls that have returned left behind on this thread's stack: each worker does so before it waits, so that nobody's
/// words stay there until the next person comes.
#[inline(never)]
pub fn clear_stack() {
    #[expect(
        clippy::large_stack_arrays,
        reason = "the stack is what is meant; a worker's has 2 MiB, and here little of it is in use"
    )]
    let mut below = [0_u8; DEAD_STACK];
    black_box(&mut below);
}

/// Where a program's map of its memory has code of files that cannot be written: start and length, in bytes.
fn code(map: &str) -> impl Iterator<Item = (usize, usize)> {
    map.lines().filter_map(|line| {
        let mut fields = line.split_ascii_whitespace();
        let (range, rights, file) = (fields.next()?, fields.next()?, fields.nth(3)?);
        let (start, end) = range.split_once('-')?;
        let (start, end) = (usize::from_str_radix(start, 16).ok()?, usize::from_str_radix(end, 16).ok()?);
        (rights == "r-xp" && file.starts_with('/')).then(|| (start, end.saturating_sub(start)))
    })
}

/// Reads the machine below a root, which is `/` but for tests.
#[must_use]
pub fn fingerprint(root: &Path) -> Fingerprint {
    let system = line(&root.join("etc/machine-id"));
    Fingerprint::of(&board(root), &network(root), &system)
}

fn board(root: &Path) -> String {
    let said = BOARD.map(|name| line(&root.join("sys/class/dmi/id").join(name)));
    let known: Vec<String> = said.into_iter().filter(|text| !NOTHING.contains(&text.to_lowercase().as_str())).collect();
    known.join("\n")
}

/// The addresses of cards that are part of the machine: those with a driver's device, but not what is plugged in by USB.
fn network(root: &Path) -> String {
    let Ok(cards) = fs::read_dir(root.join("sys/class/net")) else { return String::new() };
    let mut addresses: Vec<String> = cards
        .flatten()
        .map(|card| card.path())
        .filter(|card| {
            let device = fs::canonicalize(card.join("device"));
            device.is_ok_and(|device| !device.to_string_lossy().contains("/usb"))
        })
        .map(|card| line(&card.join("address")))
        .filter(|address| !address.is_empty() && address != "00:00:00:00:00:00")
        .collect();
    addresses.sort();
    addresses.join("\n")
}

fn line(path: &Path) -> String {
    fs::read_to_string(path).unwrap_or_default().trim().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_code_of_files_that_nobody_can_write_is_let_go_of() {
        let map = "55d0-55e0 r--p 00000000 08:01 42 /usr/bin/yizhan\n\
                   1000-3000 r-xp 00001000 08:01 42 /usr/bin/yizhan\n\
                   5000-6000 rwxp 00000000 00:00 0 \n\
                   7000-8000 r-xp 00000000 00:00 0 [vdso]\n\
                   9000-9800 r-xp 00000000 08:01 43 /usr/lib/a b.so\n\
                   a000-b000 rw-p 00000000 08:01 43 /usr/lib/c.so\n";
        assert_eq!(code(map).collect::<Vec<_>>(), [(0x1000, 0x2000), (0x9000, 0x800)]);
        give_back();
        assert_eq!(code(map).count(), 2, "what was let go of is there again when it is run");
    }

    fn machine(board: &str, card: &str, system: &str) -> tempfile::TempDir {
        let root = tempfile::tempdir().unwrap();
        let put = |path: &str, text: &str| {
            let path = root.path().join(path);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, text).unwrap();
        };
        put("sys/class/dmi/id/product_name", "Default string\n");
        put("sys/class/dmi/id/board_serial", board);
        put("sys/class/net/eth0/address", card);
        put("sys/class/net/eth0/device/vendor", "0x8086");
        put("sys/class/net/docker0/address", "02:42:00:00:00:01");
        put("etc/machine-id", system);
        root
    }

    #[test]
    fn a_machine_is_known_again_and_by_what_belongs_to_it_only() {
        let one = machine("B1\n", "aa:bb:cc:00:00:01\n", "0123\n");
        let print = fingerprint(one.path());
        fs::write(one.path().join("sys/class/net/docker0/address"), "02:42:00:00:00:02").unwrap();
        assert_eq!(fingerprint(one.path()), print, "a bridge of software is no card");
        let copied = machine("B2\n", "aa:bb:cc:00:00:02\n", "0123\n");
        let copy = fingerprint(copied.path());
        assert_eq!(print.system, copy.system, "the disk brought it along");
        assert!(print.board != copy.board && print.network != copy.network);
        assert!(fingerprint(Path::new("/nowhere")).is_nothing());
    }
}
