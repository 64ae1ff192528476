import Foundation

/// A message that the network accepted from the modem.
public struct Submission: Sendable, Hashable {
    /// When the network took it.
    public let at: Date
    /// The destination, `+` for international; empty when the PDU could not be read.
    public let to: String
    /// The text; nil for binary content.
    public let text: String?
    /// The PDU as received, service centre's address included; made by the modem in text mode.
    public let pdu: String
    /// The message reference the network gave.
    public let reference: UInt8
    /// Part number, number of parts and their common reference; nil for a message of one part.
    public let part: Part?
    /// Whether `OK` was written while the host had the port open.
    public internal(set) var clientSawSuccess: Bool

    /// One part's place in a long message.
    public struct Part: Sendable, Hashable {
        /// From 1.
        public let number: Int
        /// How many.
        public let total: Int
        /// The reference that all parts share.
        public let reference: UInt16
    }
}

/// A command line, or a body, that the modem received.
public struct ReceivedCommand: Sendable, Hashable {
    /// When its last character came.
    public let at: Date
    /// The line without its carriage return.
    public let text: String
}

/// The slot of a message.
public struct StorageSlot: Sendable, Hashable {
    /// `SM`, `ME`, `SR`.
    public let memory: String
    /// The index as `AT+CMGR` takes it.
    public let index: Int

    /// A place in a memory.
    public init(memory: String, index: Int) {
        self.memory = memory
        self.index = index
    }
}

/// A message in the modem's memory.
public struct StoredMessage: Sendable, Hashable {
    /// The state as PDU mode numbers it (3GPP TS 27.005 3.1).
    public enum State: Int, Sendable {
        case receivedUnread = 0
        case receivedRead = 1
        case storedUnsent = 2
        case storedSent = 3
    }

    /// Where it lies.
    public let slot: StorageSlot
    /// Read or not, received or our own.
    public var state: State
    /// The PDU with the service centre's address.
    public let pdu: String
}

/// A deletion that the host requested.
public struct Deletion: Sendable, Hashable {
    /// When.
    public let at: Date
    /// The slots named; with a delete flag, every deleted slot.
    public let slots: [StorageSlot]
}

/// What the simulated modem has seen and done since it was made.
struct Journal {
    var commands: [ReceivedCommand] = []
    var bodies: [ReceivedCommand] = []
    var submissions: [Submission] = []
    var refusals = 0
    var cancelledBodies = 0
    var dials: [String] = []
    var answeredCalls = 0
    var hangUps = 0
    var missedCalls = 0
    var refusedWaitingCalls = 0
    var busyCallers = 0
    /// Answered calls, with their sound.
    var calls: [VoiceRecord] = []
    /// Octets of sound received before any call.
    var strayOctets = 0
    var deletions: [Deletion] = []

    /// The sound of the newest call.
    var voice: VoiceRecord {
        var none = VoiceRecord(number: nil, answeredAt: nil)
        none.strayOctets = strayOctets
        return calls.last ?? none
    }
}
