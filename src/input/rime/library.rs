//! librime's C interface (`rime_api.h`, 1.8): the only place of the kiosk with unsafe code. Everything else sees a [`Session`]
//! that takes letters and gives texts.

#![expect(unsafe_code, reason = "a C library that is opened at run time cannot be called otherwise")]

use super::RimeMissing;
use libloading::Library;
use std::ffi::{CStr, CString, c_char, c_int, c_void};
use std::path::Path;
use std::ptr::{null, null_mut};

type SessionId = usize;

/// `RimeTraits`.
#[repr(C)]
struct Traits {
    data_size: c_int,
    shared_data_dir: *const c_char,
    user_data_dir: *const c_char,
    distribution_name: *const c_char,
    distribution_code_name: *const c_char,
    distribution_version: *const c_char,
    app_name: *const c_char,
    modules: *const *const c_char,
    min_log_level: c_int,
    log_dir: *const c_char,
    prebuilt_data_dir: *const c_char,
    staging_dir: *const c_char,
}

/// `RimeCandidate`.
#[repr(C)]
struct RawCandidate {
    text: *mut c_char,
    comment: *mut c_char,
    reserved: *mut c_void,
}

/// `RimeCandidateListIterator`.
#[repr(C)]
struct CandidateIterator {
    list: *mut c_void,
    index: c_int,
    candidate: RawCandidate,
}

/// `RimeComposition`: the letters as librime parts them.
#[repr(C)]
struct Composition {
    length: c_int,
    cursor: c_int,
    selection_start: c_int,
    selection_end: c_int,
    preedit: *mut c_char,
}

/// `RimeMenu`: a page of candidates, which is not used.
#[repr(C)]
struct Menu {
    page_size: c_int,
    page: c_int,
    is_last_page: c_int,
    highlighted: c_int,
    count: c_int,
    candidates: *mut RawCandidate,
    select_keys: *mut c_char,
}

/// `RimeContext`.
#[repr(C)]
struct RawContext {
    data_size: c_int,
    composition: Composition,
    menu: Menu,
    commit_preview: *mut c_char,
    select_labels: *mut *mut c_char,
}

impl RawContext {
    const EMPTY: Self = Self {
        data_size: data_size(size_of::<Self>()),
        composition: Composition { length: 0, cursor: 0, selection_start: 0, selection_end: 0, preedit: null_mut() },
        menu: Menu {
            page_size: 0,
            page: 0,
            is_last_page: 0,
            highlighted: 0,
            count: 0,
            candidates: null_mut(),
            select_keys: null_mut(),
        },
        commit_preview: null_mut(),
        select_labels: null_mut(),
    };
}

/// Only errors worse than fatal: librime's log would be a file in the temporary folder.
const NO_LOG: c_int = 4;

/// What librime is told of a structure's size: all but that number itself.
#[expect(clippy::cast_possible_wrap, reason = "a structure of a hundred bytes")]
const fn data_size(whole: usize) -> c_int {
    (whole - size_of::<c_int>()) as c_int
}

/// The functions that are used, as addresses in the open library.
struct Functions {
    select_schema: unsafe extern "C" fn(SessionId, *const c_char) -> c_int,
    process_key: unsafe extern "C" fn(SessionId, c_int, c_int) -> c_int,
    clear: unsafe extern "C" fn(SessionId),
    get_context: unsafe extern "C" fn(SessionId, *mut RawContext) -> c_int,
    free_context: unsafe extern "C" fn(*mut RawContext) -> c_int,
    list_begin: unsafe extern "C" fn(SessionId, *mut CandidateIterator) -> c_int,
    list_next: unsafe extern "C" fn(*mut CandidateIterator) -> c_int,
    list_end: unsafe extern "C" fn(*mut CandidateIterator),
}

/// One person's letters. librime has one state for the whole process, so that there is one of these.
pub(super) struct Session {
    functions: Functions,
    id: SessionId,
    /// Keeps the addresses valid; it is never closed while they are used.
    _library: Library,
}

/// An address in the library.
fn symbol<T: Copy>(library: &Library, name: &str) -> Result<T, RimeMissing> {
    // SAFETY: the name and the type are those of `rime_api.h` of librime 1.x, whose interface has been stable since 1.0; the
    // address is used only while the library is open.
    let found = unsafe { library.get::<T>(name.as_bytes()) };
    found.map(|address| *address).map_err(|error| RimeMissing::Library(error.to_string()))
}

fn text(path: &Path) -> Result<CString, RimeMissing> {
    CString::new(path.as_os_str().as_encoded_bytes()).map_err(|error| RimeMissing::Folder(error.to_string()))
}

