//! The driver against Debian's own print service: a cupsd that belongs to the test alone, with queues whose printers are small
//! programs.

use super::{IppPrinter, PagePrinter as _, Patience};
use crate::device::config::PagesAt;
use crate::device::printer::PrintFault;
use std::fs;
use std::net::{TcpListener, TcpStream};
use std::os::unix::fs::{PermissionsExt as _, symlink};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};
use tempfile::TempDir;

const CUPSD: &str = "/usr/sbin/cupsd";
const LPADMIN: &str = "/usr/sbin/lpadmin";
/// Debian's own parts of the print service.
const PARTS: &str = "/usr/lib/cups";
/// Long enough for a busy machine.
const WAIT: Duration = Duration::from_secs(30);
const PATIENCE: Patience =
    Patience { connect: Duration::from_secs(2), answer: Duration::from_secs(20), pages: Duration::from_secs(20) };

/// A print service of its own, which ends with the test.
struct Service {
    folder: TempDir,
    port: u16,
    cupsd: Child,
}

impl Drop for Service {
    fn drop(&mut self) {
        self.cupsd.kill().ok();
        self.cupsd.wait().ok();
    }
}

impl Service {
    fn start() -> Self {
        assert!(Path::new(CUPSD).exists(), "cups-daemon is missing: packaging/install-deps.sh installs it");
        let folder = tempfile::tempdir().unwrap();
        fs::set_permissions(folder.path(), fs::Permissions::from_mode(0o755)).unwrap();
        let at = |name: &str| folder.path().join(name);
        for part in ["root", "cache", "state", "spool", "tmp", "out", "lib", "lib/backend"] {
            fs::create_dir(at(part)).unwrap();
        }
        for part in ["daemon", "filter"] {
            symlink(Path::new(PARTS).join(part), at("lib").join(part)).unwrap();
        }
        printer(&at("lib/backend/yizhan"), &at("out"));
        let port = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
        // Who may do what with a job is as in Debian's configuration.
        let rules = "<Policy default>\n<Limit Cancel-Job>\nRequire user @OWNER @SYSTEM\nOrder deny,allow\n</Limit>\n\
                     <Limit All>\nOrder deny,allow\nAllow all\n</Limit>\n</Policy>\n";
        let service = format!(
            "Listen 127.0.0.1:{port}\nWebInterface No\nBrowsing No\nDefaultAuthType None\nLogLevel debug\n\
             <Location />\nOrder allow,deny\nAllow all\n</Location>\n{rules}"
        );
        fs::write(at("root/cupsd.conf"), service).unwrap();
        let places = [
            ("ServerRoot", "root"),
            ("ServerBin", "lib"),
            ("CacheDir", "cache"),
            ("StateDir", "state"),
            ("RequestRoot", "spool"),
            ("TempDir", "tmp"),
            ("AccessLog", "access"),
            ("ErrorLog", "error"),
            ("PageLog", "pages"),
        ];
        let files: Vec<String> = places.iter().map(|(word, place)| format!("{word} {}", at(place).display())).collect();
        fs::write(at("root/cups-files.conf"), format!("{}\nSandboxing relaxed\n", files.join("\n"))).unwrap();
        let cupsd = Command::new(CUPSD)
            .args(["-f", "-c"])
            .arg(at("root/cupsd.conf"))
            .arg("-s")
            .arg(at("root/cups-files.conf"))
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let service = Self { folder, port, cupsd };
        service.until("the print service listens", || TcpStream::connect(("127.0.0.1", port)).is_ok());
        service
    }

    fn until(&self, what: &str, so: impl Fn() -> bool) {
        let begun = Instant::now();
        while !so() {
            let log = fs::read_to_string(self.folder.path().join("error")).unwrap_or_default();
            let from = log.len().saturating_sub(4_000);
            assert!(begun.elapsed() < WAIT, "{what}: never\n{}", log.get(from..).unwrap_or(&log));
            sleep(Duration::from_millis(50));
        }
    }

    /// A queue whose printer has this mood.
    fn queue(&self, mood: &str) -> IppPrinter {
        self.queue_for(mood, PATIENCE.pages)
    }

