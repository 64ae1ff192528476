import Foundation

/// One line to the control socket.
///
/// `do` is the request; the other keys are its parameters, and those it does not need may be omitted. `modem` counts
/// from 0 and defaults to 0.
struct ControlRequest: Decodable {
    enum Verb: String, Decodable, CaseIterable {
        case inject
        case ring
        case callerHangsUp = "caller_hangs_up"
        case press
        case calls
        case heard
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
    let unavailable: Bool?
    // caller_hangs_up
    let waiting: Bool?
    // press: the key; heard: where the recording goes
    let key: String?
    let file: String?
    // storage
    let memory: String?
    // fault, clear: one of ``SimulatedFault/forms``
    let fault: String?
    let times: Int?
    let always: Bool?
    // vanish, press, wait: seconds
    let `for`: Double?
    let within: Double?
    // say
    let line: String?
    // wait
    let submissions: Int?
    let command: String?
    let answered: Int?
    let ended: Int?
    // set
    let registration: Int?
    let signal: Int?
    let latency: Double?
    let sendTime: Double?
    let circuitRegistration: Int?
    let simPresent: Bool?
    let simLost: Bool?
    let iccid: String?
    let radio: Int?
    let charset: String?
    let announcementPort: String?
    let callWaiting: Bool?
    let answerDelay: Double?
    let soundCard: Bool?
    let menuText: String?
    let menuStatus: Int?
    let menuDelay: Double?
}

/// Why a request was refused.
struct ControlRefusal: Error {
    let message: String
}

/// Every answer; keys that do not apply are left out.
struct ControlAnswer: Encodable {
    var ok = true
    var error: String?
    var slots: [Slot]?
    var messages: [Message]?
    var submissions: [SubmissionRow]?
    var commands: [CommandRow]?
    var calls: [CallRow]?
    var heard: Heard?
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

    /// An answered call; times are in milliseconds, amounts of sound in octets.
    struct CallRow: Encodable {
        let from: String?
        let answeredAt: Date?
        let endedAt: Date?
        let seconds: Double?
        let audioOn: Bool
        let audioOnMs: Int?
        let audioOffMs: Int?
        let firstOctetMs: Int?
        let heardMs: Int
        let underrunMs: Int
        let longestGapMs: Int
        let maximumAheadMs: Int
        let octetsTaken: Int
        let overflowOctets: Int
        let unplayedOctets: Int
        let strayOctets: Int

        init(_ record: VoiceRecord) {
            from = record.number
            answeredAt = record.answeredAt
            endedAt = record.endedAt
            seconds = record.callSeconds
            audioOn = record.isAudioOn
            audioOnMs = record.audioOnAt
            audioOffMs = record.audioOffAt
            firstOctetMs = record.firstOctetAfterAudioOn.map { Int($0 / .milliseconds(1)) }
            heardMs = record.heard.count * 1000 / record.sampleRate
            underrunMs = record.underrunMilliseconds
            longestGapMs = record.longestGapMilliseconds
            maximumAheadMs = record.maximumAhead
            octetsTaken = record.octetsTaken
            overflowOctets = record.overflowOctets
            unplayedOctets = record.unplayedOctets
            strayOctets = record.strayOctets
        }
    }

    /// Where a recording was written.
    struct Heard: Encodable {
        let file: String
        let seconds: Double
    }

    struct StateRow: Encodable {
        let modem: Int
        let profile: String
        let path: String?
        let voicePath: String?
        let opened: Bool
        let registration: Int
        let pinTries: Int
        let submissions: Int
        let refusals: Int
        let commands: Int
        let dials: [String]
        let answeredCalls: Int
        let hangUps: Int
        let missedCalls: Int
        let refusedWaitingCalls: Int
        let busyCallers: Int
        let ringing: Bool
        let waitingInNetwork: Int
        let used: [String: Int]
        let faults: [String]
    }
}
