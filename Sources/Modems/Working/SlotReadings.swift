import ATProtocol
import SMSCodec

/// The readings of one slot, and whether what was read may be believed.
///
/// Octets that agree with their header, and can be decoded, are believed at once. Anything else may be damage on the way
/// and is read again: the same octets twice are what the modem holds, if they can be decoded; then its header is wrong.
/// What cannot be decoded is believed when it agrees with its header twice. After so many readings the rest is damaged.
struct SlotReadings {
    /// What a reading leads to.
    enum Verdict: Equatable {
        /// This is what the slot holds.
        case believe(StoredMessage)
        /// Read it again.
        case readAgain
        /// Nothing better will come.
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
            if Self.isDecodable(reading), reading.isWhole || wasSeen { return .believe(reading) }
            if wasSeen, reading.fit == .exact { return .believe(reading) }
        case .missing: break
        }
        guard readings.count >= Self.most else { return .readAgain }
        // The most octets are the best there is.
        let best = readings.max { Self.quality($0) < Self.quality($1) }
        return .giveUp(best ?? reading)
    }

    /// Whether one reading is enough.
    static func isCertain(_ reading: StoredMessage) -> Bool {
        // Messages of ours are neither recorded nor deleted.
        if reading.status == 2 || reading.status == 3 { return true }
        return reading.isWhole && isDecodable(reading)
    }

    /// Whether what was read is a message at all.
    static func isDecodable(_ reading: StoredMessage) -> Bool {
        (try? PDU(octets: Hex.octets(orBytesOf: reading.pdu), announcedLength: reading.length)) != nil
    }

    private static func quality(_ reading: StoredMessage) -> Int {
        reading.fit == .missing ? 0 : reading.pdu.utf8.count
    }
}

extension StoredMessage {
    /// The octets are what the header announces.
    var isWhole: Bool { fit == .exact || fit == .bare }
}
