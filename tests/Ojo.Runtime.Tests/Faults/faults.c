/*
 * Preloaded into a process under test (LD_PRELOAD): numbers its file calls on one folder, writes them down, and lets one of them kill
 * the process or fail. Each of the functions below is one step of that numbering, from 1.
 *
 *   OJO_FAULT_FOLDER   the folder; calls on other paths go through unseen
 *   OJO_FAULT_LOG      a file that gets a line for each call: its number, its name, its result, its path or paths
 *   OJO_FAULT_DEED     kill-before, kill-after, tear (like kill-after, but of a write only the first half is done), fail
 *   OJO_FAULT_AT       the number of the call to which it is done; 0: to every call that the next two let through
 *   OJO_FAULT_CALLS    only to calls of these names (fsync,rename), if it is set
 *   OJO_FAULT_PATH     only to calls whose first path contains this, if it is set
 *   OJO_FAULT_WHILE    only while there is a file of this name, if it is set
 *   OJO_FAULT_ERROR    for fail: the error's number
 *   OJO_FAULT_LINKS_ONLY  if it is set, no file can be renamed without replacing another, as on some file systems
 *
 * The calls are made as system calls, so that none of the C library's own is needed. .NET looks some functions up in the C library
 * itself (dlsym with its handle), where nothing that is preloaded is found; so that look-up is replaced as well.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <unistd.h>

enum deed { NOTHING, KILL_BEFORE, KILL_AFTER, TEAR, FAIL };

static const char *folder, *calls, *path_part, *while_exists;
static enum deed deed;
static int links_only;
static long at;
static int error_number;
static int log_file = -1;
static long count;

struct step {
    long number;
    enum deed deed;
    const char *call, *path, *other;
    char buffer[PATH_MAX];
};

static long number_of(const char *variable) {
    const char *text = getenv(variable);
    return text ? strtol(text, NULL, 10) : 0;
}

static const char *text_of(const char *variable) {
    const char *text = getenv(variable);
    return text && *text ? text : NULL;
}

__attribute__((constructor)) static void begin(void) {
    static const char *const names[] = { "", "kill-before", "kill-after", "tear", "fail" };
    const char *name = text_of("OJO_FAULT_DEED"), *log = text_of("OJO_FAULT_LOG");
    for (int i = 0; name && i < 5; i++) {
        if (strcmp(name, names[i]) == 0) {
            deed = (enum deed)i;
        }
    }

    at = number_of("OJO_FAULT_AT");
    error_number = (int)number_of("OJO_FAULT_ERROR");
    calls = text_of("OJO_FAULT_CALLS");
    path_part = text_of("OJO_FAULT_PATH");
    while_exists = text_of("OJO_FAULT_WHILE");
    if (log) {
        log_file = (int)syscall(SYS_openat, AT_FDCWD, log, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0644);
    }

    links_only = text_of("OJO_FAULT_LINKS_ONLY") != NULL;
    folder = text_of("OJO_FAULT_FOLDER");
}

static int is_inside(const char *path) {
    size_t length = folder ? strlen(folder) : 0;
    return path && length && strncmp(path, folder, length) == 0 && (path[length] == '/' || path[length] == 0);
}

static int is_listed(const char *list, const char *name) {
    size_t length = strlen(name);
    for (const char *found = strstr(list, name); found; found = strstr(found + 1, name)) {
        if ((found == list || found[-1] == ',') && (found[length] == ',' || found[length] == 0)) {
            return 1;
        }
    }

    return 0;
}

static void die(void) {
    syscall(SYS_kill, getpid(), SIGKILL);
    for (;;) {
        pause();
    }
}

static void note(const struct step *step, long result) {
    char line[3 * PATH_MAX];
    if (log_file < 0) {
        return;
    }

    int length = snprintf(line, sizeof line, "%ld %s %ld %s %s\n", step->number, step->call, result, step->path, step->other ? step->other : "");
    syscall(SYS_write, log_file, line, (size_t)length);
}

/* Whether the call is one of those that are numbered; if so, what is to be done to it. It returns no more where that is kill-before. */
static int enter(struct step *step, const char *call, const char *path, const char *other) {
    if (!is_inside(path) && !is_inside(other)) {
        return 0;
    }

    *step = (struct step){ .number = __atomic_add_fetch(&count, 1, __ATOMIC_SEQ_CST), .call = call, .path = path, .other = other };
    if (deed != NOTHING && (at == 0 || step->number == at)
        && (!calls || is_listed(calls, call))
        && (!path_part || strstr(path, path_part))
        && (!while_exists || syscall(SYS_faccessat, AT_FDCWD, while_exists, F_OK) == 0)) {
        step->deed = deed;
    }

    if (step->deed == KILL_BEFORE) {
        note(step, -1);
        die();
    }

    return 1;
}

static int enter_file(struct step *step, const char *call, int file) {
    char link[64], path[PATH_MAX];
    if (!folder) {
        return 0;
    }

    snprintf(link, sizeof link, "/proc/self/fd/%d", file);
    long length = syscall(SYS_readlinkat, AT_FDCWD, link, path, sizeof path - 1);
    if (length <= 0) {
        return 0;
    }

    path[length] = 0;
    if (!enter(step, call, path, NULL)) {
        return 0;
    }

    memcpy(step->buffer, path, (size_t)length + 1);
    step->path = step->buffer;
    return 1;
}

static int fails(const struct step *step) {
    if (step->deed != FAIL) {
        return 0;
    }

    note(step, -error_number);
    errno = error_number;
    return 1;
}

static long leave(const struct step *step, long result) {
    int error = errno;
    note(step, result < 0 ? -error : result);
    if (step->deed == KILL_AFTER || step->deed == TEAR) {
        die();
    }

    errno = error;
    return result;
}

