import ArgumentParser
import ControlAPI
import Glibc

/// `jedisnon demo`: the real service without hardware.
struct DemoCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "demo", abstract: "Try the real service on simulated modems; nothing is kept.",
        discussion: "On a terminal you play the one who insists. With --once a fixed story is played and checked.")

    @Flag(help: "Play the fixed story, print it as a table, and exit 0 only if all of it really happened.")
    var once = false

    func run() async throws {
        let box = try await DemoBox.start()
        do {
            if once || isatty(STDIN_FILENO) == 0 {
                try await playStory(box)
            } else {
                try await DemoTalk(box: box, paint: Terminal.paint).run()
            }
        } catch {
            await box.stop()
            throw error
        }
        await box.stop()
    }

    private func playStory(_ box: DemoBox) async throws {
        let story = DemoStory(box: box)
        let outcomes = try await story.play()
        try Terminal.write(DemoTable.text(outcomes, paint: Terminal.paint))
        let problems = outcomes.compactMap(\.problem) + (try await story.leftovers())
        guard problems.isEmpty else {
            for problem in problems { try Terminal.complain(problem) }
            throw ExitCode.failure
        }
        try Terminal.write(
            "\nAll of it really happened: everything was received once, nobody was answered twice, "
                + "nothing was dialled, \(DemoBox.total) CAD were spent.\n")
    }
}
