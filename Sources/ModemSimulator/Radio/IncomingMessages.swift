import Foundation
import SMSCodec

/// A status report that the network will deliver.
struct PendingReport: Equatable {
    let reference: UInt8
    let to: String
}

/// A message on its way to the modem.
struct IncomingMessage {
    enum Kind: Equatable {
        case text(messageClass: UInt8?)
        case report
    }

    let pdu: String
    let kind: Kind

    /// Reads from the PDU how it is routed; an unreadable one is routed like an ordinary text.
    init(pdu: String) {
        self.pdu = pdu
        switch (try? PDU(hex: pdu))?.tpdu {
        case .statusReport: kind = .report
        case .deliver(let message): kind = .text(messageClass: message.dcs.messageClass)
        case .submit, nil: kind = .text(messageClass: nil)
        }
    }
}

/// Messages between the network and the modem's memory.
struct IncomingMessages {
    /// In the network, oldest first.
    var waiting: [IncomingMessage] = []
    /// Handed to the host, which must acknowledge it with `AT+CNMA`.
    var unacknowledged: IncomingMessage?
    /// Indications kept back by `+CNMI` mode 0.
    var heldAnnouncements: [String] = []
    /// Whether the full memory was already announced.
    var fullWasAnnounced = false
    var nextReference: UInt8 = 1

    /// Returns an unacknowledged message to the network, which tries again.
    mutating func returnUnacknowledged() {
        if let message = unacknowledged { waiting.insert(message, at: 0) }
        unacknowledged = nil
    }
}

// Routes messages from the network to memory or host (27.005 3.4.1).
extension ModemMachine {
    /// A message arrives in the network; returns the slots filled by it and by messages that waited.
    @discardableResult
    mutating func arrive(_ pdu: String) -> [StorageSlot] {
        network.waiting.append(IncomingMessage(pdu: pdu))
        return deliverWaiting()
    }

    @discardableResult
    mutating func deliverWaiting() -> [StorageSlot] {
        var slots: [StorageSlot] = []
        while let message = network.waiting.first, isPlugged, messagesAreReady, registration.hasService,
            network.unacknowledged == nil
        {
            switch message.kind {
            case .text(let messageClass):
                if isDeliveredDirectly(messageClass) {
                    network.waiting.removeFirst()
                    deliverDirectly(message, command: "+CMT")
                } else {
                    guard let slot = store(message, in: session.memories[2]) else { return slots }
                    slots.append(slot)
                    let mt = session.announcements[1]
                    if mt != 0 { announceStored("+CMTI", slot) }
                }
            case .report:
                switch session.announcements[3] {
                case 1:
                    network.waiting.removeFirst()
                    deliverDirectly(message, command: "+CDS")
                case 2:
                    guard let slot = store(message, in: profile.reportMemory ?? session.memories[2]) else {
                        return slots
                    }
                    slots.append(slot)
                    announceStored("+CDSI", StorageSlot(memory: session.memories[2], index: slot.index))
                default: network.waiting.removeFirst()
                }
            }
        }
        return slots
    }

    private func isDeliveredDirectly(_ messageClass: UInt8?) -> Bool {
        let mt = session.announcements[1]
        switch messageClass {
        case 0: return mt == 2 || (mt != 0 && profile.classZeroIsDirect)
        case 2: return false
        case 3: return mt == 2 || mt == 3
        default: return mt == 2
        }
    }

    /// Stores the first waiting message; nil when there is no room, which is announced once.
    private mutating func store(_ message: IncomingMessage, in memory: String) -> StorageSlot? {
        guard let slot = storage.store(message.pdu, state: .receivedUnread, in: memory) else {
            if !network.fullWasAnnounced, let line = profile.memoryFullLine { say(fill(line)) }
            network.fullWasAnnounced = true
            return nil
        }
        network.waiting.removeFirst()
        return slot
    }

    private mutating func announceStored(_ command: String, _ slot: StorageSlot) {
        if faults.take(.announcementLost) { return }
        let index = faults.take(.announcementWithoutIndex) ? -1 : slot.index
        announce("\(command): \"\(slot.memory)\",\(index)")
    }

    private mutating func deliverDirectly(_ message: IncomingMessage, command: String) {
        if session.isTextMode {
            let shown = TextForm.fields(of: message.pdu, charset: session.charset)
            announce("\(command): \(shown.fields.dropFirst())\r\n\(shown.text)")
        } else if command == "+CDS" {
            announce("+CDS: \(PDULength.tpdu(of: message.pdu))\r\n\(message.pdu)")
        } else {
            let lines = damaged([
                "\(command): \(profile.nameField),\(PDULength.tpdu(of: message.pdu))", message.pdu,
            ])
            announce(lines.joined(separator: "\r\n"))
        }
        guard session.messageService == 1 else { return }
        network.unacknowledged = message
        start(.acknowledgementMissing, after: settings.acknowledgeWithin)
    }

    /// Prints an indication of a message, or holds it back in mode 0.
    private mutating func announce(_ line: String) {
        if session.announcements[0] == 0 {
            network.heldAnnouncements.append(line)
        } else {
            say(line)
        }
    }

    // MARK: Acknowledgement (27.005 3.4.4)

    mutating func acknowledgementCame(isPositive: Bool) {
        timers.cancel(.acknowledgementMissing)
        if isPositive { network.unacknowledged = nil } else { network.returnUnacknowledged() }
        start(.redeliver, after: .zero)
    }

    mutating func acknowledgementIsMissing() {
        network.returnUnacknowledged()
        if profile.missingAcknowledgementEndsRouting {
            session.announcements[1] = 0
            session.announcements[3] = 0
        }
        deliverWaiting()
    }

    mutating func reportArrives(_ report: PendingReport) {
        arrive(
            DeliverBuilder.report(report, at: networkTime, quarters: settings.timeZoneQuarters, smsc: settings.smsc))
    }
}
