extension ATDialogue {
    /// Decides what one line belongs to.
    ///
    /// The order of these tests matters: the first that succeeds decides.
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
            takeOwn(line, &actions)
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
        } else if let flight, flight.command.acceptsBareLines, !ATFields.beginsAsName(text) {
            takeOwn(line, &actions)
        } else if !isDesynchronised, let octets = PDULine(text), octets.isMessageLong {
            // A message was handed over, and its header was lost.
            actions.append(.indication(.strayPDU(octets.digits)))
        } else if delivery != nil, delivery?.length == nil, ATFields.name(of: text) == nil {
            delivery?.rest.append(text)
            start(.delivery, Self.deliverySettle, &actions)
        } else if !isDesynchronised, flight != nil || !isFinal(text) {
            actions.append(.indication(.other(text)))
        }
    }

    /// Takes a line of the answer; if the answer is complete with it, the final result follows soon or never.
    private mutating func takeOwn(_ line: Line, _ actions: inout [ATAction]) {
        guard var flight else {
            return
        }
        flight.append(line)
        self.flight = flight
        if flight.hasAnswerLine, flight.command.timeout > Self.finalResultQuiet {
            start(.response, Self.finalResultQuiet, &actions)
        }
    }

    /// How long after a one-line answer its final result may come, in milliseconds (V.250 5.7 requires one).
    private static let finalResultQuiet = 1_500

    /// Reads a line as a final result: in words or, if the modem may use them, as a number.
    mutating func finalResult(_ text: String) -> ATResult? {
        if let result = ATResult(finalLine: text) {
            resultsMayBeNumbers = resultsMayBeNumbers && result != .ok && result != .error
            return result
        }
        return resultsMayBeNumbers ? ATResult(number: text) : nil
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
        if echoIsOff, flight.echo.isWholeCommand {
            echoIsOff = false
            actions.append(.indication(.echoReturned))
        }
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
        settleDelivery(&actions)
        if let pdu = header.inlinePDU {
            actions.append(.indication(header.indication(pdu: pdu)))
        } else {
            delivery = header
            start(.delivery, Self.deliverySettle, &actions)
        }
    }

    /// Ends the wait for the PDU of a message handed over and reports what has arrived of it.
    mutating func settleDelivery(_ actions: inout [ATAction]) {
        guard let header = delivery else {
            return
        }
        delivery = nil
        stop(.delivery, &actions)
        actions.append(.indication(header.remains))
    }

    /// How long after its header a PDU, or the rest of it, may come, in milliseconds: at 9,600 baud it takes 400.
    private static let deliverySettle = 2_000

    /// Looks for the PDU that a header announced; other lines in between are handled as usual.
    private mutating func takePDU(_ text: String, _ actions: inout [ATAction]) -> Bool {
        guard var header = delivery, let line = PDULine(text) else {
            return flight?.takePDU(text) ?? false
        }
        guard header.search.fits(line) || isDamagedPDU(line) else {
            return flight?.takePDU(text) ?? false
        }
        if let pdu = header.search.take(line) {
            delivery = nil
            stop(.delivery, &actions)
            actions.append(.indication(header.indication(pdu: pdu.digits)))
        } else {
            delivery = header
            start(.delivery, Self.deliverySettle, &actions)
        }
        return true
    }

    /// Whether a line that contradicts the header is nevertheless its PDU, damaged or cut in two.
    private func isDamagedPDU(_ line: PDULine) -> Bool {
        if isDesynchronised || openUSSD != nil {
            // More likely the rest of a late answer, or of a USSD menu.
            return false
        }
        guard let flight, flight.command.acceptsBareLines else {
            return true
        }
        // More likely an ICCID, or the PDU line of a listing.
        return line.isMessageLong && !flight.awaitsPDU
    }

    /// A USSD text may contain line breaks; complete lines of the modem in between are handled as usual.
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
        if let result = finalResult(text) {
            if result == .ok, flight.awaitsPrompt {
                // No modem answers OK in place of its prompt: this OK belongs to an earlier command, and accepting it
                // would report a message as sent whose body was never written.
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
            // Some modems print NO CARRIER and then OK, some print it instead. A short wait shows which, so that a late
            // OK is never taken as the answer to the next command.
            self.flight?.callEnding = (result, text)
            stop(.response, &actions)
            start(.settle, Self.hangUpSettle, &actions)
        }
        return false
    }

    /// How long after `NO CARRIER` the `OK` of a hang-up may come, in milliseconds.
    private static let hangUpSettle = 500
}
