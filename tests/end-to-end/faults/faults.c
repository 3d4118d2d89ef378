/* A file system and a clock that are out of order, for one process: loaded in front of the C library (LD_PRELOAD), it counts what the process
 * does to files below a directory, and has it fail, wait, or see another time, as the environment says. Linux with glibc.
 *
 * The names below begin with E2E_TELEMETRY_, as all variables of the program that its uploaders are given, too.
 *
 *   FAULTS_BELOW   the directory; nothing outside of it is touched
 *   FAULTS_LOG     a file: a line for each operation, `<p|u> <number> <operation> <errno or 0> <path>`; `u` is the uploader
 *   FAULTS_AT      the number of the operation that fails, counted from 1
 *   FAULTS_ERRNO   how it fails; 0: a write takes only half of what it is given
 *   FAULTS_ON      names of operations, each between two commas: from then on, all of these fail
 *   FAULTS_WAIT    `<operation>@<part of the path>`: waits before it, as long as the file FAULTS_GATE is there
 *   FAULTS_AFTER   an operation: waits only once that was done
 *   FAULTS_THREADS anything: no thread can be made, as with `ulimit -u`, which does not stop root
 *   FAULTS_CLOCK   seconds by which the clock is wrong, also in the times of files that are written
 *
 * BELOW, LOG and CLOCK are for uploaders, too. Of the others they heed what stands in FAULTS_UPLOADER_AT and so on. */
#define _GNU_SOURCE
#include <dirent.h>
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <time.h>
#include <unistd.h>

static const char *below, *to_wait_for, *after_this, *gate, *on, *log_path;
static long at, offset;
static int fault, in_uploader, threadless;
static atomic_long count;
static atomic_int may_wait;

static char *of_both(const char *name) {
  char variable[64];
  snprintf(variable, sizeof variable, "E2E_TELEMETRY_FAULTS_%s", name);
  const char *value = getenv(variable);
  return value ? strdup(value) : NULL;
}

static char *own(const char *name) {
  char variable[64];
  snprintf(variable, sizeof variable, "%s%s", in_uploader ? "UPLOADER_" : "", name);
  return of_both(variable);
}

static long number(const char *value) { return value ? atol(value) : 0; }

__attribute__((constructor)) static void begin(void) {
  in_uploader = getenv("__TELEMETRY_UPLOADER") != NULL;
  below = of_both("BELOW");
  log_path = of_both("LOG");
  offset = number(of_both("CLOCK"));
  to_wait_for = own("WAIT");
  at = number(own("AT"));
  on = own("ON");
  fault = (int)number(own("ERRNO"));
  gate = own("GATE");
  after_this = own("AFTER");
  may_wait = !after_this;
  threadless = own("THREADS") != NULL;
}

static void say(long number, const char *operation, int error, const char *path, const char *more) {
  char line[9000];
  if (!log_path) return;
  int length = snprintf(line, sizeof line, "%c %ld %s %d %s%s%s\n", in_uploader ? 'u' : 'p', number, operation, error, path,
                        more ? " > " : "", more ? more : "");
  int file = (int)syscall(SYS_openat, AT_FDCWD, log_path, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0666);
  if (file < 0) return;
  syscall(SYS_write, file, line, length < (int)sizeof line ? (size_t)length : sizeof line - 1);
  syscall(SYS_close, file);
}

static int is_below(const char *path) {
  size_t length = below ? strlen(below) : 0;
  return length && path && !strncmp(path, below, length) && (path[length] == '/' || !path[length]);
}

static int path_of(int descriptor, char *path, size_t size) {
  char link[64];
  snprintf(link, sizeof link, "/proc/self/fd/%d", descriptor);
  long length = syscall(SYS_readlinkat, AT_FDCWD, link, path, size - 1);
  if (length < 0) return 0;
  path[length] = 0;
  return is_below(path);
}

