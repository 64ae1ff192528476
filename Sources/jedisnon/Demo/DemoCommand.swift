import ArgumentParser
import ControlAPI
import Foundation
import Glibc

/// `jedisnon demo`: the real service without hardware.
struct DemoCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "demo", abstract: "Try the real service on simulated modems; nothing is kept.",
        discussion: "On a terminal you play the one who insists. With --once a fixed story is played and checked.")

    @Flag(help: "Play the fixed story, print it as a table, and exit 0 only if all of it really happened.")
    var once = false

    func run() async throws {
        let signals = Signals()
        let story = once || isatty(STDIN_FILENO) == 0
        let playing = Task { try await Self.play(story) }
        let watch = Task { () -> Int32? in
            guard let number = await signals.first() else { return nil }
            // The demo is stopped and its folder removed before this process ends.
            playing.cancel()
            Self.end(by: number, within: 20)
            return number
        }
        let result = await playing.result
        watch.cancel()
        if let number = await watch.value { Signals.end(by: number) }
        try result.get()
    }

    /// Ends the process by a signal after so many seconds, whatever hangs; the folder is removed all the same.
    private static func end(by number: Int32, within seconds: Double) {
        // A thread of its own, because the others may hang.
        Thread.detachNewThread {
            Thread.sleep(forTimeInterval: seconds)
            DemoBox.removeFolders()
            Signals.end(by: number)
        }
    }

    private static func play(_ story: Bool) async throws {
        let box = try await DemoBox.start()
        do {
            if story {
                try await playStory(box)
            } else {
                try await DemoDialogue(box: box, style: Terminal.style).run()
            }
        } catch {
            await box.stop()
            throw error
        }
        await box.stop()
    }

    private static func playStory(_ box: DemoBox) async throws {
        let story = DemoStory(box: box)
        let outcomes = try await story.play()
        try Terminal.write(DemoTable.text(outcomes, style: Terminal.style))
        let problems = outcomes.compactMap(\.problem) + (try await story.leftovers())
        guard problems.isEmpty else {
            for problem in problems { try Terminal.writeError(problem) }
            throw ExitCode.failure
        }
        try Terminal.write(
            "\nAll of it really happened: everything was received once, nobody was answered twice, "
                + "nothing was dialled, \(DemoBox.total) CAD were spent.\n")
    }
}
