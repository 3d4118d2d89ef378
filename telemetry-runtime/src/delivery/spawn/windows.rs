//! Starts the uploader on Windows.
//!
//! std's `Command` lets a child inherit every handle of the process that is marked so, among them
//! the program's standard output. Here the child gets two handles and no other: the lock, and
//! `NUL`.
//!
//! Known gap: the two handles are copies that can be inherited, and they exist while
//! `CreateProcessW` runs. A child that another thread of the program starts at that very moment,
//! without a handle list, inherits them too, and then holds the lock until it ends. std has the
//! same gap.

#![expect(unsafe_code, reason = "std cannot limit what a child inherits")]

use super::launch::Launch;
use std::ffi::{OsStr, OsString, c_void};
use std::fs::File;
use std::io;
use std::os::windows::ffi::{OsStrExt, OsStringExt};
use std::os::windows::io::{AsRawHandle, FromRawHandle, OwnedHandle};
use std::ptr;
use windows_sys::Win32::Foundation::{DUPLICATE_SAME_ACCESS, DuplicateHandle, HANDLE};
use windows_sys::Win32::System::SystemInformation::GetSystemDirectoryW;
use windows_sys::Win32::System::Threading::{
    BELOW_NORMAL_PRIORITY_CLASS, CREATE_NEW_PROCESS_GROUP, CREATE_UNICODE_ENVIRONMENT, CreateProcessW,
    DETACHED_PROCESS, DeleteProcThreadAttributeList, EXTENDED_STARTUPINFO_PRESENT, GetCurrentProcess,
    InitializeProcThreadAttributeList, LPPROC_THREAD_ATTRIBUTE_LIST, PROC_THREAD_ATTRIBUTE_HANDLE_LIST,
    PROCESS_INFORMATION, STARTF_USESTDHANDLES, STARTUPINFOEXW, UpdateProcThreadAttribute,
};

/// Neither a console nor a window; a Ctrl-C on the program's console does not reach it.
const FLAGS: u32 = DETACHED_PROCESS
    | CREATE_NEW_PROCESS_GROUP
    | BELOW_NORMAL_PRIORITY_CLASS
    | CREATE_UNICODE_ENVIRONMENT
    | EXTENDED_STARTUPINFO_PRESENT;

/// An uploader that was started. A process on Windows needs no parent that waits for it.
#[derive(Debug)]
pub(in crate::delivery) struct Started;

impl Started {
    /// Starts the program with this environment, in the system's directory: the directory that the
    /// program works in can be removed meanwhile.
    ///
    /// # Errors
    /// What the system says.
    pub(in crate::delivery) fn new(launch: &Launch) -> io::Result<Self> {
        let program = wide(launch.program.as_os_str())?;
        let mut command_line = wide(OsStr::new(&format!("\"{}\"", launch.name)))?;
        let environment = environment_block(&launch.environment)?;
        let directory = wide(&system_directory()?)?;

        let null = File::options().read(true).write(true).open("NUL")?;
        let (input, output) = (inheritable(launch.lock.get()?)?, inheritable(&null)?);
        let mut handles = [input.as_raw_handle(), output.as_raw_handle()];
        let mut attributes = HandleList::new(&mut handles)?;

        let mut startup = STARTUPINFOEXW::default();
        startup.StartupInfo.cb = u32::try_from(size_of::<STARTUPINFOEXW>()).unwrap_or_default();
        startup.StartupInfo.dwFlags = STARTF_USESTDHANDLES;
        startup.StartupInfo.hStdInput = input.as_raw_handle();
        startup.StartupInfo.hStdOutput = output.as_raw_handle();
        startup.StartupInfo.hStdError = output.as_raw_handle();
        startup.lpAttributeList = attributes.as_ptr();

        let mut process = PROCESS_INFORMATION::default();
        // SAFETY: all pointers are of values that live until the call returns, texts end with a
        // zero, the environment with two; the structure names its own size, and the flags say of
        // which kind it is.
        let started = unsafe {
            CreateProcessW(
                program.as_ptr(),
                command_line.as_mut_ptr(),
                ptr::null(),
                ptr::null(),
                1, // of what is inherited, the list decides
                FLAGS,
                environment.as_ptr().cast::<c_void>(),
                directory.as_ptr(),
                (&raw const startup).cast(),
                &raw mut process,
            )
        };
        if started == 0 {
            return Err(io::Error::last_os_error());
        }
        for handle in [process.hProcess, process.hThread] {
            // SAFETY: the system gave both to this process; nobody else has them.
            drop(unsafe { OwnedHandle::from_raw_handle(handle) });
        }
        Ok(Self)
    }

    /// There is nothing to reap.
    #[expect(clippy::unused_self, reason = "as on Unix")]
    pub(in crate::delivery) fn is_over(&mut self) -> bool {
        true
    }
}

