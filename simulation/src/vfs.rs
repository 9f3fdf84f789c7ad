//! SQLite's way to the played disks: a VFS that is the default one of this process. Files in a folder where a disk is mounted
//! are that disk's; all others go to the system as ever. So the stores open their files exactly as they do at a station.

#![expect(unsafe_code, reason = "a VFS is a table of C functions; this is a program for tests and is shipped nowhere")]
#![expect(clippy::cast_possible_wrap, reason = "lengths and places in files of some megabytes")]

use super::disk::{Disk, Fault};
use fastrand::Rng;
use rusqlite::ffi;
use std::cell::{Cell, RefCell};
use std::collections::HashMap;
use std::ffi::{CStr, c_char, c_int, c_void};
use std::rc::Rc;
use std::sync::OnceLock;

/// A mounted disk.
pub type Mounted = Rc<RefCell<Disk>>;

thread_local! {
    static DISKS: RefCell<HashMap<String, Mounted>> = RefCell::default();
    static CHANCE: RefCell<Rng> = const { RefCell::new(Rng::with_seed(0)) };
}

/// One page of shared memory is this large in SQLite.
const REGION: usize = 32 * 1024;
const SLOTS: usize = 8;

/// The memory that the openers of a file share, and who has locked what of it.
#[derive(Default)]
pub struct Shared {
    regions: RefCell<Vec<Box<[u64]>>>,
    /// How many share a slot; -1: one has it for itself.
    slots: Cell<[i32; SLOTS]>,
}

/// The system's VFS.
struct Real(*mut ffi::sqlite3_vfs);
// SQLite's own VFS objects live as long as the process and are never changed after they were registered.
unsafe impl Send for Real {}
unsafe impl Sync for Real {}

static REAL: OnceLock<Real> = OnceLock::new();

/// Makes the played disks reachable; once is enough.
pub fn install() {
    REAL.get_or_init(|| unsafe {
        // Nobody asks how much memory SQLite has; each block would be counted under a lock.
        ffi::sqlite3_config(ffi::SQLITE_CONFIG_MEMSTATUS, 0);
        ffi::sqlite3_initialize();
        let real = ffi::sqlite3_vfs_find(std::ptr::null());
        let ours = Box::leak(Box::new(*real));
        ours.pNext = std::ptr::null_mut();
        ours.zName = c"played".as_ptr();
        ours.szOsFile = ours.szOsFile.max(size_of::<Open>() as c_int);
        ours.xOpen = Some(open);
        ours.xDelete = Some(delete);
        ours.xAccess = Some(access);
        ours.xFullPathname = Some(full_pathname);
        ours.xRandomness = Some(randomness);
        ours.xSleep = Some(sleep);
        ffi::sqlite3_vfs_register(ours, 1);
        Real(real)
    });
}

/// Mounts a disk at a folder, for this thread.
pub fn mount(folder: &str, disk: &Mounted) {
    install();
    DISKS.with_borrow_mut(|disks| disks.insert(folder.to_owned(), Rc::clone(disk)));
}

/// Takes all disks of this thread away, and begins the dice that SQLite throws anew.
pub fn begin(seed: u64) {
    install();
    DISKS.with_borrow_mut(HashMap::clear);
    CHANCE.with_borrow_mut(|dice| dice.seed(seed));
    // SQLite asks its VFS for a seed the next time it needs randomness.
    unsafe { ffi::sqlite3_randomness(0, std::ptr::null_mut()) };
}

fn real() -> *mut ffi::sqlite3_vfs {
    REAL.get().map_or(std::ptr::null_mut(), |real| real.0)
}

/// The disk of a path, and the name there.
unsafe fn find(path: *const c_char) -> Option<(Mounted, String)> {
    if path.is_null() {
        return None;
    }
    let path = unsafe { CStr::from_ptr(path) }.to_str().ok()?;
    let (folder, name) = path.rsplit_once('/')?;
    let disk = DISKS.with_borrow(|disks| disks.get(folder).cloned())?;
    Some((disk, name.to_owned()))
}

/// What SQLite keeps of an open file: its first field is SQLite's.
#[repr(C)]
struct Open {
    methods: *const ffi::sqlite3_io_methods,
    file: *mut Handle,
}

struct Handle {
    disk: Mounted,
    name: String,
    life: u64,
    opener: u64,
    memory: Option<Rc<Shared>>,
    /// Slots of shared memory that are locked by this opener: shared and exclusive, as bits.
    held: (u8, u8),
}

impl Handle {
    fn at(&self) -> (u64, &str) {
        (self.life, &self.name)
    }

