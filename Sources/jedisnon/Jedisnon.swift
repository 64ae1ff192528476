import ArgumentParser
import ControlAPI
import Glibc
import LinePolicy
import LineService
import Vocabulary

/// The command line.
@main
struct Jedisnon: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Answers self-hosted SIM lines with one message about consent.",
        discussion: """
            Exit codes: 0 fine, 1 something needs attention, 64 wrong usage, 65 the database is damaged or newer, \
            69 the service is not running, 73 the state folder or socket cannot be used, 78 the configuration is \
            missing or wrong.
            """,
        version: Program.version,
        subcommands: [
            RunCommand.self, DemoCommand.self, Status.self, DoctorCommand.self, Events.self, Line.self, Budget.self,
            Report.self,
            Block.self, Unblock.self, Blocks.self, Raid.self, Notify.self, Keep.self, Erase.self, Backup.self,
            Recover.self,
            Export.self, VerifyExport.self, Head.self,
            Reload.self, PromptCommand.self, PDUCommand.self, MessageCommand.self, SimulateCommand.self,
            RehearseCommand.self,
            TryConfiguration.self,
        ])

    /// Runs a command; an error prints one sentence and what to do next on standard error, and sets the exit code.
    static func main() async {
        do {
            var command = try await asyncParseAsRoot(nil)
            if var asynchronous = command as? any AsyncParsableCommand {
                try await asynchronous.run()
            } else {
                try command.run()
            }
        } catch is OutputClosed {
            Glibc.exit(0)
        } catch {
            // If standard error is closed too, the exit code still shows the error.
            if let known = CommandError.known(error) {
                do { try Terminal.writeError(CommandError.text(known)) } catch {}
                Glibc.exit(known.code.exitCode)
            }
            let (code, text) = CommandError.parsed(error)
            // Help and the version are not errors: they go to standard output unchanged.
            if code == 0 {
                do { try Terminal.write(text.isEmpty ? "" : text + "\n") } catch {}
            } else if !text.isEmpty {
                do { try Terminal.writeError(CommandError.escapedLines(text)) } catch {}
            }
            Glibc.exit(code)
        }
    }
}
