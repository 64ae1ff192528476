// A clock that a test sets: preloaded, it moves what a program believes the time is, and whether the kernel trusts it.
// JEDISNON_TEST_CLOCK names a file of two 64-bit numbers: nanoseconds ahead of the real clock, and 1 = synchronised.
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <stdint.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <sys/time.h>
#include <sys/timex.h>
#include <time.h>
#include <unistd.h>

static const volatile int64_t *shown;

__attribute__((constructor)) static void open_file(void) {
    const char *path = getenv("JEDISNON_TEST_CLOCK");
    int file = path ? open(path, O_RDONLY | O_CLOEXEC) : -1;
    if (file < 0) return;
    void *found = mmap(0, 16, PROT_READ, MAP_SHARED, file, 0);
    close(file);
    if (found != MAP_FAILED) shown = found;
}

static void move(struct timespec *time) {
    int64_t nanoseconds = (int64_t)time->tv_sec * 1000000000 + time->tv_nsec + (shown ? shown[0] : 0);
    time->tv_sec = nanoseconds / 1000000000;
    time->tv_nsec = nanoseconds % 1000000000;
    if (time->tv_nsec < 0) {
        time->tv_nsec += 1000000000;
        time->tv_sec -= 1;
    }
}

int clock_gettime(clockid_t clock, struct timespec *time) {
    int result = syscall(SYS_clock_gettime, clock, time);
    if (result == 0 && (clock == CLOCK_REALTIME || clock == CLOCK_REALTIME_COARSE)) move(time);
    return result;
}

int gettimeofday(struct timeval *restrict time, void *restrict zone) {
    (void)zone;
    struct timespec now;
    if (clock_gettime(CLOCK_REALTIME, &now) != 0) return -1;
    time->tv_sec = now.tv_sec;
    time->tv_usec = now.tv_nsec / 1000;
    return 0;
}

time_t time(time_t *result) {
    struct timespec now;
    clock_gettime(CLOCK_REALTIME, &now);
    if (result) *result = now.tv_sec;
    return now.tv_sec;
}

static int synchronised(struct timex *state, int result) {
    if (result < 0 || !shown) return result;
    state->status = shown[1] ? state->status & ~STA_UNSYNC : state->status | STA_UNSYNC;
    return shown[1] ? TIME_OK : TIME_ERROR;
}

int adjtimex(struct timex *state) { return synchronised(state, syscall(SYS_adjtimex, state)); }
int ntp_adjtime(struct timex *state) { return adjtimex(state); }
int clock_adjtime(clockid_t clock, struct timex *state) {
    return synchronised(state, syscall(SYS_clock_adjtime, clock, state));
}
