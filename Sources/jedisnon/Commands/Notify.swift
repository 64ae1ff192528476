import ArgumentParser
import ControlAPI
import Foundation
import Glibc

/// `notify`: notices when something breaks.
struct Notify: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Try whether somebody is told when something breaks.", subcommands: [Test.self])

    /// The command `notify test`.
    struct Test: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Send one notice through the whole way.",
            discussion: """
                The service writes it into the spool, as it would any other; then the command waits until a program has \
                taken it. Exit 1 when nobody did.
                """)

        @OptionGroup var control: ControlOptions

        @Option(help: ArgumentHelp("How long to wait for somebody to take it.", valueName: "seconds"))
        var wait = 60

        func validate() throws {
            guard (0...3_600).contains(wait) else { throw ValidationError("--wait is 0 to 3600 seconds") }
        }

        func run() async throws {
            let answer = try await control.client().ask(Endpoints.notifyTest)
            let path = answer.spool + "/" + answer.file
            try Terminal.write("Written: \(SafeText.escaped(path))\n")
            for _ in 0..<wait * 10 {
                guard Self.exists(path) else {
                    try Terminal.write("Taken: whoever is told has it by now.\n")
                    return
                }
                try await Task.sleep(for: .milliseconds(100))
            }
            guard Self.exists(path) else { return }
            try Terminal.writeError(
                """
                nobody took the notice in \(wait) s
                  is something listening? systemctl status jedisnon-notify.path jedisnon-notify.service; see operating.md
                """)
            throw ExitCode.failure
        }

        /// Whether the path exists; true as well when this user may not read its folder.
        private static func exists(_ path: String) -> Bool { access(path, F_OK) == 0 || errno != ENOENT }
    }
}