impl Session {
    /// Opens the library and a session with our schema, which lies in `staging`.
    pub(super) fn open(library: &str, data: &Path, staging: &Path) -> Result<Self, RimeMissing> {
        // SAFETY: opening runs the library's initialisers; those of librime and what it is linked with set up their own
        // state and nothing of ours.
        let library = unsafe { Library::new(library) }.map_err(|error| RimeMissing::Library(error.to_string()))?;
        let setup: unsafe extern "C" fn(*mut Traits) = symbol(&library, "RimeSetup")?;
        let initialize: unsafe extern "C" fn(*mut Traits) = symbol(&library, "RimeInitialize")?;
        let create: unsafe extern "C" fn() -> SessionId = symbol(&library, "RimeCreateSession")?;
        let functions = Functions {
            select_schema: symbol(&library, "RimeSelectSchema")?,
            process_key: symbol(&library, "RimeProcessKey")?,
            clear: symbol(&library, "RimeClearComposition")?,
            get_context: symbol(&library, "RimeGetContext")?,
            free_context: symbol(&library, "RimeFreeContext")?,
            list_begin: symbol(&library, "RimeCandidateListBegin")?,
            list_next: symbol(&library, "RimeCandidateListNext")?,
            list_end: symbol(&library, "RimeCandidateListEnd")?,
        };
        let (shared, prebuilt, staging) = (text(data)?, text(&data.join("build"))?, text(staging)?);
        let mut traits = Traits {
            data_size: data_size(size_of::<Traits>()),
            shared_data_dir: shared.as_ptr(),
            // There is no such folder, and nothing makes it.
            user_data_dir: c"/nonexistent/yizhan".as_ptr(),
            distribution_name: c"Yizhan".as_ptr(),
            distribution_code_name: c"yizhan".as_ptr(),
            distribution_version: c"1".as_ptr(),
            app_name: c"rime.yizhan".as_ptr(),
            modules: null(),
            min_log_level: NO_LOG,
            log_dir: c"".as_ptr(),
            prebuilt_data_dir: prebuilt.as_ptr(),
            staging_dir: staging.as_ptr(),
        };
        // SAFETY: the structure is librime's, its size is said, and its texts live until the calls return; librime copies
        // them. Called once in a process (see `input::engine`).
        let id = unsafe {
            setup(&raw mut traits);
            initialize(&raw mut traits);
            create()
        };
        // SAFETY: the session was made by the library just now, and the text ends in a zero.
        let taken = id != 0 && unsafe { (functions.select_schema)(id, c"yizhan".as_ptr()) } != 0;
        if taken { Ok(Self { functions, id, _library: library }) } else { Err(RimeMissing::Schema) }
    }

    pub(super) fn type_letters(&mut self, letters: &str) {
        self.clear();
        for letter in letters.bytes() {
            // SAFETY: the session is open, and a letter's key is its ASCII code.
            unsafe { (self.functions.process_key)(self.id, c_int::from(letter), 0) };
        }
    }

    pub(super) fn clear(&mut self) {
        // SAFETY: the session is open.
        unsafe { (self.functions.clear)(self.id) };
    }

    /// How many letters each syllable has, as librime parts them.
    pub(super) fn pieces(&self) -> Vec<usize> {
        let mut context = RawContext::EMPTY;
        // SAFETY: librime fills the structure, whose size is said, and frees what it put in it.
        unsafe {
            if (self.functions.get_context)(self.id, &raw mut context) == 0 {
                return Vec::new();
            }
            let preedit = owned(context.composition.preedit);
            (self.functions.free_context)(&raw mut context);
            preedit.split([' ', '\'']).map(str::len).filter(|length| *length > 0).collect()
        }
    }

    /// The first candidates for what was typed.
    pub(super) fn candidates(&self, most: usize) -> Vec<String> {
        let candidate = RawCandidate { text: null_mut(), comment: null_mut(), reserved: null_mut() };
        let mut list = CandidateIterator { list: null_mut(), index: 0, candidate };
        let mut texts = Vec::new();
        // SAFETY: the iterator is begun, asked and ended in the order that librime wants; a text is copied before the next
        // one is asked for.
        unsafe {
            if (self.functions.list_begin)(self.id, &raw mut list) == 0 {
                return texts;
            }
            while texts.len() < most && (self.functions.list_next)(&raw mut list) != 0 {
                texts.push(owned(list.candidate.text));
            }
            (self.functions.list_end)(&raw mut list);
        }
        texts
    }
}

/// A copy of a C text; empty where there is none.
///
/// # Safety
/// The address is none, or that of a text that ends in a zero.
unsafe fn owned(text: *const c_char) -> String {
    if text.is_null() {
        return String::new();
    }
    // SAFETY: the caller's word.
    unsafe { CStr::from_ptr(text) }.to_string_lossy().into_owned()
}
