import Foundation

// What the host sends: characters become command lines and bodies, one at a time.
extension ModemMachine {
    private static let carriageReturn: UInt8 = 0x0D
    private static let backspace: UInt8 = 0x08
    private static let controlZ: UInt8 = 0x1A
    private static let escape: UInt8 = 0x1B
    /// A longer line is cut, as in the buffer of a real modem.
    private static let longestLine = 1024
    private static let longestBody = 4096

    /// Takes bytes from the host; bytes that come during a command wait for its end.
    mutating func receive(_ bytes: [UInt8]) {
        waitingInput += bytes
        readInput()
    }

    mutating func readInput() {
        // A command that ends at once calls this again; then the loop below continues by itself.
        guard !isReadingInput else { return }
        isReadingInput = true
        defer { isReadingInput = false }
        var position = 0
        while position < waitingInput.count, phase != .executing, !wantsToVanish {
            let byte = waitingInput[position]
            position += 1
            if case .body(let purpose) = phase {
                takeBody(byte, purpose)
            } else {
                takeCommand(byte)
            }
        }
        waitingInput.removeFirst(min(position, waitingInput.count))
        if wantsToVanish { waitingInput = [] }
    }

    private mutating func takeCommand(_ byte: UInt8) {
        switch byte {
        case Self.carriageReturn:
            echo([byte])
            let text = Self.text(of: line)
            line = []
            take(line: text)
        case Self.backspace:
            if !line.isEmpty { line.removeLast() }
            echo([byte])
        case 0..<0x20:
            // LF after CR, a stray Ctrl-Z or ESC: never part of a command.
            break
        default:
            if line.count < Self.longestLine { line.append(byte) }
            echo([byte])
            checkVanishInCommand()
        }
    }

    private mutating func take(line text: String) {
        guard !text.isEmpty else { return }
        journal.commands.append(ReceivedCommand(at: Date(), text: text))
        if faults.take(.freeze) { return }
        phase = .executing
        if settings.latency > .zero {
            start(.executeLine(text), after: settings.latency)
        } else {
            execute(text)
        }
    }

    private mutating func takeBody(_ byte: UInt8, _ purpose: BodyPurpose) {
        switch byte {
        case Self.controlZ:
            let content = body
            body = []
            phase = .executing
            journal.bodies.append(ReceivedCommand(at: Date(), text: Self.text(of: content)))
            finish(body: content, purpose)
        case Self.escape:
            body = []
            journal.cancelledBodies += 1
            finish(.ok)
        case Self.backspace:
            if !body.isEmpty { body.removeLast() }
        default:
            if body.count < Self.longestBody { body.append(byte) }
            echo([byte])
            let count = body.count
            if faults.take({ $0 == .vanishInBody(after: count) ? true : nil }) ?? false { wantsToVanish = true }
        }
    }

    private mutating func echo(_ bytes: [UInt8]) {
        if session.echo { wire.put(bytes, at: now) }
    }

    private mutating func checkVanishInCommand() {
        let count = line.count
        let typed = Self.text(of: line).uppercased()
        let isDue = faults.take { fault -> Bool? in
            guard case .vanishInCommand(let beginning, let after) = fault, after == count else { return nil }
            let whole = "AT" + beginning.uppercased()
            return typed.hasPrefix(whole) || whole.hasPrefix(typed) ? true : nil
        }
        if isDue ?? false { wantsToVanish = true }
    }

    /// Octets as the characters of ISO 8859-1, so that none is lost.
    static func text(of bytes: [UInt8]) -> String {
        String(String.UnicodeScalarView(bytes.map { Unicode.Scalar($0) }))
    }

    /// The octets of ``text(of:)``'s result; characters beyond become `?`.
    static func bytes(of text: String) -> [UInt8] {
        text.unicodeScalars.map { UInt8(exactly: $0.value) ?? UInt8(ascii: "?") }
    }
}
