// V.250 and the general part of 27.007: echo, formats, reset, functionality.
extension ModemMachine {
    static let generalCommands: [String: Handler] = [
        "E": { modem, request in
            let isOn = request.number(0) == 1
            guard isOn || !modem.faults.take(.echoStuckOn) else { return .ok }
            modem.session.form.echo = isOn
            return .ok
        },
        "V": { modem, request in
            modem.session.form.isVerbose = request.number(0) != 0
            return .ok
        },
        "Q": { modem, request in
            modem.session.form.isQuiet = request.number(0) == 1
            return .ok
        },
        "Z": { modem, _ in
            modem.session.restoreDefaults(modem.profile, modem.settings.stored)
            return .ok
        },
        "&F": { modem, _ in
            modem.session.restoreDefaults(modem.profile, .init())
            return .ok
        },
        "&W": { modem, _ in
            modem.settings.stored = modem.session.form
            return .ok
        },
        "&C": { _, _ in .ok }, "&D": { _, _ in .ok }, "&K": { _, _ in .ok },
        "X": { _, _ in .ok }, "L": { _, _ in .ok }, "M": { _, _ in .ok },
        "&V": { modem, _ in
            let form = modem.session.form
            return .line(
                "E\(form.echo ? 1 : 0) Q\(form.isQuiet ? 1 : 0) V\(form.isVerbose ? 1 : 0) X4 &C1 &D2 "
                    + "S0:\(form.ringsToAnswer)")
        },
        "S": { modem, request in
            guard request.text.hasPrefix("S0") else { return request.form == .read ? .line("000") : .ok }
            guard request.form == .set else { return .line("\(modem.session.form.ringsToAnswer)") }
            modem.session.form.ringsToAnswer = request.number(0) ?? 0
            return .ok
        },
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
        "+QURCCFG": { modem, request in modem.announcementRoute(request) },
        "+CFUN": { modem, request in modem.functionality(request) },
        "+CPAS": { modem, request in
            guard request.form != .test else { return .line("+CPAS: (0,3,4)") }
            return .line(
                "+CPAS: \(modem.calls.present.contains { $0.isAnswered } ? 4 : modem.calls.present.isEmpty ? 0 : 3)")
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

    /// Restarts after the answer has been sent.
    mutating func resetSoon() -> Answer {
        start(.reset, after: .milliseconds(20))
        return .ok
    }

    /// Quectel's `+QURCCFG`, which chooses the port for announcements.
    private mutating func announcementRoute(_ request: Request) -> Answer {
        guard let ports = profile.announcementPorts else { return Answer(final: profile.unknownCommand) }
        let choices = ports.map { "\"\($0)\"" }.joined(separator: ",")
        switch request.form {
        case .test: return .line("+QURCCFG: \"urcport\",(\(choices))")
        case .read, .execute: return .error
        case .set:
            guard request.text(0)?.lowercased() == "urcport" else { return .error }
            guard let port = request.text(1)?.lowercased() else {
                return .line("+QURCCFG: \"urcport\",\"\(announcementPort)\"")
            }
            guard ports.contains(port) else { return .error }
            announcementPort = port
            return .ok
        }
    }

    private mutating func functionality(_ request: Request) -> Answer {
        switch request.form {
        case .read: return .line("+CFUN: \(radioLevel)")
        case .test: return .line("+CFUN: (0,1,4),(0,1)")
        case .execute, .set:
            guard let level = request.number(0) ?? (request.form == .execute ? 1 : nil), [0, 1, 4].contains(level)
            else {
                return .cme(50)
            }
            poweredUpAt = now
            if request.number(1) == 1 { return resetSoon() }
            if level != radioLevel { change(radioLevel: level) }
            return .ok
        }
    }
}
