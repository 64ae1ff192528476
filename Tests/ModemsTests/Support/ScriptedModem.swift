import Foundation
import Glibc
import Synchronization
import TestDescriptors

/// A modem that knows one dialogue by heart, on a pty: it answers the next command of the script and nothing else.
final class ScriptedModem: Sendable {
    private struct State {
        var position = 0
        var echoes = true
        var typed: [UInt8] = []
        var surprises: [String] = []
        var isStopped = false
    }

    /// The path of its tty.
    let path: String
    private let script: [Transcript.Exchange]
    private let master: Int32
    private let slave: Int32
    private let state = Mutex(State())

    init(_ transcript: Transcript) throws {
        let terminal = try PseudoTerminal(isRaw: true)
        // The slave stays open here, so that the master never sees a hang-up between two openers.
        path = terminal.path
        script = transcript.exchanges
        (master, slave) = (terminal.master, terminal.slave)
        Thread.detachNewThread { [self] in serve() }
    }

    /// Ends the thread and closes the pty.
    func stop() { state.withLock { $0.isStopped = true } }

    private func serve() {
        var bytes = [UInt8](repeating: 0, count: 512)
        while !state.withLock({ $0.isStopped }) {
            var entry = pollfd(fd: master, events: Int16(POLLIN), revents: 0)
            guard poll(&entry, 1, 20) > 0 else { continue }
            let count = read(master, &bytes, bytes.count)
            for byte in bytes.prefix(max(count, 0)) { take(byte) }
        }
        close(slave)
        close(master)
    }

    /// What came that the script does not have next.
    var surprises: [String] { state.withLock { $0.surprises } }

    /// What the script still has and nobody asked for.
    var rest: [String] { state.withLock { script[$0.position...].map(\.command) } }

    private func take(_ byte: UInt8) {
        switch byte {
        case 0x1B, 0x0A: break
        case 0x0D, 0x1A: answer(isBody: byte == 0x1A)
        default: state.withLock { $0.typed.append(byte) }
        }
    }

    private func answer(isBody: Bool) {
        let output = state.withLock { state -> String in
            let command = String(decoding: state.typed, as: UTF8.self) + (isBody ? "^Z" : "")
            state.typed = []
            let echo = state.echoes && !isBody ? command + "\r" : ""
            guard state.position < script.count, script[state.position].command == command else {
                state.surprises.append(command)
                return "\r\nERROR\r\n"
            }
            let exchange = script[state.position]
            state.position += 1
            if command.hasPrefix("ATE0") { state.echoes = false }
            let answer = exchange.answer.map { $0 == ">" ? "\r\n> " : "\r\n\($0)\r\n" }
            return echo + answer.joined() + exchange.unasked.map { "\r\n\($0)\r\n" }.joined()
        }
        let bytes = Array(output.utf8)
        _ = write(master, bytes, bytes.count)
    }
}
