import Foundation

/// Carries out control requests on the modems of a process.
struct ControlHandler: Sendable {
    let modems: [SimulatedModem]

    /// Answers one line with one line, without its end.
    func answer(to line: some Sequence<UInt8>) -> [UInt8] {
        let decoder = JSONDecoder()
        decoder.dateDecodingStrategy = .iso8601
        decoder.keyDecodingStrategy = .convertFromSnakeCase
        let answer: ControlAnswer
        do {
            answer = try execute(try decoder.decode(ControlRequest.self, from: Data(line)))
        } catch let refusal as ControlRefusal {
            answer = ControlAnswer(ok: false, error: refusal.message)
        } catch let error as SimulatorError {
            answer = ControlAnswer(ok: false, error: error.description)
        } catch {
            let verbs = ControlRequest.Verb.allCases.map(\.rawValue).joined(separator: ", ")
            answer = ControlAnswer(
                ok: false, error: "not a request: \(Self.words(error)); `do` is one of \(verbs)")
        }
        return encode(answer)
    }

    /// What is wrong with a request, and at which of its keys.
    private static func words(_ error: any Error) -> String {
        func place(_ path: [any CodingKey]) -> String {
            let keys = path.map(\.stringValue).joined(separator: ".")
            return keys.isEmpty ? "the request" : "`\(keys)`"
        }
        return switch error as? DecodingError {
        case .keyNotFound(let key, _): "`\(key.stringValue)` is missing"
        case .valueNotFound(_, let context): "\(place(context.codingPath)) has no value"
        case .typeMismatch(_, let context): "\(place(context.codingPath)) is of another kind"
        case .dataCorrupted(let context) where context.codingPath.isEmpty: "this is no JSON object"
        case .dataCorrupted(let context): "\(place(context.codingPath)) has a value that is not known"
        default: "it cannot be read"
        }
    }

