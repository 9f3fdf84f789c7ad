//! Memory that is overwritten before it is free: whoever reads the running program, or what is left of one that fell over,
//! finds nobody who was at the station before. This takes the place of the system's `free` and `realloc` in the whole program:
//! Rust's memory, SQLite's, that of zstd, which holds what it packed, of libcrypto and of whatever the window's driver brings.
//! It stands in the program and not in the library, so that tests and tools keep the system's.

#![expect(unsafe_code, reason = "what C calls is a function of C; each call goes on to the system's")]

use libc::{c_void, malloc, malloc_usable_size};
use std::hint::black_box;
use std::ptr::{null_mut, write_bytes};

/// Of blocks from this size on, in bytes, whole pages are taken back by the system, which gives them out empty; that is cheaper than
/// to overwrite them.
const BY_PAGES_FROM: usize = 64 * 1024;

unsafe extern "C" {
    /// The system's own, by the name that stays when somebody takes their place.
    fn __libc_free(block: *mut c_void);
    fn __libc_realloc(block: *mut c_void, bytes: usize) -> *mut c_void;
}

/// Overwrites bytes that nobody will read any more, which a compiler would leave out otherwise.
///
/// # Safety
/// The bytes are the caller's to write.
unsafe fn overwrite(from: *mut u8, bytes: usize) {
    // SAFETY: as the caller promises.
    unsafe { write_bytes(from, 0, bytes) };
    black_box(from);
}

/// Empties a block, or its end.
///
/// # Safety
/// The bytes are the caller's to write, and nobody else's.
unsafe fn wipe(from: *mut u8, bytes: usize) {
    let page = rustix::param::page_size();
    let (head, pages) = (from.align_offset(page), bytes.saturating_sub(from.align_offset(page)) / page * page);
    // SAFETY: head, pages and tail lie one behind the other within the bytes.
    unsafe {
        let whole = from.wrapping_add(head).cast();
        let given_back =
            bytes >= BY_PAGES_FROM && rustix::mm::madvise(whole, pages, rustix::mm::Advice::LinuxDontNeed).is_ok();
        if given_back {
            overwrite(from, head);
            overwrite(from.add(head + pages), bytes - head - pages);
        } else {
            overwrite(from, bytes);
        }
    }
}

/// What C and Rust call to give a block back.
///
/// # Safety
/// As of the system's `free`.
#[unsafe(no_mangle)]
unsafe extern "C" fn free(block: *mut c_void) {
    if block.is_null() {
        return;
    }
    // SAFETY: the block is the caller's in its whole usable length until the system has it back.
    unsafe {
        wipe(block.cast(), malloc_usable_size(block));
        __libc_free(block);
    }
}

/// What C and Rust call to make a block larger or smaller. The system's own would leave what it moves where it was.
///
/// # Safety
/// As of the system's `realloc`.
#[unsafe(no_mangle)]
unsafe extern "C" fn realloc(block: *mut c_void, bytes: usize) -> *mut c_void {
    // SAFETY: the block is the caller's in its whole usable length; what is copied is shorter than either.
    unsafe {
        if block.is_null() {
            return malloc(bytes);
        }
        let usable = malloc_usable_size(block);
        if bytes <= usable {
            wipe(block.cast::<u8>().add(bytes), usable - bytes);
            return if bytes == 0 { free_and_nothing(block) } else { __libc_realloc(block, bytes) };
        }
        let larger = malloc(bytes);
        if !larger.is_null() {
            larger.cast::<u8>().copy_from_nonoverlapping(block.cast(), usable);
            free(block);
        }
        larger
    }
}

/// What the system's `realloc` does with a size of nought.
///
/// # Safety
/// As of `free`.
unsafe fn free_and_nothing(block: *mut c_void) -> *mut c_void {
    // SAFETY: as the caller promises.
    unsafe { free(block) };
    null_mut()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn filled(bytes: usize) -> *mut u8 {
        let block = unsafe { malloc(bytes) }.cast::<u8>();
        unsafe { write_bytes(block, 7, malloc_usable_size(block.cast())) };
        block
    }

    #[test]
    fn what_is_given_back_is_empty_in_whole_pages_and_without() {
        for bytes in [24, 4_000, BY_PAGES_FROM, 300_000, 5_000_000] {
            let block = filled(bytes + 64);
            // Not at a page's beginning, and not at one's end.
            unsafe { wipe(block.add(13), bytes) };
            let all = unsafe { std::slice::from_raw_parts(block, bytes + 64) };
            assert_eq!((all[12], all[13 + bytes]), (7, 7), "{bytes}");
            assert!(all[13..13 + bytes].iter().all(|byte| *byte == 0), "{bytes}");
            unsafe { free(block.cast()) };
        }
    }

    #[test]
    fn what_grows_and_shrinks_keeps_what_it_holds() {
        let mut text = vec![7_u8; 5];
        for bytes in [5_000, 100_000, 3_000_000, 70_000, 40, 90_000] {
            let held = text.len().min(bytes);
            text.truncate(held);
            text.shrink_to_fit();
            text.reserve_exact(bytes - held);
            assert!(text.iter().all(|byte| *byte == 7));
            text.resize(bytes, 7);
        }
        let fresh = unsafe { realloc(null_mut(), 8) };
        assert!(!fresh.is_null());
        assert!(unsafe { realloc(fresh, 0) }.is_null(), "a size of nought gives a block back");
    }

    /// A block that C gave back lies in the next one of its size, which nobody has filled.
    #[test]
    fn it_is_this_programs_own_functions_that_are_called() {
        for _ in 0..50 {
            drop(vec![0xA5_u8; 1_000]);
            let next = unsafe { malloc(1_000) }.cast::<u8>();
            // The system writes its own two words at the beginning of what is free.
            let behind = unsafe { std::slice::from_raw_parts(next.add(16), 984) };
            assert!(!behind.windows(8).any(|bytes| bytes == [0xA5; 8]));
            unsafe { free(next.cast()) };
        }
    }
}