/// The attribute that limits what a child inherits to these handles.
struct HandleList<'a> {
    /// Aligned as the system wants it, whose structure it holds.
    memory: Vec<usize>,
    handles: &'a mut [HANDLE],
}

impl<'a> HandleList<'a> {
    fn new(handles: &'a mut [HANDLE]) -> io::Result<Self> {
        let mut size = 0;
        // SAFETY: without a list, the call only says how large one for a single attribute is.
        unsafe { InitializeProcThreadAttributeList(ptr::null_mut(), 1, 0, &raw mut size) };
        let mut list = Self {
            memory: vec![0; size.div_ceil(size_of::<usize>())],
            handles,
        };
        // SAFETY: the memory is as large as the system asked for. The handles are borrowed for as
        // long as the list lives, which keeps a pointer to them.
        let made = unsafe {
            let pointer = list.as_ptr();
            InitializeProcThreadAttributeList(pointer, 1, 0, &raw mut size) != 0
                && UpdateProcThreadAttribute(
                    pointer,
                    0,
                    PROC_THREAD_ATTRIBUTE_HANDLE_LIST as usize,
                    list.handles.as_mut_ptr().cast(),
                    size_of_val(list.handles),
                    ptr::null_mut(),
                    ptr::null(),
                ) != 0
        };
        if made {
            Ok(list)
        } else {
            Err(io::Error::last_os_error())
        }
    }

    fn as_ptr(&mut self) -> LPPROC_THREAD_ATTRIBUTE_LIST {
        self.memory.as_mut_ptr().cast()
    }
}

impl Drop for HandleList<'_> {
    fn drop(&mut self) {
        // SAFETY: the list was initialised, or is all zeros, for which there is nothing to do.
        unsafe { DeleteProcThreadAttributeList(self.as_ptr()) };
    }
}

/// A copy of the file's handle that a child can inherit.
fn inheritable(file: &File) -> io::Result<OwnedHandle> {
    let mut copy = ptr::null_mut();
    // SAFETY: the handle is open, and the process is this one.
    let copied = unsafe {
        let this = GetCurrentProcess();
        let inherit = 1;
        DuplicateHandle(
            this,
            file.as_raw_handle(),
            this,
            &raw mut copy,
            0,
            inherit,
            DUPLICATE_SAME_ACCESS,
        )
    };
    if copied == 0 {
        return Err(io::Error::last_os_error());
    }
    // SAFETY: the system made it for this call.
    Ok(unsafe { OwnedHandle::from_raw_handle(copy) })
}

fn system_directory() -> io::Result<OsString> {
    const LONGEST: u32 = 512;
    let mut buffer = [0_u16; LONGEST as usize];
    // SAFETY: the buffer is ours, and as long as we say.
    let length = unsafe { GetSystemDirectoryW(buffer.as_mut_ptr(), LONGEST) };
    match buffer.get(..length as usize) {
        Some(path @ [_, ..]) => Ok(OsString::from_wide(path)),
        _ => Err(io::Error::last_os_error()),
    }
}

/// `NAME=value` in the order of the names without regard to case, as the system wants them, each
/// ended by a zero, and all by another.
fn environment_block(variables: &[(OsString, OsString)]) -> io::Result<Vec<u16>> {
    let mut sorted: Vec<_> = variables.iter().collect();
    sorted.sort_by_key(|(name, _)| name.to_ascii_uppercase());
    let mut block = Vec::new();
    for (name, value) in sorted {
        let mut variable = name.clone();
        variable.push("=");
        variable.push(value);
        block.extend(wide(&variable)?);
    }
    block.push(0);
    Ok(block)
}

/// # Errors
/// `InvalidInput` for a text that a zero would cut short.
fn wide(text: &OsStr) -> io::Result<Vec<u16>> {
    let mut wide: Vec<u16> = text.encode_wide().collect();
    if wide.contains(&0) {
        return Err(io::ErrorKind::InvalidInput.into());
    }
    wide.push(0);
    Ok(wide)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_environment_is_sorted_without_regard_to_case_and_ends() {
        let variables = [("b", "2"), ("A", "1"), ("C", "x=y")].map(|(name, value)| (name.into(), value.into()));
        let block = environment_block(&variables).unwrap();
        assert_eq!(String::from_utf16(&block).unwrap(), "A=1\0b=2\0C=x=y\0\0");
        assert_eq!(environment_block(&[]).unwrap(), [0]);
    }

    #[test]
    fn a_text_with_a_zero_starts_nothing() {
        assert_eq!(
            wide(OsStr::new("a\0b")).unwrap_err().kind(),
            io::ErrorKind::InvalidInput
        );
    }

    #[test]
    fn the_system_has_a_directory() {
        assert!(std::path::Path::new(&system_directory().unwrap()).is_dir());
    }
}
