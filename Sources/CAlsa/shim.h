#include <alsa/asoundlib.h>

// Swift cannot write a function with C variable arguments, which libasound's error handler is.
static void jedisnon_alsa_ignore(const char *file, int line, const char *function, int error, const char *format, ...) {
    (void)file, (void)line, (void)function, (void)error, (void)format;
}

/// libasound writes its errors to stderr by itself; after this it does not, and only the returned codes speak.
static inline void jedisnon_alsa_quiet(void) {
    snd_lib_error_set_handler(jedisnon_alsa_ignore);
}
