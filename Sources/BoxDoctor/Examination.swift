import ControlAPI
import Vocabulary

/// One question about the host.
///
/// An examination looks and changes nothing. What it cannot look at with the rights it has, it says.
protocol Examination: Sendable {
    /// What is examined, for the sentence that it took too long.
    var subject: String { get }

    func examine() async -> [DoctorFinding]
}

extension DoctorFinding {
    /// What this user may not look at.
    static func notLookedAt(_ subject: String, what: String) -> DoctorFinding {
        DoctorFinding(
            .notLookedAt, .note, subject, what: what, why: "something may be wrong there that is not in this list",
            mend: "sudo jedisnon doctor")
    }
}
