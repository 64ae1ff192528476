import Glibc

/// Limits the resources of this process.
public enum ProcessLimits {
    /// Limits for reading untrusted files: 2 s of processor time, 512 MiB of memory, no core file.
    ///
    /// Exceeding them ends the process. A limit that is already lower stays.
    public static func tighten() {
        lower(__rlimit_resource_t(RLIMIT_CPU.rawValue), to: 2)
        lower(__rlimit_resource_t(RLIMIT_DATA.rawValue), to: 512 << 20)
        lower(__rlimit_resource_t(RLIMIT_CORE.rawValue), to: 0)
    }

    /// Raises the soft limit of descriptors to the hard one, at most 65,536: a returning modem needs one.
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
        // If one limit is refused, the others and the timeout of the parent process still apply.
        _ = setrlimit(resource, &limit)
    }
}
