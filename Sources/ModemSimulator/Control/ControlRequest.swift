import Foundation

/// One line to the control socket.
///
/// `do` says what; the other keys are what it needs, the rest may be left out. `modem` counts from 0 and defaults to 0.
struct ControlRequest: Decodable {
    enum Verb: String, Decodable, CaseIterable {
        case inject
        case ring
        case callerHangsUp = "caller_hangs_up"
        case submitted
        case commands
        case storage
        case state
        case fault
        case clear
        case vanish
        case reappear
        case reset
        case say
        case set
        case wait
    }

    let `do`: Verb
    let modem: Int?
    // inject, ring
    let from: String?
    let text: String?
    let pdu: String?
    let at: Date?
    let rings: Int?
    let interval: Double?
    // storage
    let memory: String?
    // fault, clear: one of ``SimulatedFault/forms``
    let fault: String?
    let times: Int?
    let always: Bool?
    // vanish, wait: seconds
    let `for`: Double?
    let within: Double?
    // say
    let line: String?
    // wait
    let submissions: Int?
    let command: String?
    // set
    let registration: Int?
    let signal: Int?
    let latency: Double?
    let sendTime: Double?
    let simPresent: Bool?
}

/// Why a request was refused.
struct ControlRefusal: Error {
    let message: String
}

/// What every answer begins with; the keys that do not apply are left out.
struct ControlAnswer: Encodable {
    var ok = true
    var error: String?
    var slots: [Slot]?
    var messages: [Message]?
    var submissions: [SubmissionRow]?
    var commands: [CommandRow]?
    var state: StateRow?

    struct Slot: Encodable {
        let memory: String
        let index: Int
    }

    struct Message: Encodable {
        let memory: String
        let index: Int
        let state: Int
        let pdu: String
    }

    struct SubmissionRow: Encodable {
        let at: Date
        let to: String
        let text: String?
        let pdu: String
        let reference: UInt8
        let part: Int?
        let parts: Int?
        let clientSawSuccess: Bool
    }

    struct CommandRow: Encodable {
        let at: Date
        let text: String
    }

    struct StateRow: Encodable {
        let modem: Int
        let profile: String
        let path: String?
        let opened: Bool
        let registration: Int
        let pinTries: Int
        let submissions: Int
        let refusals: Int
        let commands: Int
        let dials: [String]
        let answeredCalls: Int
        let hangUps: Int
        let ringing: Bool
        let waitingInNetwork: Int
        let used: [String: Int]
        let faults: [String]
    }
}
