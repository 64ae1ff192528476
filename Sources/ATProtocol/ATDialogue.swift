/// The dialogue with one modem: bytes, commands and fired timers go in, actions come out.
///
/// One command is in flight at a time. Indications are recognised wherever they arrive, also between the lines of an
/// answer. A command that times out leaves the dialogue desynchronised: late lines are dropped and commands are
/// rejected until `resynchronise` has proved that the modem answers the question it was just asked.
public struct ATDialogue: Sendable {
    var splitter = LineSplitter()
    var flight: CommandInFlight?
    var probing: Probing?
    /// The header of a message handed over whose PDU line has not come yet.
    var delivery: DeliveryHeader?
    /// A `+CUSD` whose text continues on the following lines.
    var openUSSD: String?
    var openUSSDLines = 0
    /// The names that lines of a late answer may begin with.
    var latePrefixes: [String] = []
    /// The questions of a re-synchronisation that failed: their answers may still come, too.
    var askedQuestions: Set<String> = []
    /// The modem answered a command without an echo.
    var echoIsOff = false
    /// The modem may be waiting for a body: only ESC brings it back to commands.
    ///
    /// True at first: a program that was killed may have left the modem at a prompt.
    var promptMayBeOpen = true
    /// Results may come as numbers: no result in words was seen since the last desynchronisation (V.250 6.2.6).
    var resultsMayBeNumbers = true
    private var running: Set<ATTimer> = []

    /// A command timed out and its answer may still come: only `resynchronise` and `reset` end this state.
    public internal(set) var isDesynchronised = false

    /// A command or a re-synchronisation is in flight.
    public var isBusy: Bool {
        flight != nil || probing != nil
    }

    /// Makes an idle dialogue.
    public init() {}

    /// Writes a command, or rejects it when another one is in flight or an answer may still come late.
    public mutating func send(_ command: ATCommand) -> [ATAction] {
        guard !isBusy else {
            return [.rejected(.busy)]
        }
        guard !isDesynchronised else {
            return [.rejected(.desynchronised)]
        }
        flight = CommandInFlight(command)
        var actions: [ATAction] = [.write(Array(command.text.utf8) + [ASCII.carriageReturn])]
        if command.body == nil {
            start(.response, command.timeout, &actions)
        } else {
            start(.prompt, command.promptTimeout, &actions)
        }
        return actions
    }

    /// Takes bytes from the port, cut anywhere.
    public mutating func receive(_ bytes: some Collection<UInt8>) -> [ATAction] {
        var actions: [ATAction] = []
        for byte in bytes {
            if byte == ASCII.prompt, splitter.isAtLineStart, isPromptPossible {
                splitter.skipPrompt()
                prompt(&actions)
            } else if let line = splitter.push(byte) {
                handle(line, &actions)
            }
        }
        return actions
    }

    /// Takes a timer that ran out.
    ///
    /// One that is not running changes nothing.
    public mutating func fire(_ timer: ATTimer) -> [ATAction] {
        guard running.remove(timer) != nil else {
            return []
        }
        var actions: [ATAction] = []
        switch timer {
        case .prompt:
            // The body was not written, so the message cannot be out. The modem may answer the ESC, or print its prompt
            // late, so the lines that follow are not trusted.
            promptMayBeOpen = true
            actions.append(.write([ASCII.escape]))
            giveUp(.promptMissing, &actions)
        case .response:
            promptMayBeOpen = promptMayBeOpen || flight?.command.body != nil || splitter.holdsPrompt
            giveUp(flight?.hasAnswerLine == true ? .unfinished : .timedOut, &actions)
        case .probe:
            probeFailed(&actions)
        case .settle:
            settled(&actions)
        case .delivery:
            settleDelivery(&actions)
        }
        return actions
    }

    /// The port is gone: ends the command in flight with `portLost` and clears all state of the old connection.
    public mutating func reset() -> [ATAction] {
        var actions: [ATAction] = []
        for timer in ATTimer.allCases {
            stop(timer, &actions)
        }
        if isBusy {
            actions.append(.finished(flight?.response(.portLost, finalLine: nil) ?? ATResponse(result: .portLost)))
        }
        self = ATDialogue()
        return actions
    }

    // MARK: - Steps shared by the inputs

    mutating func start(_ timer: ATTimer, _ milliseconds: Int, _ actions: inout [ATAction]) {
        stop(timer, &actions)
        running.insert(timer)
        actions.append(.start(timer, milliseconds: milliseconds))
    }

    mutating func stop(_ timer: ATTimer, _ actions: inout [ATAction]) {
        if running.remove(timer) != nil {
            actions.append(.cancel(timer))
        }
    }

    /// Ends the command in flight.
    mutating func finish(_ result: ATResult, line: String?, _ actions: inout [ATAction]) {
        guard let ended = flight else {
            return
        }
        for timer in ATTimer.allCases where timer != .delivery {
            stop(timer, &actions)
        }
        closeUSSD(&actions)
        flight = nil
        if line != nil, ended.command.body == nil, ended.echo.isUnseen { echoIsOff = true }
        if ended.command.isAboutMessages, result.isOfSIM { actions.append(.indication(.simRefusal)) }
        actions.append(.finished(ended.response(result, finalLine: line)))
    }

    private mutating func giveUp(_ result: ATResult, _ actions: inout [ATAction]) {
        isDesynchronised = true
        latePrefixes = flight?.command.responsePrefixes ?? []
        finish(result, line: nil, &actions)
    }

    /// A `>` at the start of a line is a prompt when one is awaited, or when no command is in flight.
    ///
    /// During a command without a body, and inside a text of several lines, it is text.
    private var isPromptPossible: Bool {
        openUSSD == nil && flight?.awaitsPrompt ?? true
    }

    private mutating func prompt(_ actions: inout [ATAction]) {
        guard let body = flight?.command.body, let timeout = flight?.command.timeout else {
            // No body will be written: ESC makes the modem read the next bytes as a command.
            actions.append(.write([ASCII.escape]))
            return
        }
        stop(.prompt, &actions)
        flight?.bodyIsNext(body)
        actions.append(.bodyWritten)
        actions.append(.write(body + [ASCII.endOfBody]))
        start(.response, timeout, &actions)
    }

    private mutating func settled(_ actions: inout [ATAction]) {
        if let ending = flight?.callEnding {
            finish(ending.result, line: ending.line, &actions)
        } else {
            probesSettled(&actions)
        }
    }
}

/// The control characters of the dialogue.
enum ASCII {
    static let carriageReturn: UInt8 = 0x0D
    static let endOfBody: UInt8 = 0x1A
    static let escape: UInt8 = 0x1B
    static let prompt = UInt8(ascii: ">")
}
