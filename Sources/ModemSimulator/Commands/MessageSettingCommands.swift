// How messages are received and shown (27.005 clause 3.2 and 3.4.1).
extension ModemMachine {
    static let messageSettingCommands: [String: Handler] = [
        "+CMGF": { modem, request in
            switch request.form {
            case .read: return .line("+CMGF: \(modem.session.isTextMode ? 1 : 0)")
            case .test: return .line("+CMGF: (0,1)")
            case .execute, .set:
                guard let mode = request.has(0) ? request.number(0) : 0, (0...1).contains(mode) else {
                    return .cms(303)
                }
                modem.session.isTextMode = mode == 1
                return .ok
            }
        },
        "+CSDH": { modem, request in
            switch request.form {
            case .read: return .line("+CSDH: \(modem.session.showsDetails ? 1 : 0)")
            case .test: return .line("+CSDH: (0,1)")
            case .execute, .set:
                modem.session.showsDetails = request.number(0) == 1
                return .ok
            }
        },
        "+CSCA": { modem, request in
            switch request.form {
            case .read:
                let number = TextForm.encode(modem.smsc, charset: modem.session.charset)
                return .line("+CSCA: \"\(number)\",\(TextForm.type(of: modem.smsc))")
            case .test: return .ok
            case .execute: return .error
            case .set:
                guard let number = request.text(0),
                    let plain = TextForm.decode(number, charset: modem.session.charset)
                else { return .cms(304) }
                modem.smsc = request.number(1) == 145 && !plain.hasPrefix("+") ? "+" + plain : plain
                return .ok
            }
        },
        "+CSMS": { modem, request in
            switch request.form {
            case .read: return .line("+CSMS: \(modem.session.messageService),1,1,1")
            case .test: return .line("+CSMS: (0,1)")
            case .execute: return .error
            case .set:
                guard let service = request.number(0), (0...1).contains(service) else { return .cms(302) }
                modem.session.messageService = service
                return .line("+CSMS: 1,1,1")
            }
        },
        "+CNMI": { modem, request in modem.announcements(request) },
        "+CPMS": { modem, request in modem.preferredMemory(request) },
        "+CNMA": { modem, request in modem.acknowledge(request) },
    ]

    private mutating func announcements(_ request: Request) -> Answer {
        let choices =
            faults.take { if case .announcementsOffered(let values) = $0 { values } else { nil } }
            ?? profile.announcementChoices
        switch request.form {
        case .read: return .line("+CNMI: " + session.announcements.map(String.init).joined(separator: ","))
        case .test:
            let ranges = choices.map { "(" + $0.map(String.init).joined(separator: ",") + ")" }
            return .line("+CNMI: " + ranges.joined(separator: ","))
        case .execute, .set:
            // 27.005 3.4.1: a parameter left out keeps its value; the command alone asks for the defaults.
            var new = request.form == .execute ? [0, 0, 0, 0, 0] : session.announcements
            for index in new.indices where request.has(index) {
                guard choices.indices.contains(index), let value = request.number(index),
                    choices[index].contains(value)
                else {
                    return request.number(index) == nil ? .cms(302) : .cms(303)
                }
                new[index] = value
            }
            guard request.arguments.count <= 5 else { return .cms(302) }
            session.announcements = new
            if new[0] != 0 {
                if new[4] == 0, !network.heldAnnouncements.isEmpty {
                    start(.unsolicitedLines(network.heldAnnouncements), after: .zero)
                }
                network.heldAnnouncements = []
            }
            return .ok
        }
    }

    private mutating func preferredMemory(_ request: Request) -> Answer {
        func usage(_ memory: String) -> String { "\(storage.used(memory)),\(storage.capacity(of: memory))" }
        switch request.form {
        case .read:
            return .line("+CPMS: " + session.memories.map { "\"\($0)\",\(usage($0))" }.joined(separator: ","))
        case .test:
            let only = faults.take { if case .receivesOnlyInto(let memory) = $0 { memory } else { nil } }
            let lists = (only.map { profile.memories.prefix(2) + [[$0]] } ?? profile.memories).map {
                "(" + $0.map { "\"\($0)\"" }.joined(separator: ",") + ")"
            }
            return .line("+CPMS: " + lists.joined(separator: ","))
        case .execute: return .error
        case .set:
            guard profile.memoriesAtOnce.contains(request.arguments.count) else { return .error }
            let places = faults.take { if case .memoriesNamed(let count) = $0 { count } else { nil } }
            if let places, request.arguments.count != places { return .error }
            let only = faults.take { if case .receivesOnlyInto(let memory) = $0 { memory } else { nil } }
            if let only, request.text(2) != only { return .cms(302) }
            var memories = session.memories
            for index in 0..<3 {
                guard let name = request.text(index)?.uppercased() else { continue }
                guard name == only || profile.memories[index].contains(name) else { return .cms(302) }
                memories[index] = name
            }
            session.memories = memories
            // A new receiving memory may have room for waiting messages.
            start(.redeliver, after: .zero)
            return .line("+CPMS: " + memories.map(usage).joined(separator: ","))
        }
    }

    private mutating func acknowledge(_ request: Request) -> Answer {
        if request.form == .test { return .line("+CNMA: (0-2)") }
        guard session.messageService == 1, network.unacknowledged != nil else { return .cms(340) }
        let kind = request.number(0) ?? 0
        guard (0...2).contains(kind) else { return .cms(302) }
        if (request.number(1) ?? 0) > 0 { return .prompt(.acknowledge(isPositive: kind != 2)) }
        acknowledgementCame(isPositive: kind != 2)
        return .ok
    }
}
