//! A finger without a touch device: Xorg's own `inputtest` driver takes touches over a unix socket, and the kiosk gets
//! them through the X server like those of a real panel.

use std::io::{self, Read as _, Write as _};
use std::os::unix::net::UnixStream;
use std::path::Path;
use std::thread::sleep;
use std::time::Duration;

/// Largest coordinate of the driver's axes.
const AXIS_MAX: f64 = 65_535.0;
const VALUATORS: usize = 64;
/// The driver's message types (xf86-input-inputtest-protocol.h).
const WAIT_FOR_SYNC: u32 = 1;
const TOUCH: u32 = 6;
/// The fingers of a hand, by the driver's numbers.
const FIRST: u32 = 1;
const SECOND: u32 = 2;
/// X's touch phases.
const BEGIN: u32 = 18;
const MOVE: u32 = 19;
const END: u32 = 20;
/// A tap as long as an unhurried finger makes it.
const TAP_HOLD: Duration = Duration::from_millis(90);
/// Time between two positions of a moving finger: 60 a second, as panels report.
const MOVE_STEP: Duration = Duration::from_millis(16);

/// One finger on the panel of a virtual screen.
pub struct Finger {
    socket: UnixStream,
    width_px: u32,
    height_px: u32,
}

impl Finger {
    /// Connects to the driver of a screen of this size.
    pub fn connect(socket: &Path, width_px: u32, height_px: u32) -> io::Result<Self> {
        let mut socket = UnixStream::connect(socket)?;
        let mut hello = Vec::with_capacity(12);
        hello.extend(12_u32.to_le_bytes());
        hello.extend(0_u32.to_le_bytes());
        hello.extend(1_u16.to_le_bytes());
        hello.extend(1_u16.to_le_bytes());
        socket.write_all(&hello)?;
        let mut finger = Self { socket, width_px, height_px };
        finger.await_reply()?;
        Ok(finger)
    }

    /// Touches a point, in pixels of the screen, and lets go.
    pub fn tap(&mut self, x: f32, y: f32) -> io::Result<()> {
        self.send(FIRST, BEGIN, x, y)?;
        sleep(TAP_HOLD);
        self.send(FIRST, END, x, y)
    }

    /// Lays the finger on a point and leaves it there.
    pub fn rest_on(&mut self, x: f32, y: f32) -> io::Result<()> {
        self.send(FIRST, BEGIN, x, y)
    }

    /// Moves the finger from one height to another, as someone who scrolls does.
    pub fn drag(&mut self, x: f32, from_y: f32, to_y: f32) -> io::Result<()> {
        const STEPS: u8 = 15;
        self.send(FIRST, BEGIN, x, from_y)?;
        for step in 1..=STEPS {
            let y = from_y + (to_y - from_y) * f32::from(step) / f32::from(STEPS);
            self.send(FIRST, MOVE, x, y)?;
            sleep(MOVE_STEP);
        }
        self.send(FIRST, END, x, to_y)
    }

    /// Draws two fingers apart, as on a picture that is to become larger: from a point to `reach` pixels on either side.
    pub fn spread(&mut self, x: f32, y: f32, reach: f32) -> io::Result<()> {
        const STEPS: u8 = 10;
        let apart = |step: u8| reach * (0.2 + 0.8 * f32::from(step) / f32::from(STEPS));
        for step in 0..=STEPS {
            let phase = if step == 0 { BEGIN } else { MOVE };
            self.send(FIRST, phase, x - apart(step), y)?;
            self.send(SECOND, phase, x + apart(step), y)?;
            sleep(MOVE_STEP);
        }
        self.send(FIRST, END, x - reach, y)?;
        self.send(SECOND, END, x + reach, y)
    }

    fn send(&mut self, finger: u32, phase: u32, x: f32, y: f32) -> io::Result<()> {
        let mut valuators = [0_f64; VALUATORS];
        let [across, down, ..] = &mut valuators;
        *across = f64::from(x) * AXIS_MAX / f64::from(self.width_px.saturating_sub(1).max(1));
        *down = f64::from(y) * AXIS_MAX / f64::from(self.height_px.saturating_sub(1).max(1));
        let mut body = Vec::with_capacity(16 + 2 * 8 * VALUATORS);
        body.extend(0_u32.to_le_bytes());
        // Which valuators are set: the first two.
        body.extend([0b11, 0, 0, 0, 0, 0, 0, 0]);
        body.extend([0; 4]);
        for value in valuators.iter().chain(&[0_f64; VALUATORS]) {
            body.extend(value.to_le_bytes());
        }
        let length = u32::try_from(16 + body.len()).unwrap_or(u32::MAX);
        let mut message = Vec::with_capacity(16 + body.len());
        for word in [length, TOUCH, finger, phase] {
            message.extend(word.to_le_bytes());
        }
        message.extend(body);
        message.extend(8_u32.to_le_bytes());
        message.extend(WAIT_FOR_SYNC.to_le_bytes());
        self.socket.write_all(&message)?;
        self.await_reply()
    }

    fn await_reply(&mut self) -> io::Result<()> {
        let mut reply = [0; 64];
        match self.socket.read(&mut reply)? {
            0 => Err(io::Error::new(io::ErrorKind::UnexpectedEof, "the touch driver closed the line")),
            _ => Ok(()),
        }
    }
}
