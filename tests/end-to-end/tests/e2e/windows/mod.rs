//! What only Windows does.

mod consent;
mod console;
mod endings;
mod files;
mod uploader;

/// Whether Wine is the system. What it cannot show is not expected of it.
fn is_wine() -> bool {
    use windows_sys::Win32::System::LibraryLoader::{GetModuleHandleA, GetProcAddress};
    // SAFETY: both texts end with a zero, and the library is in every process.
    unsafe {
        let library = GetModuleHandleA(c"ntdll.dll".as_ptr().cast());
        GetProcAddress(library, c"wine_get_version".as_ptr().cast()).is_some()
    }
}
