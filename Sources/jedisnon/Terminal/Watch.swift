import Glibc

/// Refreshes a text until Ctrl-C, then restores the terminal.
struct Watch {
    /// Whether to print texts one after another, for a pipe; else each replaces the one before.
    let isPlain: Bool

    private static let pause = Duration.seconds(2)
    private static let home = "\u{1B}[H"
    private static let clearLine = "\u{1B}[K"
    private static let clearRest = "\u{1B}[J"

    func run(_ picture: () async throws -> String) async throws {
        if !isPlain { try enter() }
        do {
            while true {
                let text = try await picture()
                try Terminal.write(isPlain ? text : Self.overwriting(text))
                try await Task.sleep(for: Self.pause)
            }
        } catch {
            if !isPlain { leaveScreen() }
            throw error
        }
    }

    /// Overwrites the previous text without flicker.
    static func overwriting(_ text: String) -> String {
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        return home + lines.map { $0 + clearLine }.joined(separator: "\r\n") + clearRest
    }

    private func enter() throws {
        for number in [SIGINT, SIGTERM, SIGHUP] {
            signal(number) { _ in
                // Only async-signal-safe calls are allowed in a signal handler.
                leaveScreen()
                _exit(0)
            }
        }
        try Terminal.write("\u{1B}[?1049h\u{1B}[?25l")
    }
}

/// Restores the cursor and the previous screen, using only async-signal-safe calls.
private func leaveScreen() {
    let leave: StaticString = "\u{1B}[?25h\u{1B}[?1049l"
    _ = write(STDOUT_FILENO, leave.utf8Start, leave.utf8CodeUnitCount)
}
