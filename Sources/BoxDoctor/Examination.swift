import ControlAPI
import Vocabulary

/// One question about the host.
///
/// An examination changes nothing. It reports what it cannot examine with its permissions.
protocol Examination: Sendable {
    /// What is examined, for the finding that it took too long.
    var subject: String { get }

    func examine() async -> [DoctorFinding]
}

extension DoctorFinding {
    /// A finding for something that this user may not read.
    static func notLookedAt(_ subject: String, what: String) -> DoctorFinding {
        DoctorFinding(
            .notLookedAt, .note, subject, what: what, why: "something may be wrong there that is not in this list",
            remedy: "sudo jedisnon doctor")
    }
}
