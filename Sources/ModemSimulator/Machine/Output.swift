// The output of the modem: answers with their faults, and indications.
extension ModemMachine {
    /// Executes a command line.
    mutating func execute(_ text: String) {
        guard let requests = CommandLine.requests(in: text) else {
            commandsInHand = []
            return becomeIdle()
        }
        commandsInHand = requests.map { $0.text.uppercased() }
        if let refusal = refusalOfState() { return finish(.failed(refusal)) }
        if takeFault({ if case .reset(let to) = $0 { to } else { nil } }) != nil { return reset() }
        if takeFault({ if case .noAnswer(let to) = $0 { to } else { nil } }) != nil { return becomeIdle() }
        let failure = takeFault { if case .commandFails(let to, _) = $0 { to } else { nil } }
        if case .commandFails(_, let error) = failure { return finish(.failed(error)) }
        if takeFault({ if case .commandIgnored(let to) = $0 { to } else { nil } }) != nil { return finish(.ok) }

        var lines: [String] = []
        for request in requests {
            var answer = answer(to: request)
            lines += answer.lines
            if let purpose = answer.prompt { return givePrompt(for: purpose) }
            if answer.isLater { return }
            guard answer.final == .ok else {
                answer.lines = lines
                return finish(answer)
            }
        }
        finish(.lines(lines))
    }

    /// Why no command of the line is executed: a locked SIM, or a message store that is still starting.
    private mutating func refusalOfState() -> SimulatedFault.SendError? {
        let isAboutPIN = commandsInHand.contains { $0.hasPrefix("+CPIN") }
        if lock.state != .ready, !isAboutPIN,
            let refusal = faults.take({ if case .lockedSIMRefuses(let error) = $0 { error } else { nil } })
        {
            return refusal
        }
        let isAboutMessages = commandsInHand.contains { command in
            ["+CPMS=", "+CNMI=", "+CMGL", "+CMGF="].contains { command.hasPrefix($0) }
        }
        let age = now - poweredUpAt
        return isAboutMessages
            ? faults.take { if case .messagesStartUp(let time, let error) = $0, age < time { error } else { nil } }
            : nil
    }

    /// Ends the current command, now or after the delay of a fault.
    mutating func finish(_ answer: Answer) {
        var answer = answer
        if takeFault({ if case .noFinalResult(let to) = $0 { to } else { nil } }) != nil { answer.final = .none }
        answerInHand = answer
        if case .lateAnswer(_, let delay)? = takeFault({ if case .lateAnswer(let to, _) = $0 { to } else { nil } }) {
            phase = .executing
            return start(.giveAnswer, after: delay)
        }
        sendPendingAnswer()
    }

    mutating func sendPendingAnswer() {
        guard let answer = answerInHand else { return }
        answerInHand = nil
        if answer.final == .ok, hostIsAttached { noteSuccessSeen() }
        outgoing = nil
        transmit(withIndications(units(of: answer)))
        let stale = faults.take { fault -> ([String], Duration)? in
            if case .staleAnswer(let lines, let delay) = fault { (lines, delay) } else { nil }
        }
        if let (lines, delay) = stale { start(.unsolicitedLines(lines), after: delay) }
        becomeIdle()
    }

    /// Resumes reading commands, beginning with those that arrived meanwhile.
    mutating func becomeIdle() {
        phase = .command
        readInput()
    }

    private mutating func givePrompt(for purpose: BodyPurpose) {
        if faults.take(.vanishAtPrompt) {
            wantsToVanish = true
            return
        }
        if faults.take(.noPrompt) { return becomeIdle() }
        let form = faults.take { if case .prompt(let form) = $0 { form } else { nil } }
        phase = .body(purpose)
        body = []
        transmit(Array((form?.rawValue ?? "\r\n> ").utf8))
        readInput()
    }

    /// Prints an unsolicited line.
    mutating func say(_ line: String) {
        // A line that goes to another port is not printed here.
        guard isPlugged, !announcesOnAnotherPort else { return }
        transmit(ModemMachine.bytes(of: session.isVerbose ? "\r\n\(line)\r\n" : "\(line)\r\n"))
    }

    // MARK: Form

    /// The answer in pieces between which an indication may come (V.250 5.7.1).
    private func units(of answer: Answer) -> [[UInt8]] {
        var units: [[UInt8]] = []
        for (index, line) in answer.lines.enumerated() {
            units.append(ModemMachine.bytes(of: (index == 0 && session.isVerbose ? "\r\n" : "") + line + "\r\n"))
        }
        if let final = finalText(answer.final), !session.isQuiet {
            units.append(ModemMachine.bytes(of: session.isVerbose ? "\r\n\(final)\r\n" : final + "\r"))
        }
        return units
    }

    private func finalText(_ final: Answer.Final) -> String? {
        switch final {
        case .none: return nil
        case .ok: return session.isVerbose ? "OK" : "0"
        case .error: return session.isVerbose ? "ERROR" : "4"
        case .text(let text): return text
        case .noCarrier: return session.isVerbose ? "NO CARRIER" : "3"
        case .cme(let code):
            switch session.errorLevel {
            case 0: return finalText(.error)
            case 2: return "+CME ERROR: " + (ErrorNames.cme[code] ?? "\(code)")
            default: return "+CME ERROR: \(code)"
            }
        case .cms(let code):
            guard session.errorLevel == 2, profile.errorsOfMessagesAreTexts, let text = ErrorNames.cms[code] else {
                return "+CMS ERROR: \(code)"
            }
            return "+CMS ERROR: " + text
        }
    }

    private mutating func withIndications(_ units: [[UInt8]]) -> [UInt8] {
        var units = units
        if let line = faults.take({ if case .indicationInEveryGap(let line) = $0 { line } else { nil } }) {
            let indication = ModemMachine.bytes(of: "\r\n\(line)\r\n")
            units = units.flatMap { [indication, $0] }
        } else if units.count > 0,
            let line = faults.take({ if case .indicationBetweenLines(let line) = $0 { line } else { nil } })
        {
            let place = Int.random(in: 0..<units.count, using: &random)
            units.insert(ModemMachine.bytes(of: "\r\n\(line)\r\n"), at: place)
        }
        if let count = faults.take({ if case .garbage(let octets) = $0 { octets } else { nil } }), count > 0 {
            units.insert((0..<count).map { _ in UInt8.random(in: 0...255, using: &random) }, at: 0)
        }
        return Array(units.joined())
    }

    private mutating func transmit(_ bytes: [UInt8]) {
        if faults.take(.everyByteAlone) {
            wire.put(bytes, at: now, cutInto: { _ in 1 })
        } else if let most = faults.take({ if case .randomPieces(let most) = $0 { most } else { nil } }) {
            var random = random
            wire.put(bytes, at: now, cutInto: { _ in Int.random(in: 1...max(1, most), using: &random) })
            self.random = random
        } else {
            wire.put(bytes, at: now)
        }
    }

    /// Uses up a fault whose command, as `prefix` returns it, is in the current line.
    private mutating func takeFault(_ prefix: (SimulatedFault) -> String?) -> SimulatedFault? {
        let commands = commandsInHand
        return faults.take { fault in
            guard let beginning = prefix(fault)?.uppercased() else { return nil }
            let concerns = beginning.isEmpty || commands.contains { $0.hasPrefix(beginning) }
            return concerns ? fault : nil
        }
    }
}
