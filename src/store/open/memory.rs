//! SQLite's memory: pages, values and statements come from this program's heap, which overwrites what is given back
//! (`src/wiping.rs`), and from nowhere else. SQLCipher's own way of overwriting locks every block into memory by two calls of the
//! system, which a search would feel.

#![expect(unsafe_code, reason = "SQLite is told of an allocator by nothing but its C functions")]

use rusqlite::{Connection, ffi};
use std::alloc::{Layout, alloc, dealloc, realloc};
use std::ffi::{c_int, c_void};
use std::ptr::null_mut;
use std::sync::Once;

/// Before each block stands how long it is. Sixteen bytes, so that what follows is aligned for everything.
const HEAD: usize = 16;

const METHODS: ffi::sqlite3_mem_methods = ffi::sqlite3_mem_methods {
    xMalloc: Some(take),
    xFree: Some(give),
    xRealloc: Some(resize),
    xSize: Some(size),
    xRoundup: Some(round_up),
    xInit: Some(begin),
    xShutdown: Some(end),
    pAppData: null_mut(),
};

/// Has SQLite take its memory here. It can be told so only before its first connection; whoever was earlier keeps its way.
pub(super) fn use_ours() {
    static ONCE: Once = Once::new();
    // SAFETY: SQLite copies the table, whose functions live as long as the program.
    ONCE.call_once(|| unsafe {
        ffi::sqlite3_config(ffi::SQLITE_CONFIG_MALLOC, &METHODS);
    });
}

/// Takes a connection's own store of small blocks away: they are given out again and again, and never back.
pub(super) fn keep_nothing_aside(db: &Connection) {
    // SAFETY: the connection is open, and nothing was asked of it yet. Where SQLite refuses, it goes on as before.
    unsafe {
        ffi::sqlite3_db_config(db.handle(), ffi::SQLITE_DBCONFIG_LOOKASIDE, null_mut::<c_void>(), 0, 0);
    }
}

fn layout(bytes: usize) -> Option<Layout> {
    Layout::from_size_align(bytes.checked_add(HEAD)?, HEAD).ok()
}

unsafe extern "C" fn take(bytes: c_int) -> *mut c_void {
    let Some((bytes, layout)) = usize::try_from(bytes).ok().and_then(|bytes| Some((bytes, layout(bytes)?))) else {
        return null_mut();
    };
    // SAFETY: no layout is of size nought, since each has its head.
    unsafe { headed(alloc(layout), bytes) }
}

/// Writes the length at the beginning of a block, and answers where its use begins.
unsafe fn headed(block: *mut u8, bytes: usize) -> *mut c_void {
    if block.is_null() {
        return null_mut();
    }
    // SAFETY: a block has room for its head and is aligned for it.
    unsafe {
        #[expect(clippy::cast_ptr_alignment, reason = "blocks are aligned to their head")]
        block.cast::<usize>().write(bytes);
        block.add(HEAD).cast()
    }
}

/// The beginning of a block that `take` gave out, and how long its use is.
unsafe fn block_of(used: *mut c_void) -> (*mut u8, usize) {
    // SAFETY: SQLite gives back what it got here.
    unsafe {
        let block = used.cast::<u8>().sub(HEAD);
        #[expect(clippy::cast_ptr_alignment, reason = "blocks are aligned to their head")]
        let bytes = block.cast::<usize>().read();
        (block, bytes)
    }
}

unsafe extern "C" fn give(used: *mut c_void) {
    if used.is_null() {
        return;
    }
    // SAFETY: the block was made with this layout.
    unsafe {
        let (block, bytes) = block_of(used);
        if let Some(layout) = layout(bytes) {
            dealloc(block, layout);
        }
    }
}

unsafe extern "C" fn resize(used: *mut c_void, bytes: c_int) -> *mut c_void {
    if used.is_null() {
        // SAFETY: as `take` itself.
        return unsafe { take(bytes) };
    }
    let Some((bytes, new)) = usize::try_from(bytes).ok().and_then(|bytes| Some((bytes, layout(bytes)?))) else {
        return null_mut();
    };
    // SAFETY: the block was made with the old layout, and the new size is one of a layout of the same alignment.
    unsafe {
        let (block, old) = block_of(used);
        let Some(old) = layout(old) else { return null_mut() };
        headed(realloc(block, old, new.size()), bytes)
    }
}

unsafe extern "C" fn size(used: *mut c_void) -> c_int {
    if used.is_null() {
        return 0;
    }
    // SAFETY: as above.
    let (_, bytes) = unsafe { block_of(used) };
    c_int::try_from(bytes).unwrap_or(c_int::MAX)
}

const unsafe extern "C" fn round_up(bytes: c_int) -> c_int {
    bytes.saturating_add(7) & !7
}

const unsafe extern "C" fn begin(_nothing: *mut c_void) -> c_int {
    ffi::SQLITE_OK
}

const unsafe extern "C" fn end(_nothing: *mut c_void) {}