    fn let_go(&mut self, bits: u8, exclusive: bool) {
        let held = if exclusive { &mut self.held.1 } else { &mut self.held.0 };
        let bits = bits & *held;
        *held &= !bits;
        if let Some(memory) = &self.memory {
            let mut slots = memory.slots.get();
            for (slot, users) in slots.iter_mut().enumerate().filter(|(slot, _)| bits >> slot & 1 == 1) {
                debug_assert!(slot < SLOTS);
                *users = if exclusive { 0 } else { *users - 1 };
            }
            memory.slots.set(slots);
        }
    }
}

const METHODS: ffi::sqlite3_io_methods = ffi::sqlite3_io_methods {
    iVersion: 2,
    xClose: Some(close),
    xRead: Some(read),
    xWrite: Some(write),
    xTruncate: Some(truncate),
    xSync: Some(sync),
    xFileSize: Some(file_size),
    xLock: Some(lock),
    xUnlock: Some(unlock),
    xCheckReservedLock: Some(check_reserved_lock),
    xFileControl: Some(file_control),
    xSectorSize: Some(sector_size),
    xDeviceCharacteristics: Some(device_characteristics),
    xShmMap: Some(shm_map),
    xShmLock: Some(shm_lock),
    xShmBarrier: Some(shm_barrier),
    xShmUnmap: Some(shm_unmap),
    xFetch: None,
    xUnfetch: None,
};
static IO: Methods = Methods(METHODS);
struct Methods(ffi::sqlite3_io_methods);
// A table of functions.
unsafe impl Sync for Methods {}

const fn code(fault: Fault, failed: c_int) -> c_int {
    match fault {
        Fault::Full => ffi::SQLITE_FULL,
        Fault::Failed | Fault::Gone => failed,
    }
}

unsafe extern "C" fn open(
    _vfs: *mut ffi::sqlite3_vfs,
    path: *const c_char,
    file: *mut ffi::sqlite3_file,
    flags: c_int,
    out: *mut c_int,
) -> c_int {
    unsafe {
        let Some((disk, name)) = find(path) else {
            return (*real()).xOpen.map_or(ffi::SQLITE_CANTOPEN, |open| open(real(), path, file, flags, out));
        };
        let ours = file.cast::<Open>();
        (*ours).methods = std::ptr::null();
        let got = disk.borrow_mut().open(&name, flags & ffi::SQLITE_OPEN_CREATE != 0);
        let Ok((life, opener)) = got else { return ffi::SQLITE_CANTOPEN };
        let flags = if disk.borrow().is_read_only() {
            flags & !(ffi::SQLITE_OPEN_READWRITE | ffi::SQLITE_OPEN_CREATE) | ffi::SQLITE_OPEN_READONLY
        } else {
            flags
        };
        let handle = Handle { disk, name, life, opener, memory: None, held: (0, 0) };
        (*ours).file = Box::into_raw(Box::new(handle));
        (*ours).methods = &raw const IO.0;
        if !out.is_null() {
            *out = flags;
        }
        ffi::SQLITE_OK
    }
}

unsafe extern "C" fn delete(_vfs: *mut ffi::sqlite3_vfs, path: *const c_char, sync_folder: c_int) -> c_int {
    unsafe {
        let Some((disk, name)) = find(path) else {
            return (*real()).xDelete.map_or(ffi::SQLITE_IOERR, |delete| delete(real(), path, sync_folder));
        };
        let done = disk.borrow_mut().delete(&name, sync_folder != 0);
        done.map_or_else(|fault| code(fault, ffi::SQLITE_IOERR_DELETE), |()| ffi::SQLITE_OK)
    }
}

unsafe extern "C" fn access(_vfs: *mut ffi::sqlite3_vfs, path: *const c_char, flags: c_int, out: *mut c_int) -> c_int {
    unsafe {
        let Some((disk, name)) = find(path) else {
            return (*real()).xAccess.map_or(ffi::SQLITE_IOERR, |access| access(real(), path, flags, out));
        };
        *out = c_int::from(disk.borrow().is_there(&name));
        ffi::SQLITE_OK
    }
}

unsafe extern "C" fn full_pathname(
    _vfs: *mut ffi::sqlite3_vfs,
    path: *const c_char,
    length: c_int,
    out: *mut c_char,
) -> c_int {
    unsafe {
        if find(path).is_none() {
            return (*real()).xFullPathname.map_or(ffi::SQLITE_CANTOPEN, |full| full(real(), path, length, out));
        }
        let bytes = CStr::from_ptr(path).to_bytes_with_nul();
        if bytes.len() > length as usize {
            return ffi::SQLITE_CANTOPEN;
        }
        std::ptr::copy_nonoverlapping(bytes.as_ptr().cast(), out, bytes.len());
        ffi::SQLITE_OK
    }
}