/* How much of a write is done. */
static size_t part_of(const struct step *step, size_t length) { return step->deed == TEAR ? length / 2 : length; }

#define STEP(type, entered, system_call)                                 \
    struct step step;                                                    \
    if (!(entered)) {                                                    \
        return (type)(system_call);                                      \
    }                                                                    \
    return fails(&step) ? (type)-1 : (type)leave(&step, (system_call))

static int open_file(const char *path, int flags, mode_t mode) {
    if (!(flags & O_CREAT)) {
        return (int)syscall(SYS_openat, AT_FDCWD, path, flags, mode);
    }

    STEP(int, enter(&step, "open", path, NULL), syscall(SYS_openat, AT_FDCWD, path, flags, mode));
}

#define OPEN(name)                                                       \
    int name(const char *path, int flags, ...) {                         \
        va_list rest;                                                    \
        va_start(rest, flags);                                           \
        mode_t mode = flags & O_CREAT ? va_arg(rest, mode_t) : 0;        \
        va_end(rest);                                                    \
        return open_file(path, flags, mode);                             \
    }
OPEN(open)
OPEN(open64)

ssize_t write(int file, const void *bytes, size_t length) {
    struct step step;
    if (!enter_file(&step, "write", file)) {
        return syscall(SYS_write, file, bytes, length);
    }

    return fails(&step) ? -1 : leave(&step, syscall(SYS_write, file, bytes, part_of(&step, length)));
}

#define PWRITE(name)                                                                                           \
    ssize_t name(int file, const void *bytes, size_t length, off_t offset) {                                   \
        struct step step;                                                                                      \
        if (!enter_file(&step, "pwrite", file)) {                                                              \
            return syscall(SYS_pwrite64, file, bytes, length, offset);                                         \
        }                                                                                                      \
        return fails(&step) ? -1 : leave(&step, syscall(SYS_pwrite64, file, bytes, part_of(&step, length), offset)); \
    }
PWRITE(pwrite)
PWRITE(pwrite64)

ssize_t writev(int file, const struct iovec *parts, int n) { STEP(ssize_t, enter_file(&step, "writev", file), syscall(SYS_writev, file, parts, n)); }

#define PWRITEV(name)                                                                                          \
    ssize_t name(int file, const struct iovec *parts, int n, off_t offset) {                                   \
        STEP(ssize_t, enter_file(&step, "pwritev", file), syscall(SYS_pwritev, file, parts, n, offset, 0));    \
    }
PWRITEV(pwritev)
PWRITEV(pwritev64)

int fsync(int file) { STEP(int, enter_file(&step, "fsync", file), syscall(SYS_fsync, file)); }
int fdatasync(int file) { STEP(int, enter_file(&step, "fdatasync", file), syscall(SYS_fdatasync, file)); }
int ftruncate(int file, off_t length) { STEP(int, enter_file(&step, "ftruncate", file), syscall(SYS_ftruncate, file, length)); }
int ftruncate64(int file, off_t length) { STEP(int, enter_file(&step, "ftruncate", file), syscall(SYS_ftruncate, file, length)); }

/* Returns the error's number and leaves errno alone. */
#define FALLOCATE(name)                                                                                        \
    int name(int file, off_t offset, off_t length) {                                                           \
        struct step step;                                                                                      \
        int is_numbered = enter_file(&step, "fallocate", file);                                                \
        if (is_numbered && fails(&step)) {                                                                     \
            return error_number;                                                                               \
        }                                                                                                      \
        long result = syscall(SYS_fallocate, file, 0, offset, length);                                         \
        int error = result < 0 ? errno : 0;                                                                    \
        if (is_numbered) {                                                                                     \
            leave(&step, result);                                                                              \
        }                                                                                                      \
        return error;                                                                                          \
    }
FALLOCATE(posix_fallocate)
FALLOCATE(posix_fallocate64)

int mkdir(const char *path, mode_t mode) { STEP(int, enter(&step, "mkdir", path, NULL), syscall(SYS_mkdirat, AT_FDCWD, path, mode)); }
int unlink(const char *path) { STEP(int, enter(&step, "unlink", path, NULL), syscall(SYS_unlinkat, AT_FDCWD, path, 0)); }
int link(const char *from, const char *to) { STEP(int, enter(&step, "link", from, to), syscall(SYS_linkat, AT_FDCWD, from, AT_FDCWD, to, 0)); }

int renameat2(int from_folder, const char *from, int to_folder, const char *to, unsigned flags) {
    if (flags && links_only) {
        errno = EINVAL;
        return -1;
    }

    STEP(int, enter(&step, "rename", from, to), syscall(SYS_renameat2, from_folder, from, to_folder, to, flags));
}

int rename(const char *from, const char *to) { return renameat2(AT_FDCWD, from, AT_FDCWD, to, 0); }

void *dlsym(void *restrict library, const char *restrict name) {
    static const struct {
        const char *name;
        void *function;
    } ours[] = {
        { "open", (void *)open }, { "fsync", (void *)fsync }, { "posix_fallocate", (void *)posix_fallocate },
        { "link", (void *)link }, { "rename", (void *)rename }, { "renameat2", (void *)renameat2 },
    };
    static void *(*original)(void *, const char *);
    static const char *const versions[] = { "GLIBC_2.34", "GLIBC_2.17", "GLIBC_2.2.5" };
    for (int i = 0; folder && i < (int)(sizeof ours / sizeof *ours); i++) {
        if (strcmp(name, ours[i].name) == 0) {
            return ours[i].function;
        }
    }

    for (int i = 0; !original && i < 3; i++) {
        *(void **)&original = dlvsym(RTLD_NEXT, "dlsym", versions[i]);
    }

    return original(library, name);
}
