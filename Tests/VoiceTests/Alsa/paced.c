/*
 * An ALSA device for tests: a sound card without a card that plays at the speed of the clock.
 *
 * What is played goes to a file as the caller would hear it: silence where the card ran out of sound, nothing of what
 * was dropped. What is captured comes from another file, then silence. On request it stalls once, or vanishes.
 *
 * Build: cc -shared -fPIC -DPIC -o libpaced.so paced.c -lasound
 */
#include <alsa/asoundlib.h>
#include <alsa/pcm_external.h>
#include <alsa/pcm_ioplug.h>
#include <errno.h>
#include <fcntl.h>
#include <stdint.h>
#include <stdlib.h>
#include <sys/timerfd.h>
#include <time.h>
#include <unistd.h>

struct paced {
    snd_pcm_ioplug_t io;
    int file;
    /* Frames moved since the last preparation, and in all. */
    int64_t moved, total;
    /* When the device began to run, and when it ran out; nanoseconds, 0 when it did not. */
    int64_t began, dry;
    /* Frames in the file. */
    int64_t recorded;
    /* Frames after which it stalls for 300 ms or is gone; 0 for never. */
    long stall, gone;
};

static int64_t now(void) {
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (int64_t)time.tv_sec * 1000000000 + time.tv_nsec;
}

static int64_t clock_frames(const struct paced *paced) {
    return (now() - paced->began) * paced->io.rate / 1000000000;
}

static size_t frame_size(const struct paced *paced) {
    return 2 * paced->io.channels;
}

static void record(struct paced *paced, const void *samples, int64_t frames) {
    size_t size = (size_t)frames * frame_size(paced);
    if (paced->file >= 0 && write(paced->file, samples, size) == (ssize_t)size) paced->recorded += frames;
}

static int paced_start(snd_pcm_ioplug_t *io) {
    struct paced *paced = io->private_data;
    paced->began = now();
    return 0;
}

static int paced_prepare(snd_pcm_ioplug_t *io) {
    struct paced *paced = io->private_data;
    paced->moved = 0;
    paced->began = 0;
    return 0;
}

/* Called when the stream is dropped: what was not played is not heard. */
static int paced_stop(snd_pcm_ioplug_t *io) {
    struct paced *paced = io->private_data;
    if (io->stream == SND_PCM_STREAM_PLAYBACK && paced->began && !paced->dry) {
        int64_t left = paced->moved - clock_frames(paced);
        if (left > 0 && paced->file >= 0) {
            paced->recorded -= left;
            if (ftruncate(paced->file, paced->recorded * (off_t)frame_size(paced)) == 0)
                lseek(paced->file, 0, SEEK_END);
        }
    }
    paced->began = 0;
    return 0;
}

/* Once it was given its last frame it answers as a card whose plug was pulled. */
static int is_gone(struct paced *paced) {
    if (!paced->gone || paced->total < paced->gone) return 0;
    snd_pcm_ioplug_set_state(&paced->io, SND_PCM_STATE_DISCONNECTED);
    return 1;
}

static snd_pcm_sframes_t paced_pointer(snd_pcm_ioplug_t *io) {
    struct paced *paced = io->private_data;
    if (is_gone(paced) || !paced->began) return 0;
    int64_t frames = clock_frames(paced);
    if (io->stream == SND_PCM_STREAM_PLAYBACK && frames > paced->moved) {
        paced->dry = paced->began + paced->moved * 1000000000 / io->rate;
        return -EPIPE;
    }
    return frames % io->buffer_size;
}

static void rest(struct paced *paced) {
    if (!paced->stall || paced->total < paced->stall) return;
    paced->stall = 0;
    struct timespec pause = {0, 300000000};
    nanosleep(&pause, NULL);
}

static void fill_gap(struct paced *paced) {
    static const int16_t silence[2 * 1600];
    if (!paced->dry) return;
    int64_t gap = (now() - paced->dry) * paced->io.rate / 1000000000;
    paced->dry = 0;
    for (; gap > 0; gap -= 1600) record(paced, silence, gap < 1600 ? gap : 1600);
}

static snd_pcm_sframes_t paced_transfer(
    snd_pcm_ioplug_t *io, const snd_pcm_channel_area_t *areas, snd_pcm_uframes_t offset, snd_pcm_uframes_t size) {
    struct paced *paced = io->private_data;
    char *samples = (char *)areas->addr + (areas->first + areas->step * offset) / 8;
    if (is_gone(paced)) return -ENODEV;
    if (io->stream == SND_PCM_STREAM_PLAYBACK) {
        rest(paced);
        fill_gap(paced);
        record(paced, samples, size);
    } else {
        size_t wanted = size * frame_size(paced);
        ssize_t count = paced->file >= 0 ? read(paced->file, samples, wanted) : 0;
        if (count < 0) count = 0;
        memset(samples + count, 0, wanted - count);
    }
    paced->moved += size;
    paced->total += size;
    return size;
}

