// PIN, serial number, own number, phonebook (27.007 clauses 8.3, 7.4, 8.18, 8.12).
extension ModemMachine {
    static let simCommands: [String: Handler] = [
        "+CPIN": { modem, request in modem.pin(request) },
        "+CPINR": { modem, request in
            guard modem.profile.answersCPINR else { return Answer(final: modem.profile.unknownCommand) }
            guard modem.simIsPresent else { return .cme(10) }
            let lines = ["+CPINR: SIM PIN,\(modem.lock.pinTries),3", "+CPINR: SIM PUK,\(modem.lock.pukTries),10"]
            guard let wanted = request.text(0) else { return .lines(lines) }
            return .lines(lines.filter { $0.hasPrefix("+CPINR: " + wanted) })
        },
        "+CLCK": { modem, request in modem.facilityLock(request) },
        "+CCID": { modem, _ in .line("+CCID: \"\(modem.settings.iccid)\"") },
        "+ICCID": { modem, _ in .line("+ICCID: \(modem.settings.iccid)") },
        "+CRSM": { modem, request in modem.restrictedAccess(request) },
        "+CNUM": { modem, request in
            guard request.form == .execute, let number = modem.settings.number else { return .ok }
            let written = TextForm.encode(number, charset: modem.session.charset)
            return .line("+CNUM: \"\",\"\(written)\",\(TextForm.type(of: number))")
        },
        "+CPBS": { modem, request in
            switch request.form {
            case .read:
                return .line("+CPBS: \"\(modem.session.phonebook)\",\(modem.session.phonebook == "ON" ? 1 : 0),250")
            case .test: return .line("+CPBS: (\"SM\",\"ON\")")
            case .execute, .set:
                guard let name = request.text(0), ["SM", "ON"].contains(name) else { return .cme(50) }
                modem.session.phonebook = name
                return .ok
            }
        },
        "+CPBR": { modem, request in
            guard request.form == .set else { return .line("+CPBR: (1-250),20,14") }
            guard modem.session.phonebook == "ON", request.number(0) == 1, let number = modem.settings.number else {
                return .cme(22)
            }
            return .line("+CPBR: 1,\"\(number)\",\(TextForm.type(of: number)),\"\"")
        },
    ]

    private mutating func pin(_ request: Request) -> Answer {
        guard simIsPresent else { return .cme(10) }
        guard simIsReady else { return .cme(14) }
        switch request.form {
        case .read: return lock.state == .blocked ? .cme(13) : .line("+CPIN: \(lock.state.rawValue)")
        case .test: return .ok
        case .execute: return .error
        case .set: break
        }
        guard let code = request.text(0) else { return .cme(50) }
        switch lock.state {
        case .ready: return .cme(3)
        case .blocked: return .cme(13)
        case .pin:
            guard lock.enter(pin: code) else { return lock.state == .puk ? .cme(12) : .cme(16) }
        case .puk:
            guard let new = request.text(1) else { return .cme(12) }
            guard lock.enter(puk: code, newPIN: new) else { return lock.state == .blocked ? .cme(13) : .cme(16) }
        }
        simWasUnlocked()
        return .ok
    }

    /// `+CLCK` for the SIM's PIN (27.007 7.4).
    private mutating func facilityLock(_ request: Request) -> Answer {
        guard request.form == .set else { return .line("+CLCK: (\"SC\")") }
        guard request.text(0)?.uppercased() == "SC", let mode = request.number(1) else { return .cme(4) }
        if mode == 2 { return simIsPresent ? .line("+CLCK: \(lock.isEnabled ? 1 : 0)") : .cme(10) }
        if let error = simError { return error }
        guard let code = request.text(2), lock.setEnabled(mode == 1, pin: code) else { return .cme(16) }
        return .ok
    }

    /// READ BINARY of EF-ICCID, with the digits of each octet swapped (3GPP TS 31.102 4.2, ETSI TS 102 221 13.2).
    private func restrictedAccess(_ request: Request) -> Answer {
        guard request.form == .set, request.number(0) == 176, request.number(1) == 12258 else {
            return .line("+CRSM: 106,130")
        }
        let digits = Array(settings.iccid.prefix(20)) + Array(repeating: "F", count: max(0, 20 - settings.iccid.count))
        let swapped = stride(from: 0, to: 20, by: 2).map { "\(digits[$0 + 1])\(digits[$0])" }.joined()
        return .line("+CRSM: 144,0,\"\(swapped)\"")
    }
}
