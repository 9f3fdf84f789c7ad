//! Memory that is overwritten before it is free: whoever reads the running program, or what is left of one that fell over,
//! finds nobody who was at the station before. It is the heap of the programs (`main.rs`), and SQLite's (`store::open`).

#![expect(unsafe_code, reason = "an allocator is a trait of unsafe functions; each call goes to the system's")]

use std::alloc::{GlobalAlloc, Layout, System};
use std::hint::black_box;
use std::ptr::write_bytes;

/// Blocks from this size on, in bytes, are given to the system by themselves, and their pages come back empty: glibc is told so
/// by `runtime::machine`.
pub const OWN_PAGES_FROM: u32 = 64 * 1024;

/// The system's allocator; what is given back to it is empty.
#[derive(Debug, Clone, Copy)]
pub struct Wiping;

/// Overwrites bytes that nobody will read any more, which a compiler would leave out otherwise.
///
/// # Safety
/// The bytes are the caller's to write.
unsafe fn wipe(from: *mut u8, bytes: usize) {
    unsafe { write_bytes(from, 0, bytes) };
    black_box(from);
}

// SAFETY: every block comes from the system's allocator with its own layout and goes back to it with the same one; what is
// written in between lies within the block.
unsafe impl GlobalAlloc for Wiping {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        unsafe { System.alloc(layout) }
    }

    unsafe fn alloc_zeroed(&self, layout: Layout) -> *mut u8 {
        unsafe { System.alloc_zeroed(layout) }
    }

    unsafe fn dealloc(&self, block: *mut u8, layout: Layout) {
        unsafe {
            if layout.size() < OWN_PAGES_FROM as usize {
                wipe(block, layout.size());
            }
            System.dealloc(block, layout);
        }
    }

    unsafe fn realloc(&self, block: *mut u8, layout: Layout, bytes: usize) -> *mut u8 {
        unsafe {
            if layout.size() >= OWN_PAGES_FROM as usize {
                // Pages of its own are moved, not copied.
                return System.realloc(block, layout, bytes);
            }
            if bytes <= layout.size() {
                wipe(block.add(bytes), layout.size() - bytes);
                return System.realloc(block, layout, bytes);
            }
            // The caller has seen to it that the new size is a possible one.
            let larger = System.alloc(Layout::from_size_align_unchecked(bytes, layout.align()));
            if !larger.is_null() {
                larger.copy_from_nonoverlapping(block, layout.size());
                self.dealloc(block, layout);
            }
            larger
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A block that is looked at after it was given back, through its neighbour: the system's allocator is not asked.
    #[test]
    fn what_shrinks_leaves_nothing_behind_its_end() {
        let layout = Layout::array::<u8>(64).unwrap();
        unsafe {
            let block = Wiping.alloc(layout);
            write_bytes(block, 7, 64);
            wipe(block.add(16), 48);
            assert_eq!(std::slice::from_raw_parts(block, 64), [[7; 16].as_slice(), &[0; 48]].concat());
            Wiping.dealloc(block, layout);
        }
    }

    #[test]
    fn what_grows_keeps_what_it_holds() {
        let layout = Layout::array::<u8>(5).unwrap();
        unsafe {
            let block = Wiping.alloc(layout);
            block.copy_from_nonoverlapping(b"abcde".as_ptr(), 5);
            let block = Wiping.realloc(block, layout, 5_000);
            let layout = Layout::array::<u8>(5_000).unwrap();
            let block = Wiping.realloc(block, layout, 100_000);
            let layout = Layout::array::<u8>(100_000).unwrap();
            let block = Wiping.realloc(block, layout, 3);
            assert_eq!(std::slice::from_raw_parts(block, 3), b"abc");
            Wiping.dealloc(block, Layout::array::<u8>(3).unwrap());
        }
    }
}
