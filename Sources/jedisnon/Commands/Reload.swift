import ArgumentParser
import ControlAPI

/// The command `reload`.
struct Reload: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Make the service read its configuration again.",
        discussion: "A configuration with an error changes nothing.")

    @OptionGroup var control: ControlOptions

    func run() async throws {
        let answer = try await control.client().ask(Endpoints.reload)
        try Terminal.write(Self.text(answer))
    }

    /// The changes, in words.
    static func text(_ answer: ReloadAnswer) -> String {
        let parts = [("added", answer.added), ("removed", answer.removed), ("changed", answer.changed)]
            .filter { !$0.1.isEmpty }
            .map { "\($0.0): \($0.1.map(SafeText.escaped).joined(separator: ", "))" }
        return parts.isEmpty
            ? "Read again; the lines are as before.\n" : "Read again; \(parts.joined(separator: "; ")).\n"
    }
}
