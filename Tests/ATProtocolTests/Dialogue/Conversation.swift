import ATProtocol
import Testing

/// A whole conversation with a modem, and what must come of it however its bytes are cut.
struct Conversation: CustomTestStringConvertible {
    enum Step {
        case send(ATCommand)
        case receive(String)
        case fire(ATTimer)
    }

    let testDescription: String
    let steps: [Step]
    var answers: [ATResponse] = []
    var indications: [ATIndication] = []

    /// How the bytes of the modem are cut.
    enum Cut {
        case whole
        case eachByte
        /// In two, behind this many bytes of the conversation.
        case after(Int)
    }

    /// The bytes of the modem in the whole conversation.
    var byteCount: Int {
        received.reduce(0) { $0 + $1.utf8.count }
    }

    private var received: [String] {
        steps.compactMap { if case .receive(let text) = $0 { text } else { nil } }
    }

    func play(_ cut: Cut = .whole) -> Host {
        var host = Host()
        var passed = 0
        for step in steps {
            switch step {
            case .send(let command): host.send(command)
            case .fire(let timer): host.fire(timer)
            case .receive(let text):
                let bytes = Array(text.utf8)
                switch cut {
                case .whole: host.receive(bytes)
                case .eachByte: bytes.forEach { host.receive([$0]) }
                case .after(let count):
                    let first = max(0, min(bytes.count, count - passed))
                    host.receive(Array(bytes[..<first]))
                    host.receive(Array(bytes[first...]))
                }
                passed += bytes.count
            }
        }
        return host
    }

    /// The conversation with a text between any two of the modem's lines, one for each place.
    func interrupted(by text: String) -> [Conversation] {
        var result: [Conversation] = []
        for (position, step) in steps.enumerated() {
            guard case .receive(let whole) = step else {
                continue
            }
            let bytes = Array(whole.utf8)
            for place in 0...bytes.count where place == 0 || place == bytes.count || bytes[place - 1] == 0x0A {
                let mixed = bytes[..<place] + Array(text.utf8) + bytes[place...]
                var changed = steps
                changed[position] = .receive(String(decoding: mixed, as: UTF8.self))
                result.append(
                    Conversation(
                        testDescription: "\(testDescription), at \(position):\(place)", steps: changed,
                        answers: answers, indications: indications))
            }
        }
        return result
    }
}
