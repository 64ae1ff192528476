import Foundation
import SMSCodec

// Messages in memory: list, read, delete (27.005 3.4.2, 3.4.3, 3.5.4).
extension ModemMachine {
    static let storedMessageCommands: [String: Handler] = [
        "+CMGL": { modem, request in modem.list(request) },
        "+CMGR": { modem, request in modem.read(request) },
        "+CMGD": { modem, request in modem.delete(request) },
    ]

    private var readingMemory: String { session.memories[0] }

    private mutating func list(_ request: Request) -> Answer {
        if request.form == .test {
            return .line(
                session.isTextMode
                    ? "+CMGL: (\"REC UNREAD\",\"REC READ\",\"STO UNSENT\",\"STO SENT\",\"ALL\")" : "+CMGL: (0-4)")
        }
        guard request.form != .read, let wanted = states(request) else { return .cms(session.isTextMode ? 305 : 304) }
        if let error = listingFault() { return .failed(error) }
        var lines: [String] = []
        for (index, message) in storage.messages(in: readingMemory) where wanted.contains(message.state) {
            lines += shown(message, command: "+CMGL: \(index),")
            storage.markRead(readingMemory, index)
        }
        return .lines(lines)
    }

    /// The states that a `+CMGL` asks for; nil when it names none.
    private func states(_ request: Request) -> [StoredMessage.State]? {
        let all: [StoredMessage.State] = [.receivedUnread, .receivedRead, .storedUnsent, .storedSent]
        if session.isTextMode {
            guard let name = request.text(0)?.uppercased() else { return [.receivedUnread] }
            return name == "ALL" ? all : all.first { TextForm.name(of: $0) == name }.map { [$0] }
        }
        guard request.has(0) else { return [.receivedUnread] }
        guard let number = request.number(0) else { return nil }
        return number == 4 ? all : StoredMessage.State(rawValue: number).map { [$0] }
    }

    private mutating func read(_ request: Request) -> Answer {
        if request.form == .test { return .ok }
        guard request.form == .set, let index = request.number(0) else { return .cms(321) }
        guard let message = storage.message(in: readingMemory, at: index) else {
            let isPlace = storage.indices(of: readingMemory).contains(index)
            return isPlace && profile.emptySlot == .ok ? .ok : .cms(321)
        }
        storage.markRead(readingMemory, index)
        return .lines(shown(message, command: "+CMGR: "))
    }

    private mutating func listingFault() -> SimulatedFault.SendError? {
        let memory = readingMemory
        let isEmpty = storage.messages(in: memory).isEmpty
        return faults.take { fault in
            switch fault {
            case .listingFails(let name, let error) where name.uppercased() == memory: error
            case .emptyListingFails(let error) where isEmpty: error
            default: nil
            }
        }
    }

    private mutating func shown(_ message: StoredMessage, command: String) -> [String] {
        if session.isTextMode {
            let shown = TextForm.fields(of: message.pdu, charset: session.charset)
            return [command + "\"\(TextForm.name(of: message.state))\"" + shown.fields, shown.text]
        }
        return damaged([
            command + "\(message.state.rawValue),\(profile.nameField),\(PDULength.tpdu(of: message.pdu))", message.pdu,
        ])
    }

    private mutating func delete(_ request: Request) -> Answer {
        let memory = readingMemory
        if request.form == .test {
            let used = storage.messages(in: memory).map { String($0.index) }.joined(separator: ",")
            return .line("+CMGD: (\(used)),(0-4)")
        }
        guard request.form == .set, let index = request.number(0) else { return .cms(321) }
        guard let flag = request.has(1) ? request.number(1) : 0, (0...4).contains(flag) else { return .cms(302) }
        let doomed: [Int]
        if flag == 0 {
            guard storage.indices(of: memory).contains(index) else { return .cms(321) }
            guard storage.message(in: memory, at: index) != nil else {
                return profile.emptySlot == .ok ? .ok : .cms(321)
            }
            doomed = [index]
        } else {
            // 27.005 3.5.4: 1 read, 2 also sent, 3 also unsent, 4 also unread.
            let states: [StoredMessage.State] = [.receivedRead, .storedSent, .storedUnsent, .receivedUnread]
            doomed = storage.messages(in: memory).filter { states.prefix(flag).contains($0.message.state) }.map(\.index)
        }
        if faults.take(.deletionIgnored) { return .ok }
        let isFirst = request.text.uppercased() == commandsInHand.first { $0.hasPrefix("+CMGD") }
        if !isFirst, commandsInHand.count > 1, faults.take(.onlyFirstDeletion) { return .ok }
        let slots = doomed.compactMap { storage.delete(memory, $0) }
        journal.deletions.append(Deletion(at: Date(), slots: slots))
        if !slots.isEmpty {
            network.fullWasAnnounced = false
            start(.redeliver, after: .zero)
        }
        return faults.take(.deletionFailsThoughDone) ? .cms(500) : .ok
    }
}

/// Lengths as 27.005 counts them.
enum PDULength {
    /// Octets of a PDU in hexadecimal without its service centre's address; 0 for an invalid PDU.
    static func tpdu(of hex: String) -> Int {
        guard let smsc = Int(hex.prefix(2), radix: 16) else { return 0 }
        return max(0, hex.count / 2 - 1 - smsc)
    }
}
