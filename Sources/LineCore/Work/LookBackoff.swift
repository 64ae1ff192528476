import Vocabulary

/// When to look at the memories again after a failed listing, reading or commit.
///
/// In seconds at first, so that a temporary fault costs only seconds; the regular look every minute is the upper bound.
package struct LookBackoff {
    /// The regular interval, in seconds.
    package static let regular: Int64 = 60

    private static let waits: [Int64] = [1, 2, 5, 10, 20, 40, regular]
    package init() {}

    private var failures = 0

    /// Notes a failure; returns the seconds to wait before the next look.
    package mutating func failed() -> Int64 {
        defer { failures += 1 }
        return Self.waits[min(failures, Self.waits.count - 1)]
    }

    /// Notes a complete, successful look.
    package mutating func worked() {
        failures = 0
    }
}

/// The memories that cannot be listed.
package struct UnreadableMemories {
    /// The failures in a row that count as a lasting fault: about ten seconds with the waits of ``LookBackoff``.
    private static let lastingFailures = 4
    package init() {}

    private var failures: [String: (count: Int, answer: String)] = [:]

    /// Notes that a memory could not be listed, with the modem's answer.
    package mutating func failed(_ memory: String, answer: String) {
        failures[memory] = ((failures[memory]?.count ?? 0) + 1, answer)
    }

    /// Notes that a memory was listed.
    package mutating func worked(_ memory: String) {
        failures[memory] = nil
    }

    /// The memory with a lasting fault, and the modem's answer; nil = none.
    package var worst: (memory: String, answer: String)? {
        let lasting = failures.filter { $0.value.count >= Self.lastingFailures }
        return lasting.min { $0.key < $1.key }.map { ($0.key, $0.value.answer) }
    }
}
