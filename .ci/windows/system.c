// Linked into every test program for Windows. It replaces entries of the program's import table, so that
//
// - a program under test finds its directories where APPDATA and LOCALAPPDATA say, and not in the profile of the person
//   who runs the tests (SHGetKnownFolderPath asks the system, and cannot be redirected otherwise);
// - Wine's file locks, which only deny further locks, answer as those of Windows do. Two files select how far:
//     C:\corrected-unlock   UnlockFile of a range that is not locked says ERROR_NOT_LOCKED (Wine 8: ERROR_LOCK_VIOLATION)
//     C:\mandatory-locks    in addition, reading or writing through a handle that does not hold the lock is refused
#include <windows.h>
#include <winternl.h>
#include <combaseapi.h>
#include <stddef.h>

static int equal(const char *a, const char *b) {
    while (*a && *a == *b) a++, b++;
    return *a == *b;
}

// --- Known folders

static HRESULT WINAPI known_folder(const GUID *folder, DWORD flags, HANDLE token, PWSTR *path) {
    static const GUID roaming = {0x3EB685DB, 0x65F9, 0x4CF6, {0xA0, 0x3A, 0xE3, 0xEF, 0x65, 0x72, 0x9F, 0x3D}};
    static const GUID local = {0xF1B32785, 0x6FBA, 0x4FCF, {0x9D, 0x55, 0x7B, 0x8E, 0x7F, 0x15, 0x70, 0x91}};
    const WCHAR *name = !memcmp(folder, &roaming, sizeof roaming) ? L"APPDATA"
                        : !memcmp(folder, &local, sizeof local)   ? L"LOCALAPPDATA"
                                                                  : L"USERPROFILE";
    (void)flags, (void)token;
    DWORD length = GetEnvironmentVariableW(name, NULL, 0);
    *path = length ? CoTaskMemAlloc(length * sizeof(WCHAR)) : NULL;
    if (!*path || !GetEnvironmentVariableW(name, *path, length)) return E_FAIL;
    return S_OK;
}

// --- Locks

static BOOL(WINAPI *real_unlock)(HANDLE, DWORD, DWORD, DWORD, DWORD);
static BOOL(WINAPI *real_lock)(HANDLE, DWORD, DWORD, DWORD, DWORD, LPOVERLAPPED);
static BOOL(WINAPI *real_close)(HANDLE);
typedef NTSTATUS(NTAPI *transfer)(HANDLE, HANDLE, PVOID, PVOID, PIO_STATUS_BLOCK, PVOID, ULONG, PLARGE_INTEGER, PULONG);
static transfer real_read, real_write;

// The handles that hold a lock.
#define MOST 256
static HANDLE volatile holders[MOST];

static void replace_holder(HANDLE from, HANDLE to) {
    for (int i = 0; i < MOST; i++)
        if (InterlockedCompareExchangePointer((PVOID volatile *)&holders[i], to, from) == from && from == NULL) return;
}

static int is_holder(HANDLE handle) {
    for (int i = 0; i < MOST; i++)
        if (holders[i] == handle) return 1;
    return 0;
}

static BOOL WINAPI unlock(HANDLE handle, DWORD low, DWORD high, DWORD count_low, DWORD count_high) {
    BOOL done = real_unlock(handle, low, high, count_low, count_high);
    if (done)
        replace_holder(handle, NULL);
    else if (GetLastError() == ERROR_LOCK_VIOLATION)
        SetLastError(ERROR_NOT_LOCKED);
    return done;
}

static BOOL WINAPI lock(HANDLE handle, DWORD flags, DWORD reserved, DWORD low, DWORD high, LPOVERLAPPED where) {
    BOOL done = real_lock(handle, flags, reserved, low, high, where);
    if (done) replace_holder(NULL, handle);
    return done;
}

static BOOL WINAPI close(HANDLE handle) {
    replace_holder(handle, NULL);
    return real_close(handle);
}

