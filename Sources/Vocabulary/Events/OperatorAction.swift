/// A traceable action of the operator, or of the program on their behalf: the `operator_action` event.
public enum OperatorAction: Hashable, Sendable {
    /// A number is never answered.
    case block
    /// It is answered again.
    case unblock
    /// The total of the box was raised.
    case budgetAdd(Money)
    /// A line was paused, and its port left to a person or not.
    case linePause(why: String?, releasesPort: Bool)
    /// A line was resumed.
    case lineResume
    /// A raid was declared: nobody is answered on the line until it is declared over.
    case raidOn
    /// A raid on a line was declared over.
    case raidOff
    /// A code to be sent by text was requested.
    case lineVerify
    /// A code to be heard in a call was requested.
    case lineVerifyVoice
    /// The operator typed the code that the line had spoken.
    case voiceVerified
    /// A text was planned from one of our lines to another, which is named.
    case heartbeat(to: String)
    /// Full numbers of events were shown: those of a line, since a moment (RFC 3339), the last so many; nil = all.
    case reveal(line: String?, since: String?, last: Int?)
    /// The database was copied into a file.
    case backup(path: String)
    /// What could be read of a damaged database, which is kept at this path, was put into a new one.
    case recover(kept: String, isWhole: Bool)
    /// A person was erased.
    case erase
    /// A person's contacts are kept until a moment (RFC 3339).
    case keep(until: String)
    /// The keeping of a person's contacts ended.
    case keepEnd
    /// Everything about one person was written into a file, for a purpose; `document` is its hash, 64 hexadecimal
    /// digits.
    case export(purpose: String, document: String)
}

extension OperatorAction {
    /// The one form in which it is stored, but for who did it.
    var details: Details {
        switch self {
        case .block: ["action": "block"]
        case .unblock: ["action": "unblock"]
        case .budgetAdd(let amount): ["action": "budget_add", "amount": .money(amount)]
        case .linePause(let why, let releasesPort):
            ["action": "line_pause", "why": JSONValue(why), "release_port": .bool(releasesPort)]
        case .lineResume: ["action": "line_resume"]
        case .raidOn: ["action": "raid_on"]
        case .raidOff: ["action": "raid_off"]
        case .lineVerify: ["action": "line_verify"]
        case .lineVerifyVoice: ["action": "line_verify_voice"]
        case .voiceVerified: ["action": "voice_verified"]
        case .heartbeat(let receiver): ["action": "heartbeat", "to": .string(receiver)]
        case .reveal(let line, let since, let last):
            [
                "action": "reveal", "line": JSONValue(line), "since": JSONValue(since),
                "last": last.map { .count($0) } ?? .null,
            ]
        case .backup(let path): ["action": "backup", "path": .string(path)]
        case .recover(let kept, let isWhole):
            ["action": "recover", "kept": .string(kept), "whole": .bool(isWhole)]
        case .erase: ["action": "erase"]
        case .keep(let until): ["action": "keep", "until": .string(until)]
        case .keepEnd: ["action": "keep_end"]
        case .export(let purpose, let document):
            ["action": "export", "purpose": .string(purpose), "document": .string(document)]
        }
    }

    init?(_ details: Details) {
        switch details.text("action") {
        case "block": self = .block
        case "unblock": self = .unblock
        case "budget_add":
            guard let amount = details.money("amount") else { return nil }
            self = .budgetAdd(amount)
        case "line_pause":
            guard let releasesPort = details.flag("release_port") else { return nil }
            self = .linePause(why: details.text("why"), releasesPort: releasesPort)
        case "line_resume": self = .lineResume
        case "raid_on": self = .raidOn
        case "raid_off": self = .raidOff
        case "line_verify": self = .lineVerify
        case "line_verify_voice": self = .lineVerifyVoice
        case "voice_verified": self = .voiceVerified
        case "heartbeat":
            guard let receiver = details.text("to") else { return nil }
            self = .heartbeat(to: receiver)
        case "reveal":
            self = .reveal(line: details.text("line"), since: details.text("since"), last: details.count("last"))
        case "backup":
            guard let path = details.text("path") else { return nil }
            self = .backup(path: path)
        case "recover":
            guard let kept = details.text("kept"), let isWhole = details.flag("whole") else { return nil }
            self = .recover(kept: kept, isWhole: isWhole)
        case "erase": self = .erase
        case "keep":
            guard let until = details.text("until") else { return nil }
            self = .keep(until: until)
        case "keep_end": self = .keepEnd
        case "export":
            guard let purpose = details.text("purpose"), let document = details.text("document") else { return nil }
            self = .export(purpose: purpose, document: document)
        default: return nil
        }
    }
}

extension OperatorIdentity {
    /// The form in the details of an event, under the key `by`.
    var value: JSONValue { .object(["uid": .integer(Int64(uid)), "user": JSONValue(user)]) }

    init?(_ value: JSONValue?) {
        guard case .object(let parts)? = value, let uid = parts.integer("uid").flatMap(UInt32.init(exactly:))
        else { return nil }
        self.init(uid: uid, user: parts.text("user"))
    }
}
