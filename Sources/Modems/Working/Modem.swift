import ATProtocol
import NIOCore
import SerialPort

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
    /// Whether several `+CMGD` may stand on one line; false once this modem got it wrong.
    var deletesInBatches = true

    /// A modem on an open port, with a profile by name or, with nil, by its own identity.
    public init(port: ATPort, profile: ModemProfile? = nil) {
        self.port = port
        self.profile = profile ?? .generic
        self.profileIsFixed = profile != nil
    }

    let profileIsFixed: Bool

    /// What the modem says unasked; ends when the port is lost.
    public nonisolated var events: AsyncMapSequence<AsyncStream<ATIndication>, ModemEvent> {
        port.indications.map { ModemEvent($0) }
    }

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

    /// Sends a command that must succeed, and returns its information lines.
    @discardableResult
    func require(_ text: String, timeout: Int = 5_000) async throws(ModemFault) -> [String] {
        let response = await port.send(text, timeout: timeout)
        if response.result == .ok { return response.lines }
        throw fault(of: response, to: text)
    }

    /// Sends a command that some modems do not know; nil when it is refused.
    func attempt(_ text: String, timeout: Int = 5_000) async throws(ModemFault) -> [String]? {
        let response = await port.send(text, timeout: timeout)
        switch response.result {
        case .ok: return response.lines
        case .portLost, .timedOut: throw fault(of: response, to: text)
        default: return nil
        }
    }

    /// The fault that an answer other than OK means.
    func fault(of response: ATResponse, to command: String) -> ModemFault {
        switch response.result {
        case .portLost: .lost
        case .timedOut: .silent(command: command)
        default: .refused(command: command, answer: response.result.text)
        }
    }
}
