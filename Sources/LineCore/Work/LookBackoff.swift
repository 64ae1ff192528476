import Vocabulary

/// When the memories are looked at again after a listing, a reading or a commit that failed.
///
/// In seconds first, so that a fault that passes costs seconds; the regular look once a minute is the upper bound.
package struct LookBackoff {
    /// The regular interval, in seconds.
    package static let regular: Int64 = 60

    private static let waits: [Int64] = [1, 2, 5, 10, 20, 40, regular]
    package init() {}

    private var failures = 0

    /// Notes a failure: how many seconds to wait before the next look.
    package mutating func failed() -> Int64 {
        defer { failures += 1 }
        return Self.waits[min(failures, Self.waits.count - 1)]
    }

    /// A whole look worked.
    package mutating func worked() {
        failures = 0
    }
}

/// The memories that cannot be listed, and since when.
package struct UnreadableMemories {
    /// So many failures in a row are no passing fault: with the waits of ``LookBackoff`` about ten seconds.
    private static let many = 4
    package init() {}

    private var failures: [String: (count: Int, answer: String)] = [:]

    /// Notes that a memory could not be listed, and what the modem said.
    package mutating func failed(_ memory: String, answer: String) {
        failures[memory] = ((failures[memory]?.count ?? 0) + 1, answer)
    }

    /// Notes that a memory was listed.
    package mutating func worked(_ memory: String) {
        failures[memory] = nil
    }

    /// The memory that fails again and again, and what the modem says; nil while none does.
    package var worst: (memory: String, answer: String)? {
        let lasting = failures.filter { $0.value.count >= Self.many }
        return lasting.min { $0.key < $1.key }.map { ($0.key, $0.value.answer) }
    }
}
