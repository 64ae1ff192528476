import Glibc

/// What this process may use of the machine from now on.
public enum ProcessLimits {
    /// Limits for a process that reads files of others: 2 s of a processor, 512 MiB of memory, and no core file;
    /// more ends it.
    ///
    /// A limit that is lower already stays.
    public static func tighten() {
        lower(__rlimit_resource_t(RLIMIT_CPU.rawValue), to: 2)
        lower(__rlimit_resource_t(RLIMIT_DATA.rawValue), to: 512 << 20)
        lower(__rlimit_resource_t(RLIMIT_CORE.rawValue), to: 0)
    }

    /// Raises the soft limit of open descriptors to the hard one, 65,536 at most: a modem that comes back must find one.
    public static func raiseDescriptors() {
        var limit = rlimit()
        guard getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit) == 0 else { return }
        let wanted = min(limit.rlim_max, 65_536)
        guard wanted > limit.rlim_cur else { return }
        limit.rlim_cur = wanted
        _ = setrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit)
    }

    private static func lower(_ resource: __rlimit_resource_t, to value: rlim_t) {
        var limit = rlimit()
        guard getrlimit(resource, &limit) == 0, limit.rlim_cur > value else { return }
        limit.rlim_cur = value
        // A limit that is refused leaves the others, and the time limit of whoever waits.
        _ = setrlimit(resource, &limit)
    }
}
