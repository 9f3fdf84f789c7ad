//! A screen where there is none: Xorg with the `dummy` video driver and a touch panel, and pictures of what it shows.

use std::fmt::Write as _;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::Duration;
use x11rb::connection::Connection as _;
use x11rb::protocol::xproto::{ConnectionExt as _, ImageFormat};

/// Where Debian keeps the server itself; `/usr/bin/Xorg` is a wrapper that wants a console.
const XORG: &str = "/usr/lib/xorg/Xorg";
/// How long the server may take to come up on a busy machine.
const START_LIMIT: Duration = Duration::from_secs(20);

/// How long it may take to end, and how often it is looked whether it has.
const END_LIMIT: Duration = Duration::from_secs(10);
const END_LOOKS: u32 = 200;

#[derive(Debug, thiserror::Error)]
pub enum DisplayError {
    #[error("{XORG} is missing; install xserver-xorg-core and xserver-xorg-video-dummy")]
    NoXorg,
    #[error("the virtual screen did not come up; it says:\n{0}")]
    NotUp(String),
    #[error("the virtual screen cannot be photographed: {0}")]
    Picture(String),
    #[error(transparent)]
    Io(#[from] io::Error),
}

/// A running virtual screen; gone when dropped.
pub struct Display {
    server: Child,
    /// As in the environment variable `DISPLAY`.
    pub name: String,
    /// Where the touch driver listens.
    pub socket: PathBuf,
}

impl Display {
    /// Starts a screen of this size; its files go into `dir`.
    pub fn start(dir: &Path, width_px: u32, height_px: u32) -> Result<Self, DisplayError> {
        if !Path::new(XORG).exists() {
            return Err(DisplayError::NoXorg);
        }
        let socket = dir.join("touch.sock");
        let config = dir.join("xorg.conf");
        let log = dir.join("xorg.log");
        let number = dir.join("display");
        fs::write(&config, xorg_config(&socket, width_px, height_px))?;
        let server = Command::new(XORG)
            // The server itself takes a number that is free and writes it down: a lock file does not show what runs beyond
            // the walls of a container.
            .args(["-displayfd", "1"])
            .arg("-config")
            .arg(&config)
            .arg("-logfile")
            .arg(&log)
            // No console, no console's keyboard: nothing of the machine's own screen is touched.
            .args(["-seat", "seat-yizhan", "-novtswitch", "-sharevts", "-noreset", "-nolisten", "tcp"])
            .stdin(Stdio::null())
            .stdout(fs::File::create(&number)?)
            .stderr(fs::File::create(dir.join("xorg.err"))?)
            .spawn()?;
        let mut display = Self { server, name: String::new(), socket };
        display.wait_until_up(&number, &log)?;
        Ok(display)
    }

    fn wait_until_up(&mut self, number: &Path, log: &Path) -> Result<(), DisplayError> {
        let mut waited = Duration::ZERO;
        while waited < START_LIMIT {
            if let Some(number) = fs::read_to_string(number)?.strip_suffix('\n') {
                self.name = format!(":{number}");
                if self.socket.exists() && x11rb::connect(Some(&self.name)).is_ok() {
                    return Ok(());
                }
            }
            if self.server.try_wait()?.is_some() {
                break;
            }
            let step = Duration::from_millis(100);
            std::thread::sleep(step);
            waited += step;
        }
        Err(DisplayError::NotUp(complaints(log)))
    }
}

/// Writes what a screen of this size shows as a PNG; `name` is as in `DISPLAY`, `None` takes that variable.
pub fn picture(name: Option<&str>, (width, height): (u32, u32), file: &Path) -> Result<(), DisplayError> {
    let failed = |e: &dyn std::fmt::Display| DisplayError::Picture(e.to_string());
    let (connection, screen) = x11rb::connect(name).map_err(|e| failed(&e))?;
    let root = connection.setup().roots.get(screen).ok_or_else(|| failed(&"no screen"))?.root;
    let image = connection
        .get_image(ImageFormat::Z_PIXMAP, root, 0, 0, width as u16, height as u16, u32::MAX)
        .map_err(|e| failed(&e))?
        .reply()
        .map_err(|e| failed(&e))?;
    // 24-bit depth: four bytes a pixel, blue first.
    let rgb: Vec<u8> = image.data.as_chunks::<4>().0.iter().flat_map(|[b, g, r, _]| [*r, *g, *b]).collect();
    image::save_buffer(file, &rgb, width, height, image::ExtendedColorType::Rgb8).map_err(|e| failed(&e))
}

impl Drop for Display {
    fn drop(&mut self) {
        // SIGTERM, not SIGKILL: the server removes its lock file.
        if let Some(pid) = rustix::process::Pid::from_raw(self.server.id().cast_signed()) {
            let _gone = rustix::process::kill_process(pid, rustix::process::Signal::TERM);
        }
        // One that is in trouble may not hear it; whoever drops the screen does not wait for that.
        for _ in 0..END_LOOKS {
            if !matches!(self.server.try_wait(), Ok(None)) {
                return;
            }
            std::thread::sleep(END_LIMIT / END_LOOKS);
        }
        let _killed = self.server.kill();
        let _status = self.server.wait();
    }
}

/// The errors in a server's log, which goes away with its folder; all of the log where none is marked as one.
fn complaints(log: &Path) -> String {
    let log = fs::read_to_string(log).unwrap_or_default();
    let marked: Vec<&str> = log.lines().filter(|line| line.contains("(EE)")).collect();
    if marked.is_empty() { log } else { marked.join("\n") }
}

fn xorg_config(socket: &Path, width: u32, height: u32) -> String {
    // Sync figures that any mode line passes; the dummy driver has no monitor to spoil.
    let (h_total, v_total) = (width + 400, height + 69);
    let mut config = String::new();
    let _infallible = write!(
        config,
        r#"Section "ServerFlags"
  Option "AutoAddDevices" "false"
  Option "AutoEnableDevices" "false"
  Option "AllowMouseOpenFail" "true"
  Option "DontVTSwitch" "true"
EndSection
Section "Device"
  Identifier "dummy"
  Driver "dummy"
  VideoRam 192000
EndSection
Section "Monitor"
  Identifier "monitor"
  HorizSync 5.0-1000.0
  VertRefresh 5.0-200.0
  Modeline "kiosk" 176.5 {width} {h1} {h2} {h_total} {height} {v1} {v2} {v_total}
EndSection
Section "Screen"
  Identifier "screen"
  Device "dummy"
  Monitor "monitor"
  DefaultDepth 24
  SubSection "Display"
    Depth 24
    Modes "kiosk"
    Virtual {width} {height}
  EndSubSection
EndSection
Section "InputDevice"
  Identifier "touch"
  Driver "inputtest"
  Option "SocketPath" "{socket}"
  Option "DeviceType" "Touch"
  Option "TouchCount" "5"
EndSection
Section "ServerLayout"
  Identifier "layout"
  Screen "screen"
  InputDevice "touch" "CorePointer"
EndSection
"#,
        h1 = width + 88,
        h2 = width + 200,
        v1 = height + 3,
        v2 = height + 13,
        socket = socket.display(),
    );
    config
}