    /// The same, and how long its pages may take.
    fn queue_for(&self, mood: &str, pages: Duration) -> IppPrinter {
        let device = format!("yizhan:{mood}");
        self.lpadmin(&["-p", mood, "-E", "-v", &device, "-m", "raw"]);
        let place: PagesAt = format!("ipp://127.0.0.1:{}/printers/{mood}", self.port).parse().unwrap();
        IppPrinter::new(place, Patience { pages, ..PATIENCE })
    }

    fn lpadmin(&self, arguments: &[&str]) {
        let server = format!("127.0.0.1:{}", self.port);
        let done = Command::new(LPADMIN).args(["-h", &server]).args(arguments).output().unwrap();
        assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
    }

    /// The documents that the service still has.
    fn kept(&self) -> Vec<String> {
        let names = fs::read_dir(self.folder.path().join("spool")).unwrap();
        let names = names.map(|file| file.unwrap().file_name().into_string().unwrap());
        names.filter(|name| name.starts_with('d')).collect()
    }
}

/// The program behind the queues: it keeps what it prints, or says what is in its way and waits for somebody.
fn printer(path: &Path, out: &Path) {
    let script = format!(
        "#!/bin/sh\n[ $# -gt 0 ] || exit 0\ncase \"$DEVICE_URI\" in\n*:empty) echo 'STATE: +media-empty-error' >&2; \
         exec sleep 60;;\n*:silent) exec sleep 60;;\nesac\nexec cat \"$6\" >{}\n",
        out.join("page.pdf").display()
    );
    fs::write(path, script).unwrap();
    // As the service wants it: whoever may read it may not change it.
    fs::set_permissions(path, fs::Permissions::from_mode(0o700)).unwrap();
}

#[test]
fn a_page_goes_through_debians_print_service_and_stays_nowhere() {
    let service = Service::start();
    let mut printer = service.queue("good");
    printer.check().unwrap();
    let pdf: Vec<u8> = b"%PDF-1.7\r\n\r\n\x03".iter().copied().chain((0..200_000).map(|n| (n % 251) as u8)).collect();
    printer.print(&pdf).unwrap();
    let page = service.folder.path().join("out/page.pdf");
    assert!(fs::read(page).unwrap() == pdf, "what came out is what was handed over");
    // It would keep a copy for a day otherwise.
    service.until("the service has forgotten the page", || service.kept().is_empty());
}

#[test]
fn what_is_in_the_printers_way_comes_through_the_print_service_and_nothing_waits_in_its_queue() {
    let service = Service::start();
    let outcome = service.queue("empty").print(b"%PDF-1.7 a resume");
    assert!(matches!(outcome, Err(PrintFault::NoPaper)), "{outcome:?}");
    service.until("nothing is printed later", || service.kept().is_empty());
    let outcome = service.queue_for("silent", Duration::from_secs(1)).print(b"%PDF-1.7 a resume");
    assert!(matches!(outcome, Err(PrintFault::Stuck)), "{outcome:?}");
    service.until("nothing is printed later", || service.kept().is_empty());
}

#[test]
fn a_slip_goes_through_the_print_service_as_it_is_and_stays_nowhere() {
    let service = Service::start();
    // What a printer of slips is sent, figures that mean nothing to a service among them.
    let slip: Vec<u8> = b"\x1b@\x1dv0\x00".iter().copied().chain((0..40_000).map(|n| (n % 256) as u8)).collect();
    service.queue("good").print_raw(&slip).unwrap();
    assert!(fs::read(service.folder.path().join("out/page.pdf")).unwrap() == slip);
    service.until("the service has forgotten the slip", || service.kept().is_empty());
    let outcome = service.queue("empty").print_raw(&slip);
    assert!(matches!(outcome, Err(PrintFault::NoPaper)), "{outcome:?}");
    service.until("nothing is printed later", || service.kept().is_empty());
}

#[test]
fn a_queue_that_is_not_there_is_said_to_be_so() {
    let service = Service::start();
    let place: PagesAt = format!("ipp://127.0.0.1:{}/printers/none", service.port).parse().unwrap();
    let outcome = IppPrinter::new(place, PATIENCE).check();
    assert!(matches!(outcome, Err(PrintFault::Refused(_))), "{outcome:?}");
}
