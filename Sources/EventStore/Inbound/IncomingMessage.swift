import LinePolicy
import Vocabulary

/// One message as it came from a modem.
public struct IncomingMessage: Sendable {
    /// How the message came.
    public enum Source: Hashable, Sendable {
        /// Read from the modem's memory.
        case slot(Slot)
        /// Delivered directly (+CMT, +CDS), never stored by the modem.
        case direct
    }

    /// What is in the message.
    public enum Content: Sendable {
        /// A message that could be decoded.
        case text(TextContent)
        /// A message that could not be decoded; the fault is stored as `details.error`.
        case undecodable(DecodeFault)
    }

    /// How the message came.
    public var source: Source
    /// The octets, those of the service centre included: equal octets are one message by the rule of slots.
    public var pdu: [UInt8]
    /// What is in the message.
    public var content: Content

    /// Makes a message.
    public init(source: Source, pdu: [UInt8], content: Content) {
        self.source = source
        self.pdu = pdu
        self.content = content
    }
}

/// A decoded message, or one part of a long one.
public struct TextContent: Sendable {
    /// Where a part belongs in a long message.
    public struct Part: Hashable, Sendable {
        /// The reference the sender chose.
        public var reference: Int
        /// Its width, 8 or 16.
        public var referenceBits: Int
        /// The number of parts.
        public var total: Int
        /// This part, from 1.
        public var number: Int

        /// Where a part belongs in a long message.
        public init(reference: Int, referenceBits: Int, total: Int, number: Int) {
            self.reference = reference
            self.referenceBits = referenceBits
            self.total = total
            self.number = number
        }
    }

    /// Who it is from, its text, and when the network took it.
    public var contact: Contact
    /// The place in a long message; nil for a message of its own.
    public var part: Part?
    /// The content of a part before its alphabet is applied: parts are joined first and read afterwards.
    public var piece: PartContent?
    /// The octets as they came, one PDU for each part; the store fills it.
    var pdus: [[UInt8]] = []
    /// The octets of a message of data.
    public var data: [UInt8]?
    /// A status report: recorded, not counted.
    public var isStatusReport: Bool
    /// The other details of the event.
    public var details: TextDetails

    /// A decoded message, or one part of a long one.
    public init(
        contact: Contact, part: Part? = nil, piece: PartContent? = nil, data: [UInt8]? = nil,
        isStatusReport: Bool = false, details: TextDetails = TextDetails()
    ) {
        self.contact = contact
        self.part = part
        self.piece = piece
        self.data = data
        self.isStatusReport = isStatusReport
        self.details = details
    }
}

/// The result of a batch of messages.
public struct IngestResult: Sendable {
    /// The result of one message.
    public enum Outcome: Hashable, Sendable {
        /// Written as an event; nil = it will be answered.
        case recorded(seq: Int64, reason: Reason?)
        /// A part of a long message with others missing: 30 s from now, unless a part comes, it is overdue.
        case part(message: Int64)
        /// One of many texts of a sender on one day: counted, not kept.
        case folded(reason: Reason?)
        /// Already recorded.
        case duplicate
    }

    /// One for each message, in their order.
    ///
    /// All of them may now be deleted from the modem.
    public var outcomes: [Outcome] = []
    /// The reply that is now `sending`, its first part committed as attempted: send it.
    public var started: OutgoingReply?
}
