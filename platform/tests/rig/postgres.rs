//! A real `PostgreSQL` server, from Debian's package, for as long as this process runs. It listens at a socket in its folder and, on
//! this machine alone, at a port with TLS; its authority (`authority.pem`) lies in the folder, too.

use data_encoding::BASE64;
use rcgen::{BasicConstraints, CertificateParams, IsCa, Issuer, KeyPair};
use std::net::TcpListener;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::OnceLock;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::{Duration, Instant};

/// The address of a fresh, empty database.
pub fn database() -> String {
    static NUMBER: AtomicU32 = AtomicU32::new(0);
    let server = server();
    let name = format!("yizhan_{}", NUMBER.fetch_add(1, Ordering::Relaxed));
    let mut client = postgres::Client::connect(&format!("{server} dbname=postgres"), postgres::NoTls).unwrap();
    client.batch_execute(&format!("CREATE DATABASE {name} ENCODING 'UTF8' TEMPLATE template0")).unwrap();
    format!("{server} dbname={name}")
}

/// The server of this process; it ends with it.
fn server() -> &'static str {
    static SERVER: OnceLock<(Server, String)> = OnceLock::new();
    &SERVER
        .get_or_init(|| {
            let server = Server::start();
            let address = server.address();
            (server, address)
        })
        .1
}

struct Server {
    folder: tempfile::TempDir,
    port: u16,
    /// Waits for this process to end, and ends the server then.
    _keeper: Child,
}

impl Server {
    fn start() -> Self {
        let programs = std::fs::read_dir("/usr/lib/postgresql").into_iter().flatten().flatten();
        let programs = programs.map(|version| version.path().join("bin")).find(|bin| bin.join("initdb").exists());
        let programs = programs.expect("PostgreSQL is missing: install what packaging/debian-packages.txt names");
        let folder = tempfile::Builder::new().prefix("yizhan-pg-").tempdir().unwrap();
        let data = folder.path().join("data");
        let as_nobody = |program: &Path| {
            // The server refuses to run as root.
            if !is_root() {
                return Command::new(program);
            }
            let mut command = Command::new("runuser");
            command.args(["-u", "postgres", "--"]).arg(program);
            command
        };
        if is_root() {
            let owned = Command::new("chown").arg("postgres").arg(folder.path()).status().unwrap();
            assert!(owned.success(), "the account postgres is missing");
        }
        let made = as_nobody(&programs.join("initdb"))
            .args(["-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C", "-N", "-D"])
            .arg(&data)
            .current_dir("/")
            .output()
            .unwrap();
        assert!(made.status.success(), "{}", String::from_utf8_lossy(&made.stderr));
        certify(folder.path());
        // Free a moment ago; the server says so where it is not any more.
        let port = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
        // The shell ends the server when our end of its input is closed, however this process ends, and takes its files away. Only
        // this signal is passed on by `runuser`.
        let script = r#""$@" & server=$!; cat > /dev/null; kill -TERM $server; wait $server; rm -rf "$0""#;
        let mut keeper = Command::new("sh");
        let inner = as_nobody(&programs.join("postgres"));
        keeper.args(["-c", script]).arg(folder.path()).arg(inner.get_program()).args(inner.get_args());
        keeper.arg("-D").arg(&data).arg("-k").arg(folder.path());
        keeper.args([
            "-c",
            "listen_addresses=127.0.0.1",
            "-c",
            "fsync=off",
            "-c",
            "full_page_writes=off",
            "-c",
            "ssl=on",
        ]);
        for (setting, file) in [("ssl_cert_file", "server.pem"), ("ssl_key_file", "server.key")] {
            keeper.arg("-c").arg(format!("{setting}={}", folder.path().join(file).display()));
        }
        keeper.arg("-p").arg(port.to_string());
        let log = std::fs::File::create(folder.path().join("log")).unwrap();
        keeper.stdin(Stdio::piped()).stdout(Stdio::null()).stderr(log).current_dir("/");
        let keeper = keeper.spawn().unwrap();
        let server = Self { folder, port, _keeper: keeper };
        server.wait();
        server
    }

    fn address(&self) -> String {
        format!("host={} port={} user=postgres", self.folder.path().display(), self.port)
    }

    fn wait(&self) {
        let address = format!("{} dbname=postgres", self.address());
        let began = Instant::now();
        while let Err(error) = postgres::Client::connect(&address, postgres::NoTls) {
            let log = std::fs::read_to_string(self.folder.path().join("log")).unwrap_or_default();
            assert!(began.elapsed() < Duration::from_mins(1), "{error}\n{log}");
            std::thread::sleep(Duration::from_millis(50));
        }
    }
}

/// Whether this process is root's.
fn is_root() -> bool {
    use std::os::unix::fs::MetadataExt as _;
    std::fs::metadata("/proc/self").is_ok_and(|own| own.uid() == 0)
}

/// Puts a certificate for `localhost` and the authority that vouches for it into a folder.
fn certify(folder: &Path) {
    let authority_key = KeyPair::generate().unwrap();
    let mut authority = CertificateParams::new(Vec::<String>::new()).unwrap();
    authority.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
    let authority_cert = authority.self_signed(&authority_key).unwrap();
    let key = KeyPair::generate().unwrap();
    let own = CertificateParams::new(vec!["localhost".to_owned()]).unwrap();
    let cert = own.signed_by(&key, &Issuer::from_params(&authority, &authority_key)).unwrap();
    let write = |name: &str, kind: &str, der: &[u8]| {
        let file = folder.join(name);
        let coded = BASE64.encode(der);
        let lines: Vec<&str> = coded.as_bytes().chunks(64).map(|line| std::str::from_utf8(line).unwrap()).collect();
        std::fs::write(&file, format!("-----BEGIN {kind}-----\n{}\n-----END {kind}-----\n", lines.join("\n"))).unwrap();
        // The server reads a key that only its own account may read, and no other.
        let mode = std::os::unix::fs::PermissionsExt::from_mode(0o600);
        std::fs::set_permissions(&file, mode).unwrap();
        if is_root() {
            assert!(Command::new("chown").arg("postgres").arg(&file).status().unwrap().success());
        }
    };
    write("authority.pem", "CERTIFICATE", authority_cert.der());
    write("server.pem", "CERTIFICATE", cert.der());
    write("server.key", "PRIVATE KEY", &key.serialize_der());
}