    private func encode(_ answer: ControlAnswer) -> [UInt8] {
        let encoder = JSONEncoder()
        encoder.dateEncodingStrategy = .custom { date, encoder in
            var container = encoder.singleValueContainer()
            try container.encode(date.formatted(Date.ISO8601FormatStyle(includingFractionalSeconds: true)))
        }
        encoder.keyEncodingStrategy = .convertToSnakeCase
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        do { return Array(try encoder.encode(answer)) } catch {
            return Array(#"{"error":"the answer cannot be written","ok":false}"#.utf8)
        }
    }

    private func execute(_ request: ControlRequest) throws -> ControlAnswer {
        let index = request.modem ?? 0
        guard modems.indices.contains(index) else {
            throw ControlRefusal(message: "there is no modem \(index); they count from 0 to \(modems.count - 1)")
        }
        let modem = modems[index]
        switch request.do {
        case .inject: return try inject(request, modem)
        case .ring:
            let interval = try seconds(request.interval ?? 3, "interval")
            guard
                modem.ring(
                    from: request.from, unavailable: request.unavailable ?? false, rings: request.rings ?? 10,
                    interval: interval)
            else { throw ControlRefusal(message: "the caller finds no service, or hears the busy tone") }
        case .callerHangsUp: modem.callerHangsUp(waiting: request.waiting ?? false)
        case .press: try press(request, modem)
        case .calls: return ControlAnswer(calls: modem.calls.map { .init($0) })
        case .heard: return ControlAnswer(heard: try writeRecording(request, modem))
        case .submitted: return ControlAnswer(submissions: modem.submissions.map(row))
        case .commands:
            return ControlAnswer(commands: modem.receivedCommands.map { .init(at: $0.at, text: $0.text) })
        case .storage:
            let messages = modem.stored(in: request.memory ?? "SM")
            return ControlAnswer(
                messages: messages.map {
                    .init(memory: $0.slot.memory, index: $0.slot.index, state: $0.state.rawValue, pdu: $0.pdu)
                })
        case .state: return ControlAnswer(state: state(modem, index))
        case .fault: modem.set(fault: try fault(request), times: request.always ?? false ? nil : request.times ?? 1)
        case .clear:
            if request.fault == nil { modem.clearFaults() } else { modem.clear(fault: try fault(request)) }
        case .vanish: modem.vanish(for: try request.for.map { try seconds($0, "for") })
        case .reappear: try modem.reappear()
        case .reset: modem.reset()
        case .say: modem.say(request.line ?? "")
        case .set: try set(request, modem)
        case .wait: try wait(request, modem)
        }
        return ControlAnswer()
    }

    private func inject(_ request: ControlRequest, _ modem: SimulatedModem) throws -> ControlAnswer {
        let slots: [StorageSlot]
        if let pdu = request.pdu {
            slots = modem.deliver(pdu: pdu)
        } else if let from = request.from, let text = request.text {
            slots = modem.deliver(from: from, text: text, at: request.at)
        } else {
            throw ControlRefusal(message: "inject needs `from` and `text`, or `pdu`")
        }
        return ControlAnswer(slots: slots.map { .init(memory: $0.memory, index: $0.index) })
    }

    private func press(_ request: ControlRequest, _ modem: SimulatedModem) throws {
        guard let key = request.key, key.count == 1 else { throw ControlRefusal(message: "press needs one `key`") }
        guard modem.press(key[key.startIndex], for: try seconds(request.for ?? 0.1, "for")) else {
            throw ControlRefusal(message: "no call is answered, or \(key) is none of 0 to 9, *, #, A to D")
        }
    }

    /// The last call as its caller heard it.
    private func writeRecording(_ request: ControlRequest, _ modem: SimulatedModem) throws -> ControlAnswer.Heard {
        guard let file = request.file else { throw ControlRefusal(message: "heard needs `file`") }
        guard let record = modem.calls.last else { throw ControlRefusal(message: "no call was answered") }
        do {
            try Data(WAVFile.octets(record.heard, rate: record.sampleRate)).write(to: URL(filePath: file))
        } catch {
            throw ControlRefusal(message: "cannot write \(file): \(error.localizedDescription)")
        }
        return .init(file: file, seconds: Double(record.heard.count) / Double(record.sampleRate))
    }

    private func fault(_ request: ControlRequest) throws -> SimulatedFault {
        guard let text = request.fault, let fault = SimulatedFault(text) else {
            throw ControlRefusal(message: "`fault` is one of: " + SimulatedFault.forms.joined(separator: ", "))
        }
        return fault
    }

    private func set(_ request: ControlRequest, _ modem: SimulatedModem) throws {
        func registration(_ number: Int) throws -> SimulatedSettings.Registration {
            guard let value = SimulatedSettings.Registration(rawValue: number) else {
                throw ControlRefusal(message: "`registration` is 0 to 5, as +CREG counts")
            }
            return value
        }
        let all = try request.registration.map(registration)
        let circuit = try request.circuitRegistration.map(registration)
        let latency = try request.latency.map { try seconds($0, "latency") }
        let sendTime = try request.sendTime.map { try seconds($0, "send_time") }
        let answerDelay = try request.answerDelay.map { try seconds($0, "answer_delay") }
        let menuDelay = try request.menuDelay.map { try seconds($0, "menu_delay") }
        modem.reconfigure { settings in
            // An empty text is none.
            if let text = request.menuText { settings.menuText = text.isEmpty ? nil : text }
            settings.menuStatus = request.menuStatus ?? settings.menuStatus
            settings.menuDelay = menuDelay ?? settings.menuDelay
            settings.registration = all ?? settings.registration
            settings.circuitRegistration = circuit ?? settings.circuitRegistration
            settings.signal = request.signal ?? settings.signal
            settings.latency = latency ?? settings.latency
            settings.sendTime = sendTime ?? settings.sendTime
            settings.simPresent = request.simPresent ?? settings.simPresent
            settings.iccid = request.iccid ?? settings.iccid
            settings.radioLevel = request.radio ?? settings.radioLevel
            settings.charset = request.charset ?? settings.charset
            settings.announcementPort = request.announcementPort ?? settings.announcementPort
            settings.callWaiting = request.callWaiting ?? settings.callWaiting
            settings.answerDelay = answerDelay ?? settings.answerDelay
            settings.hasSoundCard = request.soundCard ?? settings.hasSoundCard
        }
        if request.simLost == true { modem.loseSIM() }
    }

    /// Blocks only this control connection until the condition is true.
    private func wait(_ request: ControlRequest, _ modem: SimulatedModem) throws {
        let deadline = Instant.now + (try seconds(request.within ?? 10, "within"))
        let command = request.command?.uppercased()
        func isFulfilled() -> Bool {
            modem.submissions.count >= request.submissions ?? 0 && modem.answeredCalls >= request.answered ?? 0
                && modem.calls.count { $0.endedAt != nil } >= request.ended ?? 0
                && (command.map { command in modem.commands.contains { $0.uppercased().hasPrefix(command) } } ?? true)
        }
        while !isFulfilled() {
            guard .now < deadline else { throw ControlRefusal(message: "it did not happen in time") }
            Thread.sleep(forTimeInterval: 0.005)
        }
    }

    private func seconds(_ value: Double, _ key: String) throws -> Duration {
        guard (0...86_400).contains(value) else { throw ControlRefusal(message: "`\(key)` is in seconds, 0 to 86400") }
        return .seconds(value)
    }

    private func row(_ submission: Submission) -> ControlAnswer.SubmissionRow {
        .init(
            at: submission.at, to: submission.to, text: submission.text, pdu: submission.pdu,
            reference: submission.reference, part: submission.part?.number, parts: submission.part?.total,
            clientSawSuccess: submission.clientSawSuccess)
    }

    private func state(_ modem: SimulatedModem, _ index: Int) -> ControlAnswer.StateRow {
        .init(
            modem: index, profile: modem.profileName, path: modem.path, voicePath: modem.voicePath,
            opened: modem.isOpened,
            registration: modem.registration.rawValue, pinTries: modem.pinTriesLeft,
            submissions: modem.submissions.count, refusals: modem.refusals, commands: modem.commands.count,
            dials: modem.dials, answeredCalls: modem.answeredCalls, hangUps: modem.hangUps,
            missedCalls: modem.missedCalls, refusedWaitingCalls: modem.refusedWaitingCalls,
            busyCallers: modem.busyCallers, ringing: modem.hasCall,
            waitingInNetwork: modem.waitingInNetwork,
            used: ["SM": modem.stored(in: "SM").count, "ME": modem.stored(in: "ME").count],
            faults: modem.activeFaults.map { "\($0)" })
    }
}
