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

    @Flag(help: "Show the whole box on one screen, live, until q or Ctrl-C.")
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
            if json || !Terminal.isTTY { return try await Watch.print { try await picture() } }
            return try await Watch.show { width, height in try await screen(width: width, height: height) }
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

    /// One screen of the watch; a service that is down is shown too.
    private func screen(width: Int, height: Int) async throws -> [String] {
        do {
            let source = try control.source(isQuiet: true)
            let status = try await source.status()
            var picture = WatchScreen.Picture(status: status, budget: nil, answeredToday: [:])
            // The database may be out of reach while the service waits.
            if status.service.state != .waiting {
                if status.budget != nil { picture.budget = try await source.budget() }
                let report = try await source.report(ReportQuery(since: .now))
                // The day of the box: this terminal may be in another time zone.
                let today = report.days.filter { $0.day == report.madeAt.day }
                picture.answeredToday = Dictionary(today.map { ($0.line, $0.answered) }, uniquingKeysWith: +)
            }
            return WatchScreen(now: .now, width: width, height: height, style: Terminal.style).rows(picture)
        } catch let error as ControlError where error.code == .notRunning {
            return Columns.wrapped(CommandError.text(error), width: width, indent: 0).split(separator: "\n").map(
                String.init)
        }
    }

    /// One refresh for a pipe; a service that is down is shown too.
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
