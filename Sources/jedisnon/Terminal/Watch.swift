import Dispatch
import Glibc

/// Shows a picture again and again until somebody ends it.
struct Watch {
    private static let pause = Duration.seconds(2)

    /// Prints texts one after another, for a pipe.
    static func print(_ text: () async throws -> String) async throws {
        while true {
            try Terminal.write(try await text())
            try await Task.sleep(for: pause)
        }
    }

    /// Shows screens on a terminal, each in the place of the one before, until `q` or Ctrl-C; then restores the terminal.
    static func show(_ rows: (_ width: Int, _ height: Int) async throws -> [String]) async throws {
        let screen = try Screen()
        defer { screen.leave() }
        while true {
            let size = Terminal.size
            try Terminal.write(Self.overwriting(try await rows(size.width, size.height)))
            if await screen.isEnded(within: pause) { return }
        }
    }

    /// Overwrites the previous screen without flicker.
    static func overwriting(_ rows: [String]) -> String {
        "\u{1B}[H" + rows.map { $0 + "\u{1B}[K" }.joined(separator: "\r\n") + "\u{1B}[J"
    }
}

/// A terminal whose screen and keys are taken over for a while.
private final class Screen: Sendable {
    private let before: termios?

    init() throws {
        var settings = termios()
        if tcgetattr(STDIN_FILENO, &settings) == 0 {
            before = settings
            // Keys come at once and are not shown; Ctrl-C still is a signal.
            settings.c_lflag &= ~tcflag_t(ICANON | ECHO)
            tcsetattr(STDIN_FILENO, TCSANOW, &settings)
        } else {
            before = nil
        }
        saved = before
        for number in [SIGINT, SIGTERM, SIGHUP] {
            signal(number) { _ in
                // Only async-signal-safe calls are allowed in a signal handler.
                restoreTerminal()
                _exit(0)
            }
        }
        // A window that changes its size ends the waiting for a key.
        if bell == nil { bell = Bell() }
        signal(SIGWINCH) { _ in bell?.ring() }
        try Terminal.write("\u{1B}[?1049h\u{1B}[?25l")
    }

    func leave() { restoreTerminal() }

    /// Waits for a key; true when it was one that ends.
    ///
    /// Another one, or a new size of the window, ends the waiting.
    func isEnded(within time: Duration) async -> Bool {
        let milliseconds = Int32(time / .milliseconds(1))
        let hasKeys = before != nil
        return await withCheckedContinuation { done in
            DispatchQueue.global().async {
                var entries = [
                    pollfd(fd: hasKeys ? STDIN_FILENO : -1, events: Int16(POLLIN), revents: 0),
                    pollfd(fd: bell?.heard ?? -1, events: Int16(POLLIN), revents: 0),
                ]
                let found = poll(&entries, 2, milliseconds)
                bell?.forget()
                guard found > 0, entries[0].revents != 0 else { return done.resume(returning: false) }
                var key: UInt8 = 0
                let count = read(STDIN_FILENO, &key, 1)
                // The terminal is gone, or the key is q, Q, Ctrl-D.
                done.resume(returning: count <= 0 || [0x71, 0x51, 0x04].contains(key))
            }
        }
    }
}

/// A pipe that a signal handler may write to: which thread gets a signal is not known, so it cannot end a `poll` by itself.
private struct Bell {
    let heard: Int32
    private let rung: Int32

    init?() {
        var ends: [Int32] = [-1, -1]
        guard pipe(&ends) == 0 else { return nil }
        for end in ends { _ = fcntl(end, F_SETFL, O_NONBLOCK) }
        (heard, rung) = (ends[0], ends[1])
    }

    func ring() {
        var octet: UInt8 = 0
        _ = write(rung, &octet, 1)
    }

    func forget() {
        var octets = [UInt8](repeating: 0, count: 64)
        while read(heard, &octets, octets.count) > 0 {}
    }
}

/// For the signal handler.
nonisolated(unsafe) private var bell: Bell?

/// How the terminal was, for the signal handler.
nonisolated(unsafe) private var saved: termios?

/// Restores the keys, the cursor and the previous screen, using only async-signal-safe calls.
private func restoreTerminal() {
    if var settings = saved { tcsetattr(STDIN_FILENO, TCSANOW, &settings) }
    let leave: StaticString = "\u{1B}[?25h\u{1B}[?1049l"
    _ = write(STDOUT_FILENO, leave.utf8Start, leave.utf8CodeUnitCount)
}
