//! A way through that counts the bytes in each direction.

use std::io::{Read, Write};
use std::net::{Shutdown, TcpListener, TcpStream};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

#[derive(Default)]
struct Bytes {
    up: AtomicU64,
    down: AtomicU64,
}

pub struct Counted {
    /// Where it is reached.
    pub url: String,
    bytes: Arc<Bytes>,
}

impl Counted {
    /// Stands before a server; ends with the program.
    pub fn before(address: &str) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        let bytes = Arc::<Bytes>::default();
        let (counted, to) = (Arc::clone(&bytes), address.trim_start_matches("http://").to_owned());
        start(move || {
            for socket in listener.incoming().map_while(Result::ok) {
                let Ok(server) = TcpStream::connect(&to) else { continue };
                for socket in [&socket, &server] {
                    socket.set_nodelay(true).unwrap();
                }
                let (from, into, counted_up) =
                    (socket.try_clone().unwrap(), server.try_clone().unwrap(), Arc::clone(&counted));
                start(move || pass(from, into, &counted_up.up));
                let counted_down = Arc::clone(&counted);
                start(move || pass(server, socket, &counted_down.down));
            }
        });
        Self { url, bytes }
    }

    /// Bytes up and down since the last call.
    pub fn take(&self) -> (u64, u64) {
        (self.bytes.up.swap(0, Ordering::Relaxed), self.bytes.down.swap(0, Ordering::Relaxed))
    }
}

#[expect(clippy::disallowed_methods, reason = "the bench's own line, no worker of the kiosk")]
fn start(work: impl FnOnce() + Send + 'static) {
    drop(std::thread::spawn(work));
}

fn pass(mut from: TcpStream, mut into: TcpStream, count: &AtomicU64) {
    let mut piece = vec![0; 65_536];
    while let Ok(read @ 1..) = from.read(&mut piece) {
        count.fetch_add(read as u64, Ordering::Relaxed);
        if into.write_all(&piece[..read]).is_err() {
            break;
        }
    }
    // The other side may have closed already.
    let _closed = into.shutdown(Shutdown::Write);
}
