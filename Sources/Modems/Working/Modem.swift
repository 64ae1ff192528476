import ATProtocol
import NIOCore
import SerialPort
import Vocabulary

/// A modem behind one AT port: it is set up once, then reads, deletes, sends and hangs up.
///
/// It is an actor so that a call can be ended while a listing is in progress; every method returns, also when the modem
/// is unplugged.
public actor Modem {
    let port: ATPort
    /// The profile of the modem's family.
    public internal(set) var profile: ModemProfile
    /// The identity of the modem and its SIM; nil before ``identify()``.
    public internal(set) var identity: ModemDescription?
    /// The memories that may hold messages, in the order in which they are swept.
    public internal(set) var memories: [String] = []
    /// The memory that `+CMGR`, `+CMGL` and `+CMGD` act on at present.
    var selectedMemory: String?
    /// Whether direct deliveries have to be acknowledged with `+CNMA` (service level `+CSMS: 1`).
    public internal(set) var acknowledgesDirectDeliveries = false
    /// Which of the modem's ports this is.
    var ownPort = OwnPort.unknown
    /// The other port on which it announces messages and calls, if it does not use this one.
    public internal(set) var announcementsElsewhere: String?
    /// The keywords tried so far to get announcements on this port.
    var triedRoutes: Set<String> = []
    /// The character set in which it writes names.
    var coding = TextCoding.unknown
    /// Whether several `+CMGD` may stand on one line; false once this modem got it wrong.
    var deletesInBatches = true

    /// The form of `+CPMS` that this modem accepts; nil if it accepts none and is read as it is.
    var memoryForm: MemoryForm?
    /// The memories for sending and receiving, as far as this modem lets them be set.
    var writingMemory: String?
    var receivingMemory: String?
    /// It accepts `+CPMS` only with equal memories, so new messages go to the selected one.
    var movesAllMemories = false
    /// How the modem announces new messages; nil if it cannot, so that the line must poll for them.
    public internal(set) var announcement: Announcement?
    /// It refused to identify itself: with a locked SIM, some modems refuse every command.
    var withholdsIdentity = false
    /// How this modem differs from its profile; kept for the next time its port is opened.
    public internal(set) var quirks: ModemQuirks
    let timing: ModemTiming
    /// Why the last listing was refused.
    var refusedListing: ModemFault?
    /// Messages of listings whose index has already been searched for.
    var locatedMessages: Set<String> = []

    /// A modem on an open port; its profile is the named one or, with nil, chosen by its identity.
    public init(
        port: ATPort, profile: ModemProfile? = nil, quirks: ModemQuirks = ModemQuirks(), timing: ModemTiming = .real
    ) {
        self.port = port
        self.quirks = quirks
        self.timing = timing
        self.profile = profile ?? .generic
        self.profileIsFixed = profile != nil
    }

    let profileIsFixed: Bool

    /// The modem's unsolicited messages; ends when the port is lost.
    public nonisolated var events: AsyncMapSequence<AsyncStream<ATIndication>, ModemEvent> {
        port.indications.map { ModemEvent($0) }
    }

    /// When the modem last reported an incoming call, known before its event is handled.
    public nonisolated var latestCallIndication: NIODeadline { port.callIndications.latest }

    /// Whether the port is still open, even if the modem does not answer.
    public nonisolated var hasPort: Bool { port.isOpen }

    /// Closes and unlocks the port.
    public func close() async {
        await port.close()
    }

    /// Resynchronises after an answer that never came; throws ``ModemFault`` when the modem stays silent.
    public func resynchronise() async throws(ModemFault) {
        guard await port.resynchronise() else { throw .silent(command: "AT") }
    }
}
