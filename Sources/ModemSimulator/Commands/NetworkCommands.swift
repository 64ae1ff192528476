// Registration, operator, signal, USSD (27.007 clauses 7 and 8.5).
extension ModemMachine {
    static let networkCommands: [String: Handler] = [
        "+CREG": { modem, request in modem.registration(request) },
        "+CGREG": { modem, request in modem.registration(request) },
        "+CEREG": { modem, request in modem.registration(request) },
        "+COPS": { modem, request in modem.operatorSelection(request) },
        "+CSQ": { modem, request in
            guard request.form != .test else { return .line("+CSQ: (0-31,99),(0-7,99)") }
            return .line("+CSQ: \(modem.settings.signal),99")
        },
        "+CESQ": { modem, request in
            guard request.form != .test else {
                return .line("+CESQ: (0-63,99),(0-7,99),(0-96,255),(0-255),(0-34,255),(0-97,255)")
            }
            // Received signal code power and reference signal power from the same level (27.007 8.69).
            guard (0...31).contains(modem.settings.signal) else { return .line("+CESQ: 99,99,255,255,255,255") }
            let power = modem.settings.signal * 2 + 8
            return .line(
                modem.profile.accessTechnology == 7
                    ? "+CESQ: 99,99,255,255,20,\(power)" : "+CESQ: 99,99,\(power),30,255,255")
        },
        "+CUSD": { modem, request in modem.menu(request) },
    ]

    private mutating func registration(_ request: Request) -> Answer {
        let level = session.registrationReports[request.name] ?? 0
        switch request.form {
        case .read: return .line("\(request.name): \(level),\(registrationFields(request.name, level))")
        case .test: return .line("\(request.name): (0-2)")
        case .execute, .set:
            guard let level = request.has(0) ? request.number(0) : 0, (0...2).contains(level) else { return .cme(50) }
            session.registrationReports[request.name] = level
            return .ok
        }
    }

    private mutating func operatorSelection(_ request: Request) -> Answer {
        let technology = profile.accessTechnology.map { ",\($0)" } ?? ""
        switch request.form {
        case .read:
            guard registration.hasService else { return .line("+COPS: 0") }
            let name =
                session.operatorFormat == 2
                ? settings.operatorCode : TextForm.encode(settings.operatorName, charset: session.charset)
            return .line("+COPS: 0,\(session.operatorFormat),\"\(name)\"\(technology)")
        case .test:
            guard isSIMUsable else { return simError ?? .cme(30) }
            let found =
                "(2,\"\(settings.operatorName)\",\"\(settings.operatorName)\",\"\(settings.operatorCode)\"\(technology))"
            return .line("+COPS: \(found),(1,\"Bell\",\"Bell\",\"302610\"\(technology)),,(0,1,2,3,4),(0,1,2)")
        case .execute, .set:
            if let format = request.number(1) {
                guard (0...2).contains(format) else { return .cme(50) }
                session.operatorFormat = format
            }
            return .ok
        }
    }
}