static int paced_close(snd_pcm_ioplug_t *io) {
    struct paced *paced = io->private_data;
    if (paced->file >= 0) close(paced->file);
    close(io->poll_fd);
    free(paced);
    return 0;
}

static const snd_pcm_ioplug_callback_t callbacks = {
    .start = paced_start,
    .stop = paced_stop,
    .pointer = paced_pointer,
    .transfer = paced_transfer,
    .prepare = paced_prepare,
    .close = paced_close,
};

static int constrain(snd_pcm_ioplug_t *io, unsigned rate, unsigned channels) {
    static const unsigned access[] = {SND_PCM_ACCESS_RW_INTERLEAVED};
    static const unsigned format[] = {SND_PCM_FORMAT_S16_LE};
    int code = snd_pcm_ioplug_set_param_list(io, SND_PCM_IOPLUG_HW_ACCESS, 1, access);
    if (code >= 0) code = snd_pcm_ioplug_set_param_list(io, SND_PCM_IOPLUG_HW_FORMAT, 1, format);
    if (code >= 0) code = snd_pcm_ioplug_set_param_minmax(io, SND_PCM_IOPLUG_HW_CHANNELS, channels, channels);
    if (code >= 0) code = snd_pcm_ioplug_set_param_minmax(io, SND_PCM_IOPLUG_HW_RATE, rate, rate);
    if (code >= 0) code = snd_pcm_ioplug_set_param_minmax(io, SND_PCM_IOPLUG_HW_PERIOD_BYTES, 64, 65536);
    if (code >= 0) code = snd_pcm_ioplug_set_param_minmax(io, SND_PCM_IOPLUG_HW_BUFFER_BYTES, 128, 262144);
    if (code >= 0) code = snd_pcm_ioplug_set_param_minmax(io, SND_PCM_IOPLUG_HW_PERIODS, 2, 1024);
    return code;
}

SND_PCM_PLUGIN_DEFINE_FUNC(paced) {
    const char *file = NULL, *caller = NULL;
    long rate = 8000, channels = 1, stall = 0, gone = 0;
    snd_config_iterator_t item, next;
    (void)root;
    snd_config_for_each(item, next, conf) {
        snd_config_t *entry = snd_config_iterator_entry(item);
        const char *id;
        if (snd_config_get_id(entry, &id) < 0) continue;
        if (strcmp(id, "file") == 0) snd_config_get_string(entry, &file);
        if (strcmp(id, "caller") == 0) snd_config_get_string(entry, &caller);
        if (strcmp(id, "rate") == 0) snd_config_get_integer(entry, &rate);
        if (strcmp(id, "channels") == 0) snd_config_get_integer(entry, &channels);
        if (strcmp(id, "stall") == 0) snd_config_get_integer(entry, &stall);
        if (strcmp(id, "gone") == 0) snd_config_get_integer(entry, &gone);
    }
    struct paced *paced = calloc(1, sizeof *paced);
    if (!paced) return -ENOMEM;
    paced->stall = stall;
    paced->gone = gone;
    if (stream == SND_PCM_STREAM_PLAYBACK)
        paced->file = file ? open(file, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600) : -1;
    else
        paced->file = caller ? open(caller, O_RDONLY | O_CLOEXEC) : -1;
    paced->io.version = SND_PCM_IOPLUG_VERSION;
    paced->io.name = "paced test card";
    paced->io.callback = &callbacks;
    paced->io.private_data = paced;
    paced->io.mmap_rw = 0;
    /* Who waits for room looks again every 10 ms. */
    paced->io.poll_fd = timerfd_create(CLOCK_MONOTONIC, TFD_CLOEXEC);
    struct itimerspec often = {{0, 10000000}, {0, 10000000}};
    timerfd_settime(paced->io.poll_fd, 0, &often, NULL);
    paced->io.poll_events = POLLIN;
    int code = snd_pcm_ioplug_create(&paced->io, name, stream, mode);
    if (code < 0) {
        paced_close(&paced->io);
        return code;
    }
    code = constrain(&paced->io, rate, channels);
    if (code < 0) {
        snd_pcm_ioplug_delete(&paced->io);
        return code;
    }
    *pcmp = paced->io.pcm;
    return 0;
}
SND_PCM_PLUGIN_SYMBOL(paced);
