import ArgumentParser
import ControlAPI

/// The command `backup`.
struct Backup: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Write a consistent copy of the database, while the service runs or not.",
        discussion: """
            The file is written by this command, so it may be anywhere you may write; mode 0600. The copy holds full \
            numbers and texts: keep it as safe as the database. Nothing is overwritten.
            """)

    @OptionGroup var control: ControlOptions

    @Argument(help: ArgumentHelp("The new file.", valueName: "file"))
    var file: String

    func run() async throws {
        let source = try control.source()
        let target = try BackupFile(file)
        let path = target.path
        try await source.copy(into: target)
        let octets = try target.finish()
        try Terminal.write("Written: \(SafeText.escaped(path)) (\(octets) octets)\n")
    }
}
