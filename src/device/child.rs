//! A program of the system's that does a device's work, for as long as it is wanted.

use std::process::{Child, Command};

/// The process that works just now; it and all it has started end when it is dropped or another takes its place.
#[derive(Debug, Default)]
pub struct Running(Option<Child>);

impl Running {
    /// Takes a process over. It must have been made by [`group`], so that ending it ends what it has started.
    pub fn set(&mut self, child: Child) {
        self.kill();
        self.0 = Some(child);
    }

    /// The process, while it is not forgotten.
    pub const fn child(&mut self) -> Option<&mut Child> {
        self.0.as_mut()
    }

    /// Kills it with all that it has started: a pipe of programs is one device.
    pub fn kill(&mut self) {
        let Some(mut child) = self.0.take() else { return };
        if let Some(group) = rustix::process::Pid::from_raw(child.id().cast_signed()) {
            let _gone = rustix::process::kill_process_group(group, rustix::process::Signal::KILL);
        }
        let _status = child.wait();
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        self.kill();
    }
}

/// The same command in a group of processes of its own.
pub fn group(command: &mut Command) -> &mut Command {
    use std::os::unix::process::CommandExt as _;
    command.process_group(0)
}
