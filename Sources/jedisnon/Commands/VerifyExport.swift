import ArgumentParser
import ControlAPI
import Evidence
import Vocabulary

/// The command `verify-export`.
struct VerifyExport: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Check a file that `export` wrote.",
        discussion: """
            Three answers: integrity (everything in it is under the signed head), completeness (the contacts of this sender from the \
            first to the last, without a gap), anchoring (a head that was published before covers them). Exit 0 only if the \
            first two hold, else 1.
            """)

    @Argument(help: ArgumentHelp("The file: .html, .csv or .json.", valueName: "file"))
    var file: String

    @Option(
        help: ArgumentHelp(
            "A head published before the file was made: what `jedisnon head` printed.", valueName: "file"))
    var head: String?

    @Flag(help: "Print JSON.")
    var json = false

    /// What `--json` prints.
    private struct Answer: Encodable {
        var integrity: String
        var completeness: String
        var anchoring: String
        var sentences: [String: String]
    }

    func run() throws {
        let published = try head.map(Self.published)
        let file = try EvidenceFile(path: file)
        var verdicts: ExportVerdicts
        do throws(Flaw) {
            verdicts = try ExportVerification(file.document).verdicts(published: published)
        } catch {
            throw ControlError(
                .damaged, "\(SafeText.escaped(self.file)): \(error.sentence)",
                hint: "name a file that `jedisnon export` wrote: .html, .csv or .json")
        }
        if verdicts.integrity.state == .holds, file.isAsShown != true {
            verdicts.integrity =
                file.isAsShown == nil
                ? Verdict(
                    .unknown, "its data hold; whether a person sees the same, only the version that made it can tell")
                : Verdict(.fails, "its data hold, but what a person sees of this file is not what they say")
        }
        try Terminal.write(try json ? jsonText(verdicts) : text(verdicts))
        guard verdicts.integrity.state == .holds, verdicts.completeness.state == .holds else { throw ExitCode.failure }
    }

    private func text(_ verdicts: ExportVerdicts) -> String {
        [("integrity", verdicts.integrity), ("completeness", verdicts.completeness), ("anchoring", verdicts.anchoring)]
            .map {
                Columns.left($0, 13) + Columns.left($1.state.rawValue, 8) + SafeText.escaped($1.sentence) + "\n"
            }.joined()
    }

    private func jsonText(_ verdicts: ExportVerdicts) throws -> String {
        let answer = Answer(
            integrity: verdicts.integrity.state.rawValue, completeness: verdicts.completeness.state.rawValue,
            anchoring: verdicts.anchoring.state.rawValue,
            sentences: [
                "integrity": verdicts.integrity.sentence, "completeness": verdicts.completeness.sentence,
                "anchoring": verdicts.anchoring.sentence,
            ])
        return try JSONText.line(answer) + "\n"
    }

    /// A head as `head` prints it, as text or as JSON.
    private static func published(_ path: String) throws(ControlError) -> SignedHead {
        let octets = try EvidenceFile.octets(of: path, atMost: 1 << 20)
        var note = String(decoding: octets, as: UTF8.self)
        if case .object(let members)? = try? StrictJSON.value(octets), let inside = members.text("note") {
            note = inside
        }
        if !note.hasSuffix("\n") { note += "\n" }
        guard let head = SignedHead(note: note) else {
            throw ControlError(
                .damaged, "\(SafeText.escaped(path)) is no head of a log",
                hint: "name a file with what `jedisnon head` printed")
        }
        return head
    }
}
