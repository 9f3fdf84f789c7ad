//! A proxy between station and platform that does to the bytes what lines do: it cuts, waits, doubles, swaps and answers itself.

use std::io::{Read as _, Write as _};
use std::net::{Shutdown, TcpListener, TcpStream};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::Duration;

/// What happens to one exchange.
#[derive(Debug, Clone)]
pub enum Mischief {
    Pass,
    /// The request ends after so many bytes.
    CutRequest(usize),
    /// The answer ends after so many bytes; the platform has had all of the request.
    CutAnswer(usize),
    Delay(Duration),
    /// The platform gets the request twice; the station gets the first answer.
    Twice,
    /// The station gets the answer to its question before this one.
    Earlier,
    /// Somebody else answers.
    Instead(Vec<u8>),
}

/// What went through last.
#[derive(Debug, Clone, Default)]
pub struct Passed {
    pub request: Vec<u8>,
    pub answer: Vec<u8>,
}

pub struct Proxy {
    pub address: String,
    /// What is done to the next exchanges, in this order; when nothing is left they pass.
    next: Arc<Mutex<Vec<Mischief>>>,
    passed: Arc<Mutex<Vec<Passed>>>,
    exchanges: Arc<AtomicUsize>,
}

impl Proxy {
    #[expect(clippy::disallowed_methods, reason = "a test's own little proxy")]
    pub fn before(platform: &str) -> Self {
        let socket = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = socket.local_addr().unwrap().to_string();
        let proxy = Self { address, next: Arc::default(), passed: Arc::default(), exchanges: Arc::default() };
        let (next, passed, exchanges) =
            (Arc::clone(&proxy.next), Arc::clone(&proxy.passed), Arc::clone(&proxy.exchanges));
        let platform = platform.to_owned();
        thread::spawn(move || {
            for station in socket.incoming() {
                let mischief = {
                    let mut next = next.lock().unwrap();
                    if next.is_empty() { Mischief::Pass } else { next.remove(0) }
                };
                exchanges.fetch_add(1, Ordering::SeqCst);
                exchange(station.unwrap(), &platform, &mischief, &passed);
            }
        });
        proxy
    }

    pub fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// What is to happen to the next exchanges.
    pub fn then(&self, mischief: impl IntoIterator<Item = Mischief>) {
        *self.next.lock().unwrap() = mischief.into_iter().collect();
    }

    /// What went through whole since this was last asked.
    pub fn passed(&self) -> Vec<Passed> {
        std::mem::take(&mut *self.passed.lock().unwrap())
    }

    pub fn exchanges(&self) -> usize {
        self.exchanges.load(Ordering::SeqCst)
    }
}

fn exchange(mut station: TcpStream, platform: &str, mischief: &Mischief, passed: &Mutex<Vec<Passed>>) {
    station.set_read_timeout(Some(Duration::from_secs(20))).unwrap();
    let request = message(&mut station, true);
    if request.is_empty() {
        return;
    }
    let answer = match mischief {
        Mischief::Instead(answer) => answer.clone(),
        Mischief::CutRequest(at) => {
            // The platform may answer what it got of it; the station's line is dead by then.
            let mut line = TcpStream::connect(platform).unwrap();
            line.write_all(&request[..(*at).min(request.len())]).unwrap();
            let _ = line.shutdown(Shutdown::Write);
            line.set_read_timeout(Some(Duration::from_secs(5))).unwrap();
            let _ = line.read_to_end(&mut Vec::new());
            let _ = station.shutdown(Shutdown::Both);
            return;
        }
        Mischief::Twice => {
            let first = ask(platform, &request);
            ask(platform, &request);
            first
        }
        Mischief::Earlier => {
            let before = passed.lock().unwrap().last().map(|passed| passed.answer.clone());
            let answer = ask(platform, &request);
            before.unwrap_or(answer)
        }
        Mischief::Delay(time) => {
            let answer = ask(platform, &request);
            thread::sleep(*time);
            answer
        }
        Mischief::Pass | Mischief::CutAnswer(_) => ask(platform, &request),
    };
    // One answer is some bytes shorter than another; a cut one is never whole.
    let whole = answer.len();
    let until = if let Mischief::CutAnswer(at) = mischief { (*at).min(whole.saturating_sub(1)) } else { whole };
    let _ = station.write_all(&answer[..until]);
    let _ = station.shutdown(Shutdown::Both);
    if matches!(mischief, Mischief::Pass) {
        passed.lock().unwrap().push(Passed { request, answer });
    }
}

fn ask(platform: &str, request: &[u8]) -> Vec<u8> {
    let Ok(mut line) = TcpStream::connect(platform) else { return Vec::new() };
    line.write_all(request).unwrap();
    message(&mut line, false)
}

/// One message of HTTP, head and body as its head says.
fn message(stream: &mut TcpStream, asked: bool) -> Vec<u8> {
    let (mut bytes, mut piece) = (Vec::new(), [0; 8 * 1024]);
    loop {
        if let Some(end) = bytes.windows(4).position(|w| w == b"\r\n\r\n") {
            let head = String::from_utf8_lossy(&bytes[..end]).to_ascii_lowercase();
            let length =
                head.lines().find_map(|line| line.strip_prefix("content-length:")?.trim().parse::<usize>().ok());
            if bytes.len() >= end + 4 + length.unwrap_or(0) {
                return bytes;
            }
        }
        match stream.read(&mut piece) {
            Ok(read) if read > 0 => bytes.extend_from_slice(&piece[..read]),
            _ if asked => return Vec::new(),
            _ => return bytes,
        }
    }
}
