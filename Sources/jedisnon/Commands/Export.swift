import ArgumentParser
import ControlAPI
import Evidence
import Vocabulary

/// The command `export`.
struct Export: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Write everything about one sender into a file, as evidence.",
        discussion: """
            The file is a page for printing (.html), a table (.csv) or data (.json), by its extension; mode 0600, and nothing \
            is overwritten. It holds the full number. The purpose goes into the log. Ask first who wants it: the one who asks may be \
            the one who harasses. `jedisnon keep` comes before any export. See docs/evidence.md.
            """)

    @OptionGroup var control: ControlOptions

    @Option(
        help: ArgumentHelp("The number, such as +15145550101, or the sender id from `events`.", valueName: "number"),
        transform: PersonArgument.read)
    var sender: PersonName

    @Option(help: ArgumentHelp("What for: a police file, a court, a request of the number's owner.", valueName: "text"))
    var purpose: String

    @Option(help: ArgumentHelp("The new file: .html, .csv or .json.", valueName: "file"))
    var out: String

    @Option(help: ArgumentHelp("The language of the page: en or fr.", valueName: "language"))
    var language: String = Language.english.rawValue

    func validate() throws {
        guard purpose.contains(where: { !$0.isWhitespace }) else {
            throw ValidationError("--purpose says what the file is for; it stands in the file and in the log")
        }
        guard EvidenceForm(path: out) != nil else {
            throw ValidationError("--out is a file that ends in .html, .csv or .json")
        }
        guard Language(rawValue: language) != nil else { throw ValidationError("--language is en or fr") }
    }

    func run() async throws {
        guard let form = EvidenceForm(path: out) else { return }
        let source = try control.source()
        let target = try BackupFile(out)
        let path = target.path
        let octets = try await source.export(ExportRequest(sender: sender, purpose: purpose, language: language))
        do {
            var pending: [UInt8] = []
            try form.write(octets) { piece in
                pending += piece
                guard pending.count >= Self.writtenAtOnce else { return }
                try target.write(pending)
                pending.removeAll(keepingCapacity: true)
            }
            try target.write(pending)
        } catch is StrictJSON.Fault {
            throw ControlError(
                .failed, "the service is of another version than this command", hint: "restart the service")
        }
        let size = try target.finish()
        try Terminal.write("Written: \(SafeText.escaped(path)) (\(size) octets)\n")
    }

    private static let writtenAtOnce = 1 << 18
}

/// The command `head`.
struct Head: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Show the newest signed head of the log.",
        discussion:
            "A signed note, made at midnight UTC and at each export. Published elsewhere it shows later that nothing was rewritten."
    )

    @OptionGroup var control: ControlOptions

    @Flag(help: "Print JSON.")
    var json = false

    func run() async throws {
        let answer = try await control.source().head()
        if json { return try Terminal.write(JSONText.line(answer.head) + "\n") }
        guard let head = answer.head else {
            try Terminal.writeError(
                "jedisnon: the log is not signed yet: that happens at midnight UTC, and at each export")
            throw ExitCode.failure
        }
        try Terminal.write(head.note)
    }
}