// Whether another handle holds an exclusive lock; the runtime takes no others. Found out by a shared one, so that two who
// ask at the same moment do not deny each other anything.
static int is_denied(HANDLE handle) {
    if (GetFileType(handle) != FILE_TYPE_DISK || is_holder(handle)) return 0;
    OVERLAPPED start = {0};
    if (real_lock(handle, LOCKFILE_FAIL_IMMEDIATELY, 0, ~0u, ~0u, &start)) {
        real_unlock(handle, 0, 0, ~0u, ~0u);
        return 0;
    }
    return GetLastError() == ERROR_LOCK_VIOLATION || GetLastError() == ERROR_IO_PENDING;
}

#define FILE_LOCK_CONFLICT ((NTSTATUS)0xC0000054)

static NTSTATUS NTAPI read_file(HANDLE h, HANDLE e, PVOID a, PVOID c, PIO_STATUS_BLOCK s, PVOID b, ULONG n,
                                PLARGE_INTEGER at, PULONG k) {
    return is_denied(h) ? FILE_LOCK_CONFLICT : real_read(h, e, a, c, s, b, n, at, k);
}

static NTSTATUS NTAPI write_file(HANDLE h, HANDLE e, PVOID a, PVOID c, PIO_STATUS_BLOCK s, PVOID b, ULONG n,
                                 PLARGE_INTEGER at, PULONG k) {
    return is_denied(h) ? FILE_LOCK_CONFLICT : real_write(h, e, a, c, s, b, n, at, k);
}

// --- The import table

static void replace(void **slot, void *ours, void **real) {
    DWORD protection;
    if (*slot == ours) return;
    if (real) *real = *slot;
    VirtualProtect(slot, sizeof *slot, PAGE_READWRITE, &protection);
    *slot = ours;
    VirtualProtect(slot, sizeof *slot, protection, &protection);
}

static int is_there(const char *path) { return GetFileAttributesA(path) != INVALID_FILE_ATTRIBUTES; }

__attribute__((constructor)) static void install(void) {
    int mandatory = is_there("C:\\mandatory-locks"), corrected = mandatory || is_there("C:\\corrected-unlock");
    BYTE *base = (BYTE *)GetModuleHandleW(NULL);
    IMAGE_NT_HEADERS *headers = (IMAGE_NT_HEADERS *)(base + ((IMAGE_DOS_HEADER *)base)->e_lfanew);
    DWORD imports = headers->OptionalHeader.DataDirectory[IMAGE_DIRECTORY_ENTRY_IMPORT].VirtualAddress;
    for (IMAGE_IMPORT_DESCRIPTOR *library = (IMAGE_IMPORT_DESCRIPTOR *)(base + imports); library->Name; library++) {
        IMAGE_THUNK_DATA *names = (IMAGE_THUNK_DATA *)(base + library->OriginalFirstThunk);
        IMAGE_THUNK_DATA *slots = (IMAGE_THUNK_DATA *)(base + library->FirstThunk);
        for (; names->u1.AddressOfData; names++, slots++) {
            if (names->u1.Ordinal & IMAGE_ORDINAL_FLAG) continue;
            const char *name = (char *)((IMAGE_IMPORT_BY_NAME *)(base + names->u1.AddressOfData))->Name;
            void **slot = (void **)&slots->u1.Function;
            if (equal(name, "SHGetKnownFolderPath")) replace(slot, known_folder, NULL);
            if (corrected && equal(name, "UnlockFile")) replace(slot, unlock, (void **)&real_unlock);
            if (corrected && equal(name, "LockFileEx")) replace(slot, lock, (void **)&real_lock);
            if (corrected && equal(name, "CloseHandle")) replace(slot, close, (void **)&real_close);
            if (mandatory && equal(name, "NtReadFile")) replace(slot, read_file, (void **)&real_read);
            if (mandatory && equal(name, "NtWriteFile")) replace(slot, write_file, (void **)&real_write);
        }
    }
    // A program that locks nothing imports nothing of it, and yet others may.
    HMODULE kernel = GetModuleHandleA("kernel32.dll");
    if (!real_lock) real_lock = (void *)GetProcAddress(kernel, "LockFileEx");
    if (!real_unlock) real_unlock = (void *)GetProcAddress(kernel, "UnlockFile");
    if (!real_close) real_close = (void *)GetProcAddress(kernel, "CloseHandle");
}