/* One operation: its number, or 0 for what is none of ours. Negative if it is to fail. */
static long next(const char *operation, const char *path) {
  if (!is_below(path)) return 0;
  if (to_wait_for && !may_wait) {
    may_wait = !strcmp(operation, after_this);
  } else if (to_wait_for) {
    const char *part = strchr(to_wait_for, '@');
    size_t length = part ? (size_t)(part - to_wait_for) : strlen(to_wait_for);
    if (strlen(operation) == length && !strncmp(operation, to_wait_for, length) && (!part || strstr(path, part + 1))) {
      say(0, "wait", 0, path, NULL);
      struct timespec time = {0, 1000000};
      while (gate && !syscall(SYS_faccessat, AT_FDCWD, gate, F_OK)) nanosleep(&time, NULL);
    }
  }
  long number = atomic_fetch_add(&count, 1) + 1;
  char name[32];
  snprintf(name, sizeof name, ",%s,", operation);
  int fails = number == at || (on && number > at && strstr(on, name));
  return fails ? -number : number;
}

#define REAL(name) \
  static __typeof__(&name) real; \
  if (!real) real = (__typeof__(&name))dlsym(RTLD_NEXT, #name)

/* Calls the real one unless it is to fail, and tells what came of it. */
#define DO(operation, path, more, call, failure) \
  do { \
    int before = errno; \
    long number = next(operation, path); \
    if (number < 0) { \
      say(-number, operation, fault, path, more); \
      errno = fault; \
      return failure; \
    } \
    errno = before; \
    __typeof__(call) result = call; \
    if (number) { \
      int after = errno; \
      say(number, operation, result == failure ? after : 0, path, more); \
      errno = after; \
    } \
    return result; \
  } while (0)

#define DO_AT(operation, descriptor, call, failure) \
  char place[4096]; \
  if (!path_of(descriptor, place, sizeof place)) return call; \
  DO(operation, place, NULL, call, failure)

static const char *kind(int flags) {
  return flags & O_DIRECTORY ? "opendir" : flags & O_CREAT ? "create" : (flags & O_ACCMODE) == O_RDONLY ? "open" : "reopen";
}

/* Two names each, with and without large files. */
#define OPEN(name) \
  int name(const char *path, int flags, ...) { \
    REAL(name); \
    va_list list; \
    va_start(list, flags); \
    mode_t mode = flags & O_CREAT ? va_arg(list, mode_t) : 0; \
    va_end(list); \
    DO(kind(flags), path, NULL, real(path, flags, mode), -1); \
  }

OPEN(open)
OPEN(open64)

ssize_t read(int descriptor, void *bytes, size_t size) {
  REAL(read);
  DO_AT("read", descriptor, real(descriptor, bytes, size), -1);
}

/* A file is as old as the clock says that wrote it. */
static void stamp(int descriptor) {
  if (!offset) return;
  struct timespec now[2];
  syscall(SYS_clock_gettime, CLOCK_REALTIME, &now[0]);
  now[0].tv_sec += offset;
  now[1] = now[0];
  syscall(SYS_utimensat, descriptor, NULL, now, 0);
}

static ssize_t write_half(int descriptor, const void *bytes, size_t size, long number, const char *path) {
  size_t half = size > 1 ? size / 2 : size;
  say(number, "write", -1, path, NULL);
  ssize_t written = syscall(SYS_write, descriptor, bytes, half);
  stamp(descriptor);
  return written;
}

ssize_t write(int descriptor, const void *bytes, size_t size) {
  REAL(write);
  char path[4096];
  if (!path_of(descriptor, path, sizeof path)) return real(descriptor, bytes, size);
  long number = next("write", path);
  if (number < 0 && !fault) return write_half(descriptor, bytes, size, -number, path);
  if (number < 0) {
    /* As a disk does that becomes full in the middle: some of it is there already. */
    if (fault == 28 && size > 1) syscall(SYS_write, descriptor, bytes, size / 2);
    say(-number, "write", fault, path, NULL);
    errno = fault;
    return -1;
  }
  ssize_t written = real(descriptor, bytes, size);
  int after = errno;
  say(number, "write", written < 0 ? after : 0, path, NULL);
  stamp(descriptor);
  errno = after;
  return written;
}

ssize_t writev(int descriptor, const struct iovec *pieces, int pieces_count) {
  REAL(writev);
  DO_AT("write", descriptor, real(descriptor, pieces, pieces_count), -1);
}

int ftruncate64(int descriptor, off64_t length) {
  REAL(ftruncate64);
  DO_AT("truncate", descriptor, real(descriptor, length), -1);
}

off64_t lseek64(int descriptor, off64_t position, int whence) {
  REAL(lseek64);
  DO_AT("seek", descriptor, real(descriptor, position, whence), -1);
}

int futimens(int descriptor, const struct timespec times[2]) {
  REAL(futimens);
  DO_AT("utime", descriptor, real(descriptor, times), -1);
}

int flock(int descriptor, int operation) {
  REAL(flock);
  char path[4096];
  if (!path_of(descriptor, path, sizeof path)) return real(descriptor, operation);
  if (operation & LOCK_UN) DO("unlock", path, NULL, real(descriptor, operation), -1);
  DO("lock", path, NULL, real(descriptor, operation), -1);
}

#define FCNTL(name) \
  int name(int descriptor, int command, ...) { \
    REAL(name); \
    va_list list; \
    va_start(list, command); \
    void *argument = va_arg(list, void *); \
    va_end(list); \
    if (command != F_DUPFD_CLOEXEC && command != F_DUPFD) return real(descriptor, command, argument); \
    DO_AT("dup", descriptor, real(descriptor, command, argument), -1); \
  }

FCNTL(fcntl)
FCNTL(fcntl64)

int statx(int directory, const char *path, int flags, unsigned mask, struct statx *found) {
  REAL(statx);
  const char *volatile given = path;
  /* std asks so whether there is such a call at all. */
  if (!given) return real(directory, path, flags, mask, found);
  if (*path) DO("stat", path, NULL, real(directory, path, flags, mask, found), -1);
  DO_AT("fstat", directory, real(directory, path, flags, mask, found), -1);
}

int rename(const char *from, const char *to) {
  REAL(rename);
  DO("rename", from, to, real(from, to), -1);
}

int unlink(const char *path) {
  REAL(unlink);
  DO("unlink", path, NULL, real(path), -1);
}

int mkdir(const char *path, mode_t mode) {
  REAL(mkdir);
  DO("mkdir", path, NULL, real(path, mode), -1);
}

DIR *opendir(const char *path) {
  REAL(opendir);
  DO("opendir", path, NULL, real(path), NULL);
}

struct dirent64 *readdir64(DIR *directory) {
  REAL(readdir64);
  char path[4096];
  if (!path_of(dirfd(directory), path, sizeof path)) return real(directory);
  long number = next("readdir", path);
  say(number < 0 ? -number : number, "readdir", number < 0 ? fault : 0, path, NULL);
  if (number < 0) {
    errno = fault;
    return NULL;
  }
  errno = 0;
  return real(directory);
}

int clock_gettime(clockid_t clock, struct timespec *time) {
  int result = (int)syscall(SYS_clock_gettime, clock, time);
  if (!result && clock == CLOCK_REALTIME) time->tv_sec += offset;
  return result;
}

int pthread_create(pthread_t *thread, const pthread_attr_t *attributes, void *(*start)(void *), void *argument) {
  REAL(pthread_create);
  return threadless ? EAGAIN : real(thread, attributes, start, argument);
}

void exit(int code) {
  __typeof__(&exit) real = (__typeof__(&exit))dlsym(RTLD_NEXT, "exit");
  say(0, "exit", code, "", NULL);
  real(code);
  __builtin_unreachable();
}

void _exit(int code) {
  say(0, "exit", code, "", NULL);
  syscall(SYS_exit_group, code);
  __builtin_unreachable();
}
