extension ATDialogue {
    /// Decides what one line belongs to.
    ///
    /// The order of the questions is the meaning.
    mutating func handle(_ line: Line, _ actions: inout [ATAction]) {
        let text = line.text
        if line.isCut {
            takeCut(line, &actions)
            return
        }
        if stripEcho(line, &actions) || takePDU(text, &actions) || takeUSSD(line, &actions) {
            return
        }
        if let flight, flight.owns(text) {
            self.flight?.append(line)
            return
        }
        if takeFinal(text, &actions) {
            return
        }
        if let header = DeliveryHeader(text) {
            announce(header, &actions)
        } else if let indication = IndicationReader.read(text) {
            actions.append(.indication(indication))
        } else if takeProbeAnswer(text, &actions) {
            return
        } else if let flight, flight.command.acceptsBareLines, ATFields.name(of: text) == nil {
            self.flight?.append(line)
        } else if let header = delivery {
            // The line behind the header is neither a PDU nor anything else: it is what became of the PDU.
            delivery = nil
            actions.append(.indication(.unreadable(header.line)))
        } else if !isDesynchronised, flight != nil || !isFinal(text) {
            actions.append(.indication(.other(text)))
        }
    }

    private func isFinal(_ text: String) -> Bool {
        ATResult(finalLine: text) != nil || ATResult(callLine: text) != nil
    }

    /// Whether a text can stand alone as a line of the modem, so that it may be glued behind an echo.
    private func standsAlone(_ text: Substring) -> Bool {
        let line = String(text)
        return ATResult(finalLine: line) != nil || DeliveryHeader(line) != nil || IndicationReader.read(line) != nil
            || USSDMessage.begins(line) || flight?.owns(line) == true
    }

    private mutating func stripEcho(_ line: Line, _ actions: inout [ATAction]) -> Bool {
        guard var flight else {
            return false
        }
        let stripped = flight.stripEcho(line.text, isOwnLine: standsAlone)
        self.flight = flight
        switch stripped {
        case .notEcho:
            return false
        case .wholly:
            return true
        case .rest(let rest):
            handle(Line(text: rest, isCut: false, lineBreak: line.lineBreak), &actions)
            return true
        }
    }

    private mutating func takeCut(_ line: Line, _ actions: inout [ATAction]) {
        if let flight, flight.owns(line.text) || flight.command.acceptsBareLines {
            self.flight?.append(line)
        } else {
            actions.append(.indication(.unreadable(line.text)))
        }
    }

    // MARK: - Indications of several lines

    private mutating func announce(_ header: DeliveryHeader, _ actions: inout [ATAction]) {
        if let lost = delivery {
            actions.append(.indication(.unreadable(lost.line)))
        }
        delivery = nil
        if let pdu = header.inlinePDU {
            actions.append(.indication(header.indication(pdu: pdu)))
        } else {
            delivery = header
        }
    }

    private mutating func takePDU(_ text: String, _ actions: inout [ATAction]) -> Bool {
        guard let header = delivery else {
            return false
        }
        switch header.fit(text) {
        case .none:
            return false
        case .doubtful
        where flight?.command.acceptsBareLines == true || isDesynchronised || openUSSD != nil:
            // More likely the answer (an ICCID, the PDU line of a listing), what comes late of one, or a menu.
            return false
        case .doubtful, .exact:
            delivery = nil
            actions.append(.indication(header.indication(pdu: String(text.trimmed))))
            return true
        }
    }

    /// A USSD text may hold line breaks; whole lines of the modem that come between them keep their meaning.
    private mutating func takeUSSD(_ line: Line, _ actions: inout [ATAction]) -> Bool {
        if USSDMessage.begins(line.text), flight?.owns(line.text) != true {
            closeUSSD(&actions)
            openUSSD = line.text
            openUSSDLines = 0
            if USSDMessage.isComplete(line.text) {
                closeUSSD(&actions)
            }
            return true
        }
        guard let open = openUSSD, !isFinal(line.text), !standsAlone(line.text[...]) else {
            return false
        }
        let whole = open + line.lineBreak + line.text
        openUSSD = whole
        openUSSDLines += 1
        if USSDMessage.isComplete(whole) || openUSSDLines >= 64 || whole.utf8.count >= LineSplitter.longestLine {
            closeUSSD(&actions)
        }
        return true
    }

    mutating func closeUSSD(_ actions: inout [ATAction]) {
        guard let text = openUSSD else {
            return
        }
        openUSSD = nil
        actions.append(.indication(USSDMessage(text).map(ATIndication.ussd) ?? .unreadable(text)))
    }

    // MARK: - Final results

    private mutating func takeFinal(_ text: String, _ actions: inout [ATAction]) -> Bool {
        guard let flight else {
            return false
        }
        if let result = ATResult(finalLine: text) {
            if result == .ok, flight.awaitsPrompt {
                // No modem answers OK in place of its prompt: it belongs to something older, and taking it would
                // report a message as sent whose body was never written.
                return true
            }
            finish(result, line: text, &actions)
            return true
        }
        guard let result = ATResult(callLine: text) else {
            return false
        }
        if flight.command.isCallCommand {
            finish(result, line: text, &actions)
            return true
        }
        if flight.command.isHangUp, flight.callEnding == nil, result != .connect {
            // Some modems print NO CARRIER and then OK, some print it instead. A short wait tells which, so that a
            // late OK never answers the next command.
            self.flight?.callEnding = (result, text)
            stop(.response, &actions)
            start(.settle, Self.hangUpSettle, &actions)
        }
        return false
    }

    /// How long the `OK` of a hang-up may follow `NO CARRIER`, in milliseconds.
    private static let hangUpSettle = 500
}
