//! The operating system's name and version.

#![cfg_attr(
    any(windows, target_os = "macos"),
    expect(unsafe_code, reason = "std does not know the version")
)]

/// The system's name and version, from a closed list and as `major.minor` at most.
pub(crate) fn system() -> (&'static str, Option<String>) {
    #[cfg(target_os = "windows")]
    return ("Windows", windows_version());
    #[cfg(target_os = "macos")]
    return ("macOS", macos_version());
    #[cfg(not(any(target_os = "windows", target_os = "macos")))]
    super::os_release::read()
}

#[cfg(target_os = "windows")]
fn windows_version() -> Option<String> {
    use windows_sys::Wdk::System::SystemServices::RtlGetVersion;
    use windows_sys::Win32::System::SystemInformation::OSVERSIONINFOW;
    let mut version = OSVERSIONINFOW {
        dwOSVersionInfoSize: u32::try_from(size_of::<OSVERSIONINFOW>()).unwrap_or(0),
        ..Default::default()
    };
    // SAFETY: the structure is ours and tells its own size, as the function asks for.
    let status = unsafe { RtlGetVersion(&raw mut version) };
    (status == 0).then(|| format!("{}.{}", version.dwMajorVersion, version.dwMinorVersion))
}

#[cfg(target_os = "macos")]
fn macos_version() -> Option<String> {
    let mut buffer = [0_u8; 64];
    let mut length = buffer.len() - 1;
    // SAFETY: name and buffer are ours, the buffer is longer than `length` says, and nothing is
    // set.
    let status = unsafe {
        libc::sysctlbyname(
            c"kern.osproductversion".as_ptr(),
            buffer.as_mut_ptr().cast(),
            &raw mut length,
            std::ptr::null_mut(),
            0,
        )
    };
    let version = std::ffi::CStr::from_bytes_until_nul(&buffer).ok()?.to_str().ok()?;
    (status == 0).then(|| super::os_release::major_minor(version)).flatten()
}