unsafe extern "C" fn randomness(_vfs: *mut ffi::sqlite3_vfs, length: c_int, out: *mut c_char) -> c_int {
    let bytes = unsafe { std::slice::from_raw_parts_mut(out.cast::<u8>(), length as usize) };
    CHANCE.with_borrow_mut(|dice| dice.fill(bytes));
    length
}

/// Nobody waits in a played world.
unsafe extern "C" fn sleep(_vfs: *mut ffi::sqlite3_vfs, micros: c_int) -> c_int {
    micros
}

unsafe fn handle<'a>(file: *mut ffi::sqlite3_file) -> &'a mut Handle {
    unsafe { &mut *(*file.cast::<Open>()).file }
}

unsafe extern "C" fn close(file: *mut ffi::sqlite3_file) -> c_int {
    unsafe {
        let ours = file.cast::<Open>();
        let mut handle = Box::from_raw((*ours).file);
        handle.let_go(u8::MAX, true);
        handle.let_go(u8::MAX, false);
        handle.disk.borrow_mut().unlock((handle.life, &handle.name), handle.opener, 0);
        (*ours).methods = std::ptr::null();
        ffi::SQLITE_OK
    }
}

unsafe extern "C" fn read(file: *mut ffi::sqlite3_file, into: *mut c_void, length: c_int, at: i64) -> c_int {
    unsafe {
        let handle = handle(file);
        let into = std::slice::from_raw_parts_mut(into.cast::<u8>(), length as usize);
        let got = handle.disk.borrow_mut().read(handle.at(), at as usize, into);
        match got {
            Ok(got) if got < into.len() => ffi::SQLITE_IOERR_SHORT_READ,
            Ok(_) => ffi::SQLITE_OK,
            Err(fault) => code(fault, ffi::SQLITE_IOERR_READ),
        }
    }
}

unsafe extern "C" fn write(file: *mut ffi::sqlite3_file, from: *const c_void, length: c_int, at: i64) -> c_int {
    unsafe {
        let handle = handle(file);
        let from = std::slice::from_raw_parts(from.cast::<u8>(), length as usize);
        let done = handle.disk.borrow_mut().write(handle.at(), at as usize, from);
        done.map_or_else(|fault| code(fault, ffi::SQLITE_IOERR_WRITE), |()| ffi::SQLITE_OK)
    }
}

unsafe extern "C" fn truncate(file: *mut ffi::sqlite3_file, length: i64) -> c_int {
    unsafe {
        let handle = handle(file);
        let done = handle.disk.borrow_mut().cut(handle.at(), length as usize);
        done.map_or_else(|fault| code(fault, ffi::SQLITE_IOERR_TRUNCATE), |()| ffi::SQLITE_OK)
    }
}

unsafe extern "C" fn sync(file: *mut ffi::sqlite3_file, _flags: c_int) -> c_int {
    unsafe {
        let handle = handle(file);
        let done = handle.disk.borrow_mut().sync(handle.at());
        done.map_or_else(|fault| code(fault, ffi::SQLITE_IOERR_FSYNC), |()| ffi::SQLITE_OK)
    }
}

unsafe extern "C" fn file_size(file: *mut ffi::sqlite3_file, out: *mut i64) -> c_int {
    unsafe {
        let handle = handle(file);
        match handle.disk.borrow_mut().size(handle.at()) {
            Ok(size) => {
                *out = size as i64;
                ffi::SQLITE_OK
            }
            Err(fault) => code(fault, ffi::SQLITE_IOERR_FSTAT),
        }
    }
}

unsafe extern "C" fn lock(file: *mut ffi::sqlite3_file, level: c_int) -> c_int {
    unsafe {
        let handle = handle(file);
        match handle.disk.borrow_mut().lock(handle.at(), handle.opener, level) {
            Ok(true) => ffi::SQLITE_OK,
            Ok(false) => ffi::SQLITE_BUSY,
            Err(fault) => code(fault, ffi::SQLITE_IOERR_LOCK),
        }
    }
}

unsafe extern "C" fn unlock(file: *mut ffi::sqlite3_file, level: c_int) -> c_int {
    unsafe {
        let handle = handle(file);
        handle.disk.borrow_mut().unlock(handle.at(), handle.opener, level);
        ffi::SQLITE_OK
    }
}

