import ArgumentParser
import ControlAPI
import Foundation
import Vocabulary

/// `status`: exits 0 only when there is at least one line and all are ready.
struct Status: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Show every line at a glance.")

    @OptionGroup var control: ControlOptions

    @Flag(help: "Print JSON.")
    var json = false

    @Flag(help: "Show it again every two seconds, until Ctrl-C.")
    var watch = false

    @Flag(help: "Print one line for a monitoring system, and exit with 0, 1, 2 or 3.")
    var check = false

    func validate() throws {
        if check, json || watch {
            throw ValidationError("--check prints a line of its own: leave out --json and --watch")
        }
    }

    func run() async throws {
        if check {
            let found = await checked()
            try Terminal.write(found.line + "\n")
            throw ExitCode(found.finding.rawValue)
        }
        if watch {
            try await Watch(isPlain: json || !Terminal.isTTY).run { try await picture() }
            return
        }
        let source = try control.source()
        let answer = try await source.status()
        try Terminal.write(text(answer))
        let code = Self.exitCode(answer, isRunning: source.isRunning)
        if code != .success { throw code }
    }

    /// What a monitoring system is told; whatever is in the way of an answer is an answer too.
    private func checked() async -> MonitoringCheck {
        do {
            return try await MonitoringCheck(control.source(isQuiet: true).status())
        } catch {
            return MonitoringCheck(CommandError.known(error) ?? ControlError(.failed, "\(error)"))
        }
    }

    /// The exit code for a status.
    static func exitCode(_ answer: StatusAnswer, isRunning: Bool) -> ExitCode {
        guard isRunning else { return ExitCode(ControlError.Code.notRunning.exitCode) }
        let isWell = !answer.lines.isEmpty && answer.lines.allSatisfy { $0.state == .ready }
        return isWell ? .success : .failure
    }

    /// One refresh of the watch; a service that is down is shown too.
    private func picture() async throws -> String {
        do {
            return try await text(control.source(isQuiet: true).status())
        } catch let error as ControlError where error.code == .notRunning && !json {
            return CommandError.text(error) + "\n"
        }
    }

    private func text(_ answer: StatusAnswer) throws -> String {
        if json { return try JSONText.line(answer) + "\n" }
        return StatusText(now: .now, width: Terminal.width, style: Terminal.style).text(answer)
    }
}

extension ZonedTime {
    /// The time of the box's clock, in the system's time zone.
    static var now: ZonedTime {
        ZonedTime(milliseconds: Int64(Date().timeIntervalSince1970 * 1000), in: .current)
    }
}
