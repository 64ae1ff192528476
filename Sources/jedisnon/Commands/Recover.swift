import ArgumentParser
import ControlAPI
import LineService

/// The command `recover`.
struct Recover: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Recover what can be read of a damaged database into a new one, while the service is down.",
        discussion: """
            The damaged file is kept beside the new one. STOP, blocks and erasures are said again from stops.log at the next \
            start. When it is not certain whom the box answered and what it spent, every line is paused then until you \
            resume it; texts and calls are recorded meanwhile. Exits 1 when something is lost.
            """)

    @OptionGroup var options: ConfigurationOption

    func run() async throws {
        let configuration = try options.configuration()
        guard let recovery = try await OfflineBackend(configuration: configuration).recover() else {
            try Terminal.write("The database is not damaged; nothing was changed.\n")
            return
        }
        var text = "The damaged file is kept: \(SafeText.escaped(recovery.kept))\nRecovered rows: \(recovery.rows)\n"
        text += recovery.damaged.map { "  of \($0.table): \($0.rows); some are lost\n" }.joined()
        if recovery.hasNewLog {
            text += "The log of events for evidence begins anew; heads published before prove nothing about it.\n"
        }
        text +=
            recovery.holdsLines
            ? "Every line is paused at the next start, since it is not certain who was answered and what was spent:\n"
                + "look at `jedisnon status` and `jedisnon events`, then resume each with `jedisnon line resume ID`.\n"
            : "Who said STOP, who is blocked, who was answered and what was spent is all there.\n"
        try Terminal.write(text + "Start the service now.\n")
        if !recovery.damaged.isEmpty { throw ExitCode.failure }
    }
}
