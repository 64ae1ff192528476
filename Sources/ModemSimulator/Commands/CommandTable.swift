/// Executes one command.
typealias Handler = @Sendable (inout ModemMachine, Request) -> Answer

// Maps each command to its handler.
extension ModemMachine {
    private static let table: [String: Handler] = [
        generalCommands, identityCommands, simCommands, networkCommands, messageSettingCommands, storedMessageCommands,
        sendingCommands, callCommands,
    ].reduce(into: [:]) { $0.merge($1) { first, _ in first } }

    /// Commands for messages, which fail with `+CMS ERROR` while the SIM is not usable.
    private static let messageCommands: Set<String> = [
        "+CPMS", "+CMGL", "+CMGR", "+CMGD", "+CMGS", "+CMGW", "+CMSS", "+CNMI", "+CSCA", "+CNMA", "+CSMS", "+CSMP",
    ]
    /// Commands that need the SIM itself.
    private static let needsSIM: Set<String> = ["+CIMI", "+CNUM", "+CPBS", "+CPBR", "+CUSD", "D"]
    /// Commands that read the SIM's serial number.
    private static let serialNumberCommands: Set<String> = [
        "+CCID", "+ICCID", "^ICCID", "+CICCID", "+QCCID", "+CRSM", "#CCID", "+ZGETICCID", "^SCID",
    ]

    /// Answers one command of a line.
    mutating func answer(to request: Request) -> Answer {
        let text = request.text.uppercased()
        if let refusal = refusal(of: request) { return refusal }
        if profile.resetCommands.contains(text) { return resetSoon() }
        if let lines = profile.ownCommands[text] { return .lines(lines.map(fill)) }
        if profile.accepted.contains(where: { text.hasPrefix($0) }) { return .ok }
        guard !profile.missing.contains(request.name) else { return Answer(final: profile.unknownCommand) }
        if let family = profile.sound, request.name == family.command { return switchSound(request, family) }
        if let handler = Self.table[request.name] { return handler(&self, request) }
        if session.kept[request.name] != nil { return keep(request) }
        return Answer(final: profile.unknownCommand)
    }

    /// The error of a command that the state of the SIM forbids; nil when the command is allowed.
    private func refusal(of request: Request) -> Answer? {
        guard request.form != .test else { return nil }
        if Self.messageCommands.contains(request.name) {
            guard simIsPresent else { return .cms(310) }
            guard simIsReady else { return .cms(314) }
            switch lock.state {
            case .pin: return .cms(311)
            case .puk: return .cms(316)
            case .blocked: return .cms(313)
            case .ready: return messagesAreReady ? nil : .cms(314)
            }
        }
        if Self.serialNumberCommands.contains(request.name) {
            guard simIsPresent else { return .cme(10) }
            guard simIsReady else { return .cme(14) }
            return settings.iccidBeforePIN ?? profile.iccidBeforePIN ? nil : simError
        }
        return Self.needsSIM.contains(request.name) ? simError : nil
    }

    /// Why the SIM cannot be used, as a `+CME ERROR`; nil when it can.
    var simError: Answer? {
        guard simIsPresent else { return .cme(10) }
        guard simIsReady else { return .cme(14) }
        switch lock.state {
        case .ready: return nil
        case .pin: return .cme(11)
        case .puk: return .cme(12)
        case .blocked: return .cme(13)
        }
    }

    private mutating func keep(_ request: Request) -> Answer {
        switch request.form {
        case .read: return .line("\(request.name): \(session.kept[request.name]?.value ?? "")")
        case .test: return session.kept[request.name]?.test.map { .line("\(request.name): \($0)") } ?? .ok
        case .execute: return .ok
        case .set:
            session.kept[request.name]?.value = String(request.text.dropFirst(request.name.count + 1))
            return .ok
        }
    }

    /// Fills the placeholders of a profile's line with the values of this modem and its SIM.
    func fill(_ line: String) -> String {
        guard line.contains("{") else { return line }
        let values: [String: String] = [
            "imei": settings.imei, "iccid": settings.iccid, "rssi": "\(settings.signal)",
            "cpin": lock.state.rawValue, "tries_now": lock.state == .ready ? "" : "\(lock.triesNow)",
            "tries_wanted": "\(lock.triesNow)", "ims": registration.hasService ? "1" : "0",
            "pin_tries": "\(lock.pinTries)", "puk_tries": "\(lock.pukTries)", "sim": simIsPresent ? "1" : "0",
            "uac": settings.hasSoundCard ? "1" : "0",
            "roaming": registration == .roaming ? "1" : "0", "memory": session.memories[2],
            "init": messagesAreReady ? "7" : isSIMUsable ? "1" : "0",
        ]
        return values.reduce(line) { $0.replacing("{\($1.key)}", with: $1.value) }
    }
}
