import ATProtocol
import NIOCore
import SerialPort
import Vocabulary

/// A working modem behind one AT port: it is brought up once, then reads, deletes, sends and hangs up.
///
/// An actor because a call is hung up on while a listing goes on; every method ends, also when the cable is pulled.
public actor Modem {
    let port: ATPort
    /// What differs in this family.
    public internal(set) var profile: ModemProfile
    /// What the modem and its SIM say of themselves; nil before ``identify()``.
    public internal(set) var identity: ModemDescription?
    /// The memories that may hold messages, in the order in which they are swept.
    public internal(set) var memories: [String] = []
    /// The memory that `+CMGR`, `+CMGL` and `+CMGD` act on at present.
    var selectedMemory: String?
    /// Whether direct deliveries have to be acknowledged with `+CNMA` (service level `+CSMS: 1`).
    public internal(set) var acknowledgesDirectDeliveries = false
    /// Which of the modem's ports this is.
    var ownPort = OwnPort.unknown
    /// The port on which it announces messages and calls, where that is not this one.
    public internal(set) var announcementsElsewhere: String?
    /// What was tried to have them here.
    var triedRoutes: Set<String> = []
    /// How it writes names.
    var coding = TextCoding.unknown
    /// Whether several `+CMGD` may stand on one line; false once this modem got it wrong.
    var deletesInBatches = true

    /// The form of `+CPMS` that this modem takes; nil where it takes none, and is read as it stands.
    var memoryForm: MemoryForm?
    /// Where messages are sent from and where new ones go, as far as this modem lets that be set.
    var writingMemory: String?
    var receivingMemory: String?
    /// It takes `+CPMS` only with all memories alike: new messages then go to the one that is selected.
    var movesAllMemories = false
    /// How the modem announces new messages; nil where it cannot, so that they have to be looked for.
    public internal(set) var announcement: Announcement?
    /// It refused to say who it is: a locked SIM may forbid it everything.
    var withholdsIdentity = false
    /// How this modem differs from its profile; kept for the next time its port is opened.
    public internal(set) var quirks: ModemQuirks
    let timing: ModemTiming
    /// Why the last listing was refused.
    var refusedListing: ModemFault?
    /// Messages of a listing whose index was searched for already.
    var locatedMessages: Set<String> = []

    /// A modem on an open port, with a profile by name or, with nil, by its own identity.
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

    /// What the modem says unasked; ends when the port is lost.
    public nonisolated var events: AsyncMapSequence<AsyncStream<ATIndication>, ModemEvent> {
        port.indications.map { ModemEvent($0) }
    }

    /// When the modem last said that somebody calls: known here before its event has been heard.
    public nonisolated var latestCallIndication: NIODeadline { port.callIndications.latest }

    /// The port is still there, whether the modem answers or not.
    public nonisolated var hasPort: Bool { port.isOpen }

    /// Closes and unlocks the port.
    public func close() async {
        await port.close()
    }

    /// Brings the dialogue back into step after an answer that never came; throws ``ModemFault`` when the modem stays silent.
    public func resynchronise() async throws(ModemFault) {
        guard await port.resynchronise() else { throw .silent(command: "AT") }
    }
}
