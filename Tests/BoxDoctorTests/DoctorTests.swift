import ControlAPI
import Foundation
import Testing
import Vocabulary
import WordLiterals

@testable import BoxDoctor

struct DoctorTests {
    @Test("the most blocking comes first, else in the order found")
    func order() {
        let severities: [DoctorSeverity] = [.note, .ok, .problem, .warning, .problem]
        let findings = severities.enumerated().map { DoctorFinding(.clock, $0.element, "\($0.offset)", what: "y") }
        #expect(Doctor.sorted(findings).map(\.subject) == ["2", "4", "3", "0", "1"])
    }

    @Test("an examination that never ends is said, and the others are not lost", .timeLimit(.minutes(1)))
    func endless() async throws {
        struct Endless: Examination {
            let subject = "well"
            func examine() async -> [DoctorFinding] {
                // It ignores its cancellation, as a call that blocks does.
                await withUnsafeContinuation { (_: UnsafeContinuation<Void, Never>) in }
                return []
            }
        }
        let made = try MadeUpHost()
        let found = await Doctor(made.host).findings(
            of: [Endless(), UdevExamination(host: made.host)], within: .milliseconds(50))
        #expect(found.ids == ["took_too_long", "udevd_not_running"])
        #expect(found[0].subject == "well")
    }

    @Test("every name of a finding is in docs/json.md", arguments: FindingCode.allCases)
    func documented(code: FindingCode) throws {
        let page = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../docs/json.md")
        #expect(try String(contentsOf: page.standardizedFileURL, encoding: .utf8).contains("`\(code.rawValue)`"))
    }

    @Test("an empty box is examined as a whole")
    func whole() async throws {
        let answer = await Doctor(try MadeUpHost().host).examine()
        #expect(answer.hasProblem)
        #expect(answer.user == "pi")
        #expect(answer.findings.ids.starts(with: ["configuration_missing", "usb_no_modem"]))
        // Whatever needs a person says what to do; whatever is fine says nothing more.
        #expect(answer.findings.allSatisfy { ($0.remedy == nil) == ($0.severity == .ok) })
        #expect(answer.findings.allSatisfy { ($0.why == nil) == ($0.severity == .ok) })
    }
}
