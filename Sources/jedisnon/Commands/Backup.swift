import ArgumentParser
import ControlAPI
import Foundation

/// The command `backup`.
struct Backup: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Write a consistent copy of the database, while the service runs or not.",
        discussion: "The copy holds full numbers and texts: keep it as safe as the database. Nothing is overwritten.")

    @OptionGroup var control: ControlOptions

    @Argument(help: ArgumentHelp("The new file.", valueName: "file"))
    var file: String

    func run() async throws {
        // The service has another working folder than the person who types.
        let folder = FileManager.default.currentDirectoryPath
        let path = file.hasPrefix("/") ? file : folder + "/" + file
        let answer = try await control.source().backup(BackupRequest(path: path))
        try Terminal.write("Written: \(SafeText.escaped(answer.path)) (\(answer.octets) octets)\n")
    }
}
