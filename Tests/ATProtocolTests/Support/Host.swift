import ATProtocol

/// The owner of a port, reduced to what a test looks at.
///
/// It keeps the promises of `ATAction` in view: every breach becomes a line of `breaches`.
struct Host {
    private(set) var dialogue = ATDialogue()
    private(set) var written: [String] = []
    private(set) var finished: [ATResponse] = []
    private(set) var indications: [ATIndication] = []
    private(set) var rejections: [ATRejection] = []
    private(set) var running: [ATTimer: Int] = [:]
    private(set) var starts: [ATTimer] = []
    private(set) var breaches: [String] = []
    private(set) var bodies = 0
    private var open = 0
    private var sawPromptByte = false
    private var bodyIsNext = false

    /// The last answer.
    var answer: ATResponse? { finished.last }

    /// The result of the last answer.
    var result: ATResult? { finished.last?.result }

    /// The information lines of the last answer.
    var lines: [String] { answer?.lines ?? [] }

    /// The first information line of the last answer; empty when there is none.
    var line: String { lines.first ?? "" }

    mutating func send(_ command: ATCommand) {
        let actions = dialogue.send(command)
        begin(actions)
        perform(actions)
    }

    mutating func send(_ text: String) {
        send(ATCommand(text))
    }

    mutating func resynchronise(attempts: Int = 5) {
        let actions = dialogue.resynchronise(attempts: attempts)
        begin(actions)
        perform(actions)
    }

    mutating func receive(_ text: String) {
        receive(Array(text.utf8))
    }

    mutating func receive(_ bytes: [UInt8]) {
        sawPromptByte = sawPromptByte || bytes.contains(UInt8(ascii: ">"))
        perform(dialogue.receive(bytes))
    }

    mutating func fire(_ timer: ATTimer) {
        let wasRunning = running.removeValue(forKey: timer) != nil
        let actions = dialogue.fire(timer)
        if !wasRunning, !actions.isEmpty {
            breaches.append("\(timer) was not running and did \(actions)")
        }
        perform(actions)
    }

    mutating func reset() {
        perform(dialogue.reset())
        if !running.isEmpty || dialogue.isBusy || dialogue.isDesynchronised {
            breaches.append("something is left after a reset")
        }
    }

    private mutating func begin(_ actions: [ATAction]) {
        let isRejected = actions.contains { if case .rejected = $0 { true } else { false } }
        if !isRejected {
            open += 1
            sawPromptByte = false
        } else if actions.count > 1 {
            breaches.append("a rejected command did something: \(actions)")
        }
    }

    private mutating func perform(_ actions: [ATAction]) {
        for action in actions {
            perform(action)
        }
        if dialogue.isBusy != (open == 1) {
            breaches.append("busy is \(dialogue.isBusy) with \(open) open")
        }
        // A PDU may be awaited beside a command, and without one.
        if dialogue.isBusy != running.keys.contains(where: { $0 != .delivery }) {
            breaches.append("busy is \(dialogue.isBusy) with timers \(running)")
        }
    }

    private mutating func perform(_ action: ATAction) {
        switch action {
        case .write(let bytes):
            if bodyIsNext != (bytes.last == 0x1A) {
                breaches.append("wrote \(bytes) with body next \(bodyIsNext)")
            }
            bodyIsNext = false
            written.append(String(decoding: bytes, as: UTF8.self))
        case .start(let timer, let milliseconds):
            starts.append(timer)
            if running.updateValue(milliseconds, forKey: timer) != nil {
                breaches.append("\(timer) started twice")
            }
        case .cancel(let timer):
            if running.removeValue(forKey: timer) == nil {
                breaches.append("\(timer) cancelled and not running")
            }
        case .bodyWritten:
            if !sawPromptByte || bodyIsNext {
                breaches.append("a body without its prompt")
            }
            bodyIsNext = true
            bodies += 1
        case .finished(let response):
            open -= 1
            finished.append(response)
            if open != 0 {
                breaches.append("finished with \(open) open")
            }
        case .indication(let indication):
            indications.append(indication)
        case .rejected(let rejection):
            rejections.append(rejection)
        }
    }
}
