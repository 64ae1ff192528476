// V.250 and the general part of 27.007: echo, formats, reset, functionality.
extension ModemMachine {
    static let generalCommands: [String: Handler] = [
        "E": { modem, request in
            let isOn = request.number(0) == 1
            guard isOn || !modem.faults.take(.echoStuckOn) else { return .ok }
            modem.session.echo = isOn
            return .ok
        },
        "V": { modem, request in
            modem.session.isVerbose = request.number(0) != 0
            return .ok
        },
        "Q": { modem, request in
            modem.session.isQuiet = request.number(0) == 1
            return .ok
        },
        "Z": { modem, _ in
            modem.session.restoreDefaults(modem.profile)
            return .ok
        },
        "&F": { modem, _ in
            modem.session.restoreDefaults(modem.profile)
            return .ok
        },
        "&W": { _, _ in .ok }, "&C": { _, _ in .ok }, "&D": { _, _ in .ok }, "&K": { _, _ in .ok },
        "X": { _, _ in .ok }, "L": { _, _ in .ok }, "M": { _, _ in .ok },
        "&V": { modem, _ in .line("E\(modem.session.echo ? 1 : 0) Q0 V1 X4 &C1 &D2 S0:000") },
        "S": { _, request in request.form == .read ? .line("000") : .ok },
        "+CMEE": { modem, request in
            switch request.form {
            case .read: return .line("+CMEE: \(modem.session.errorLevel)")
            case .test: return .line("+CMEE: (0,1,2)")
            case .execute, .set:
                guard let level = request.has(0) ? request.number(0) : 0, (0...2).contains(level) else {
                    return .cme(50)
                }
                modem.session.errorLevel = level
                return .ok
            }
        },
        "+CSCS": { modem, request in
            switch request.form {
            case .read: return .line("+CSCS: \"\(modem.session.charset)\"")
            case .test: return .line("+CSCS: (\"IRA\",\"GSM\",\"UCS2\")")
            case .execute, .set:
                guard let charset = request.text(0), ["IRA", "GSM", "UCS2"].contains(charset.uppercased()) else {
                    return .cme(50)
                }
                modem.session.charset = charset.uppercased()
                return .ok
            }
        },
        "+CFUN": { modem, request in modem.functionality(request) },
        "+CPAS": { modem, request in
            guard request.form != .test else { return .line("+CPAS: (0,3,4)") }
            return .line(
                "+CPAS: \(modem.calls.standing.contains { $0.isAnswered } ? 4 : modem.calls.standing.isEmpty ? 0 : 3)")
        },
        "+CBC": { _, request in .line(request.form == .test ? "+CBC: (0-3),(0-100)" : "+CBC: 0,95") },
        "+CCLK": { modem, request in
            switch request.form {
            case .read:
                return .line(
                    "+CCLK: \"\(TextForm.time(modem.networkTime, quarters: modem.settings.timeZoneQuarters))\"")
            case .test, .set, .execute: return .ok
            }
        },
        "+GCAP": { _, _ in .line("+GCAP: +CGSM") },
    ]

    /// The answer leaves before the modem goes down.
    mutating func resetSoon() -> Answer {
        start(.reset, after: .milliseconds(20))
        return .ok
    }

    private mutating func functionality(_ request: Request) -> Answer {
        switch request.form {
        case .read: return .line("+CFUN: \(isRadioOn ? 1 : 4)")
        case .test: return .line("+CFUN: (0,1,4),(0,1)")
        case .execute, .set:
            guard let level = request.number(0) ?? (request.form == .execute ? 1 : nil), [0, 1, 4].contains(level)
            else {
                return .cme(50)
            }
            if request.number(1) == 1 { return resetSoon() }
            if isRadioOn != (level == 1) {
                isRadioOn = level == 1
                settleRegistration()
            }
            return .ok
        }
    }
}
