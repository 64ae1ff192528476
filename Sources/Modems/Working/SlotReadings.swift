import ATProtocol
import SMSCodec

/// The readings of one slot, and whether they can be trusted.
///
/// A reading that agrees with its header and can be decoded is trusted at once. Anything else may be damaged in transit
/// and is read again: the same decodable octets twice are what the modem holds, and then its header is wrong. Octets
/// that cannot be decoded are trusted when they agree with their header twice. After ``most`` readings the message
/// counts as damaged.
struct SlotReadings {
    /// What to do after a reading.
    enum Verdict: Equatable {
        /// This is what the slot holds.
        case accept(StoredMessage)
        /// Read it again.
        case readAgain
        /// Damaged: no better reading can be expected.
        case giveUp(StoredMessage)
    }

    private static let most = 4
    private var readings: [StoredMessage] = []

    /// Takes one reading.
    mutating func take(_ reading: StoredMessage) -> Verdict {
        let wasSeen = readings.contains { $0.pdu == reading.pdu && $0.fit != .missing }
        readings.append(reading)
        switch reading.fit {
        case .exact, .bare, .doubtful:
            if Self.isDecodable(reading), reading.isWhole || wasSeen { return .accept(reading) }
            if wasSeen, reading.fit == .exact { return .accept(reading) }
        case .missing: break
        }
        guard readings.count >= Self.most else { return .readAgain }
        // The reading with the most octets is the best.
        let best = readings.max { Self.quality($0) < Self.quality($1) }
        return .giveUp(best ?? reading)
    }

    /// Whether one reading is enough.
    static func isCertain(_ reading: StoredMessage) -> Bool {
        // Our own outgoing messages are neither recorded nor deleted.
        if reading.status == 2 || reading.status == 3 { return true }
        return reading.isWhole && isDecodable(reading)
    }

    /// Whether the reading can be decoded as a message.
    static func isDecodable(_ reading: StoredMessage) -> Bool {
        (try? PDU(octets: Hex.octets(orBytesOf: reading.pdu), announcedLength: reading.length)) != nil
    }

    private static func quality(_ reading: StoredMessage) -> Int {
        reading.fit == .missing ? 0 : reading.pdu.utf8.count
    }
}

extension StoredMessage {
    /// Whether the octets agree with the announced length.
    var isWhole: Bool { fit == .exact || fit == .bare }
}
