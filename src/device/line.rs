//! The line to a device: a serial port, a printer's device file, or a socket. They differ in how they are opened; all of
//! them are read and written without ever blocking, so that a device that hangs costs its patience and nothing more.

use rustix::fs::OFlags;
use rustix::termios::{ControlModes, OptionalActions, QueueSelector, tcflush, tcgetattr, tcsetattr};
use std::fs::OpenOptions;
use std::io::{self, ErrorKind, Read, Write};
use std::net::{TcpStream, ToSocketAddrs as _};
use std::os::unix::fs::OpenOptionsExt as _;
use std::path::Path;
use std::thread::sleep;
use std::time::{Duration, Instant};

/// How often a line is looked at while something is awaited: a byte takes 87 µs at 115,200 baud.
const GLANCE: Duration = Duration::from_millis(2);

/// A line that never blocks: where there is nothing to read or no room to write it says `WouldBlock`.
pub trait Line: Read + Write + Send {}

impl<T: Read + Write + Send> Line for T {}

/// Why a line was of no use.
#[derive(Debug, thiserror::Error)]
pub enum LineError {
    /// It was pulled out, switched off or closed.
    #[error("the device is gone: {0}")]
    Gone(io::Error),
    /// It takes no more bytes.
    #[error("the device takes no more data")]
    Stuck,
}

/// Opens a serial port, also one behind USB: 8 data bits, no parity, one stop bit, no flow control.
///
/// # Errors
/// When there is no such port, it may not be used, or it is no serial port.
pub fn serial(path: &Path, baud: u32) -> io::Result<impl Line + use<>> {
    let port = device_file(path)?;
    let mut settings = tcgetattr(&port)?;
    settings.make_raw();
    // Ready at once, whatever the modem lines say: readers have none.
    settings.control_modes |= ControlModes::CLOCAL | ControlModes::CREAD | ControlModes::CS8;
    settings.control_modes &= !(ControlModes::CSTOPB | ControlModes::PARENB | ControlModes::CRTSCTS);
    settings.set_speed(baud)?;
    // At once: what an earlier run left in the port's buffer may never go out, and must not be waited for.
    tcflush(&port, QueueSelector::IOFlush)?;
    tcsetattr(&port, OptionalActions::Now, &settings)?;
    Ok(port)
}

/// Opens a device file such as `/dev/usb/lp0`.
///
/// # Errors
/// When there is none, or it may not be used.
pub fn device_file(path: &Path) -> io::Result<std::fs::File> {
    let flags = OFlags::NONBLOCK | OFlags::NOCTTY | OFlags::CLOEXEC;
    OpenOptions::new().read(true).write(true).custom_flags(flags.bits().cast_signed()).open(path)
}

/// Connects to `host:port`.
///
/// # Errors
/// When nobody answers there within `patience`.
pub fn socket(address: &str, patience: Duration) -> io::Result<impl Line + use<>> {
    let place = address.to_socket_addrs()?.next();
    let place = place.ok_or_else(|| io::Error::new(ErrorKind::NotFound, "the name has no address"))?;
    let stream = TcpStream::connect_timeout(&place, patience)?;
    stream.set_nonblocking(true)?;
    Ok(stream)
}

/// Writes everything.
///
/// # Errors
/// When the line is gone, or takes no single byte for as long as `patience`.
pub fn send(line: &mut dyn Line, bytes: &[u8], patience: Duration) -> Result<(), LineError> {
    let mut rest = bytes;
    let mut since = Instant::now();
    while !rest.is_empty() {
        match line.write(rest) {
            Ok(0) => return Err(LineError::Gone(ErrorKind::WriteZero.into())),
            Ok(taken) => {
                rest = rest.get(taken..).unwrap_or_default();
                since = Instant::now();
            }
            Err(error) if is_for_now(&error) => {
                if since.elapsed() >= patience {
                    return Err(LineError::Stuck);
                }
                sleep(GLANCE);
            }
            Err(error) => return Err(LineError::Gone(error)),
        }
    }
    Ok(())
}

/// Reads what comes until `deadline`; returns how many bytes came, 0 when none did.
///
/// # Errors
/// When the line is gone.
pub fn receive(line: &mut dyn Line, into: &mut [u8], deadline: Instant) -> Result<usize, LineError> {
    loop {
        match line.read(into) {
            Ok(0) => return Err(LineError::Gone(ErrorKind::UnexpectedEof.into())),
            Ok(count) => return Ok(count),
            Err(error) if !is_for_now(&error) => return Err(LineError::Gone(error)),
            Err(_) if Instant::now() >= deadline => return Ok(0),
            Err(_) => sleep(GLANCE),
        }
    }
}

/// Drops what has come and was not asked for, as the rest of an answer that came too late.
///
/// # Errors
/// When the line is gone.
pub fn forget_input(line: &mut dyn Line) -> Result<(), LineError> {
    let mut dropped = zeroize::Zeroizing::new([0; 256]);
    // A device that never stops talking is not listened to for ever.
    for _ in 0..64 {
        if receive(line, dropped.as_mut_slice(), Instant::now())? == 0 {
            break;
        }
    }
    Ok(())
}

fn is_for_now(error: &io::Error) -> bool {
    matches!(error.kind(), ErrorKind::WouldBlock | ErrorKind::Interrupted)
}
