//! The uploaders of a scratch home: what is left of its processes without the programs that were
//! started in it.
//!
//! All processes of a home belong to one job, which a process joins with the one that starts it.
//! When the job is closed, the system ends what is left in it.

#![expect(unsafe_code, reason = "std knows nothing of jobs")]

use std::io;
use std::os::windows::io::{AsRawHandle, FromRawHandle, OwnedHandle};
use std::path::Path;
use std::process::Child;
use std::ptr;
use std::sync::Mutex;
use std::time::{Duration, Instant};
use windows_sys::Win32::Foundation::{HANDLE, NTSTATUS};
use windows_sys::Win32::System::JobObjects::{
    AssignProcessToJobObject, CreateJobObjectW, JOB_OBJECT_LIMIT_KILL_ON_JOB_CLOSE, JOBOBJECT_BASIC_PROCESS_ID_LIST,
    JOBOBJECT_EXTENDED_LIMIT_INFORMATION, JobObjectBasicProcessIdList, JobObjectExtendedLimitInformation,
    QueryInformationJobObject, SetInformationJobObject,
};
use windows_sys::Win32::System::Threading::{
    OpenProcess, PROCESS_QUERY_LIMITED_INFORMATION, PROCESS_TERMINATE, QueryFullProcessImageNameW, TerminateProcess,
};

#[link(name = "ntdll")]
unsafe extern "system" {
    /// Has all threads of a suspended process run. std keeps the handle of the first one, which
    /// `ResumeThread` takes, to itself.
    fn NtResumeProcess(process: HANDLE) -> NTSTATUS;
}

/// More than any test has at a time.
const MOST: usize = 200;

/// The job of one home.
#[derive(Debug)]
pub(crate) struct Uploaders {
    job: OwnedHandle,
    programs: Mutex<Vec<u32>>,
}

impl Uploaders {
    pub(crate) fn of(_below: &Path) -> Self {
        let mut limits = JOBOBJECT_EXTENDED_LIMIT_INFORMATION::default();
        limits.BasicLimitInformation.LimitFlags = JOB_OBJECT_LIMIT_KILL_ON_JOB_CLOSE;
        // SAFETY: the job is new and ours, and so is the structure, whose size is given.
        let job = unsafe {
            let job = CreateJobObjectW(ptr::null(), ptr::null());
            assert!(!job.is_null(), "{}", io::Error::last_os_error());
            let size = u32::try_from(size_of_val(&limits)).expect("a small structure");
            let limits = (&raw const limits).cast();
            assert!(SetInformationJobObject(job, JobObjectExtendedLimitInformation, limits, size) != 0);
            OwnedHandle::from_raw_handle(job)
        };
        Self {
            job,
            programs: Mutex::default(),
        }
    }

    /// A program was made that may start uploaders, and is suspended until now.
    pub(crate) fn started(&self, program: &Child) {
        self.programs.lock().expect("no panic here").push(program.id());
        // SAFETY: both handles are open.
        unsafe {
            AssignProcessToJobObject(self.job.as_raw_handle(), program.as_raw_handle());
            NtResumeProcess(program.as_raw_handle());
        }
    }

    /// That program has ended. Its number is free when its handle is closed, and the next uploader
    /// may get it.
    pub(crate) fn ended(&self, program: &Child) {
        self.programs
            .lock()
            .expect("no panic here")
            .retain(|known| *known != program.id());
    }

    /// Waits until none is at work. Tells whether that came to be in time.
    pub(crate) fn wait(&self, within: Duration) -> bool {
        let deadline = Instant::now() + within;
        while !self.processes().is_empty() {
            if Instant::now() >= deadline {
                return false;
            }
            std::thread::sleep(Duration::from_millis(5));
        }
        true
    }

    pub(crate) fn processes(&self) -> Vec<u32> {
        #[repr(C)]
        struct List {
            first: JOBOBJECT_BASIC_PROCESS_ID_LIST,
            more: [usize; MOST],
        }
        // SAFETY: zero is a valid value of each field.
        let mut list: List = unsafe { std::mem::zeroed() };
        let size = u32::try_from(size_of::<List>()).expect("a small structure");
        let pointer = (&raw mut list).cast();
        // SAFETY: the job is open, and the list is ours and so large.
        let asked = unsafe {
            let job = self.job.as_raw_handle();
            QueryInformationJobObject(job, JobObjectBasicProcessIdList, pointer, size, ptr::null_mut())
        };
        assert!(asked != 0, "{}", io::Error::last_os_error());
        let many = list.first.NumberOfProcessIdsInList as usize;
        // SAFETY: so many were written, from the first on.
        let found = unsafe { std::slice::from_raw_parts((&raw const list.first.ProcessIdList).cast::<usize>(), many) };
        let programs = self.programs.lock().expect("no panic here");
        let found = found.iter().filter_map(|process| u32::try_from(*process).ok());
        found
            .filter(|process| !programs.contains(process) && !is_of_system(*process))
            .collect()
    }

    /// Ends them, as a machine that is switched off does.
    pub(crate) fn end(&self) {
        for process in self.processes() {
            if let Some(process) = open(process, PROCESS_TERMINATE) {
                // SAFETY: the handle is open.
                unsafe { TerminateProcess(process.as_raw_handle(), 1) };
            }
        }
        self.wait(Duration::from_secs(5));
    }
}

/// Whether this is a process of the system, such as the one in which a program's console lives.
fn is_of_system(process: u32) -> bool {
    let mut path = [0_u16; 1024];
    let Some(process) = open(process, PROCESS_QUERY_LIMITED_INFORMATION) else {
        // It has just ended.
        return true;
    };
    let mut length = u32::try_from(path.len()).expect("a short path");
    // SAFETY: the handle is open, and the buffer is ours and so long.
    let named = unsafe { QueryFullProcessImageNameW(process.as_raw_handle(), 0, path.as_mut_ptr(), &raw mut length) };
    let path = String::from_utf16_lossy(&path[..length as usize]).to_ascii_lowercase();
    named != 0 && path.contains("\\windows\\system32\\")
}

fn open(process: u32, access: u32) -> Option<OwnedHandle> {
    // SAFETY: a handle that the system gives is ours alone.
    unsafe {
        let process = OpenProcess(access, 0, process);
        (!process.is_null()).then(|| OwnedHandle::from_raw_handle(process))
    }
}