unsafe extern "C" fn check_reserved_lock(file: *mut ffi::sqlite3_file, out: *mut c_int) -> c_int {
    unsafe {
        let handle = handle(file);
        *out = c_int::from(handle.disk.borrow().is_reserved(&handle.name));
        ffi::SQLITE_OK
    }
}

unsafe extern "C" fn file_control(_file: *mut ffi::sqlite3_file, _op: c_int, _arg: *mut c_void) -> c_int {
    ffi::SQLITE_NOTFOUND
}

unsafe extern "C" fn sector_size(_file: *mut ffi::sqlite3_file) -> c_int {
    512
}

unsafe extern "C" fn device_characteristics(_file: *mut ffi::sqlite3_file) -> c_int {
    ffi::SQLITE_IOCAP_POWERSAFE_OVERWRITE
}

unsafe extern "C" fn shm_map(
    file: *mut ffi::sqlite3_file,
    region: c_int,
    size: c_int,
    extend: c_int,
    out: *mut *mut c_void,
) -> c_int {
    unsafe {
        let handle = handle(file);
        *out = std::ptr::null_mut();
        if handle.memory.is_none() {
            let memory = handle.disk.borrow_mut().memory((handle.life, &handle.name));
            match memory {
                Ok(memory) => handle.memory = Some(memory),
                Err(fault) => return code(fault, ffi::SQLITE_IOERR_SHMMAP),
            }
        }
        let Some(memory) = &handle.memory else { return ffi::SQLITE_IOERR_SHMMAP };
        if size as usize != REGION {
            return ffi::SQLITE_IOERR_SHMMAP;
        }
        let mut regions = memory.regions.borrow_mut();
        while regions.len() <= region as usize {
            if extend == 0 {
                return ffi::SQLITE_OK;
            }
            regions.push(vec![0_u64; REGION / 8].into_boxed_slice());
        }
        if let Some(there) = regions.get_mut(region as usize) {
            *out = there.as_mut_ptr().cast();
        }
        ffi::SQLITE_OK
    }
}

unsafe extern "C" fn shm_lock(file: *mut ffi::sqlite3_file, first: c_int, count: c_int, flags: c_int) -> c_int {
    unsafe {
        let handle = handle(file);
        let bits = (((1_u16 << count) - 1) << first) as u8;
        let exclusive = flags & ffi::SQLITE_SHM_EXCLUSIVE != 0;
        if flags & ffi::SQLITE_SHM_UNLOCK != 0 {
            handle.let_go(bits, exclusive);
            return ffi::SQLITE_OK;
        }
        let Some(memory) = handle.memory.clone() else { return ffi::SQLITE_IOERR_SHMLOCK };
        // Who has it already has it.
        let bits = bits & !(if exclusive { handle.held.1 } else { handle.held.0 });
        let mut slots = memory.slots.get();
        for (slot, users) in slots.iter_mut().enumerate().filter(|(slot, _)| bits >> slot & 1 == 1) {
            let own = i32::from(exclusive && handle.held.0 >> slot & 1 == 1);
            let free = if exclusive { *users - own == 0 } else { *users >= 0 };
            if !free {
                return ffi::SQLITE_BUSY;
            }
            *users = if exclusive { -1 } else { *users + 1 };
        }
        memory.slots.set(slots);
        if exclusive {
            handle.held.1 |= bits;
        } else {
            handle.held.0 |= bits;
        }
        ffi::SQLITE_OK
    }
}

unsafe extern "C" fn shm_barrier(_file: *mut ffi::sqlite3_file) {}

unsafe extern "C" fn shm_unmap(file: *mut ffi::sqlite3_file, delete: c_int) -> c_int {
    unsafe {
        let handle = handle(file);
        handle.let_go(u8::MAX, true);
        handle.let_go(u8::MAX, false);
        if let Some(memory) = handle.memory.take()
            && delete != 0
        {
            // The last one to close has emptied the log: the next opener begins with fresh memory.
            drop(memory);
            handle.disk.borrow_mut().forget_memory(handle.at());
        }
        ffi::SQLITE_OK
    }
}

/// Every page of a database as it is without its cipher, those that are free as well.
#[must_use]
pub fn all_pages(db: &rusqlite::Connection) -> Vec<u8> {
    let mut length = 0_i64;
    unsafe {
        let pages = ffi::sqlite3_serialize(db.handle(), c"main".as_ptr(), &raw mut length, 0);
        if pages.is_null() {
            return Vec::new();
        }
        let bytes = std::slice::from_raw_parts(pages, length as usize).to_vec();
        ffi::sqlite3_free(pages.cast());
        bytes
    }
}
