/* A disk without a byte left: whoever writes into a file at a place of it is told so. Loaded before the
 * system's own library, into one program. */
#define _GNU_SOURCE
#include <errno.h>
#include <sys/types.h>

static int full(void) {
    errno = ENOSPC;
    return -1;
}

ssize_t pwrite(int file, const void *bytes, size_t length, off_t at) { return full(); }
ssize_t pwrite64(int file, const void *bytes, size_t length, off64_t at) { return full(); }
int fallocate(int file, int mode, off_t at, off_t length) { return full(); }
int posix_fallocate(int file, off_t at, off_t length) { return ENOSPC; }
