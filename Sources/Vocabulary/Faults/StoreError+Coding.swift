extension StoreError {
    /// The code, which programs use.
    public var code: String { form.code }
    /// The values by their names.
    public var values: [String: JSONValue] { form.values }

    private var form: (code: String, values: [String: JSONValue]) {
        switch self {
        case .folderUnusable(let path, let answer):
            ("folder_unusable", ["path": .string(path), "answer": .string(answer)])
        case .notAFolder(let path): ("not_a_folder", ["path": .string(path)])
        case .fileRefused(let path, let file, let answer):
            ("file_refused", ["path": .string(path), "file": .word(file), "answer": .string(answer)])
        case .noRoom(let path, let file): ("no_room", ["path": .string(path), "file": .word(file)])
        case .unreachable(let path, let answer): ("unreachable", ["path": .string(path), "answer": .string(answer)])
        case .notPermitted(let path, let answer):
            ("not_permitted", ["path": .string(path), "answer": .string(answer)])
        case .heldByAnother(let pid, let folder):
            ("held_by_another", ["pid": pid.map { .count($0) } ?? .null, "folder": .string(folder)])
        case .noRoomForCopy(let octets): ("no_room_for_copy", ["octets": .integer(octets)])
        case .secretFile(let path, let fault): ("secret_file", fault.values.and("path", .string(path)))
        case .noDatabase(let path): ("no_database", ["path": .string(path)])
        case .newerVersion: ("newer_version", [:])
        case .olderVersion: ("older_version", [:])
        case .foreignDatabase(let path): ("foreign_database", ["path": .string(path)])
        case .checkFailed(let answer): ("check_failed", ["answer": .string(answer)])
        case .damaged(let answer): ("damaged", ["answer": .string(answer)])
        case .unreadableValue(let type): ("unreadable_value", ["type": .string(type)])
        case .unknownEvent(let seq): ("unknown_event", ["seq": .integer(seq)])
        case .unknownManner: ("unknown_manner", [:])
        case .unknownReplyState: ("unknown_reply_state", [:])
        case .keyMissing(let path, let isOther, let lost, let mark):
            (
                "key_missing",
                ["path": .string(path), "other": .bool(isOther), "lost": .string(lost), "mark": .string(mark)]
            )
        case .heartbeatNotPlanned: ("heartbeat_not_planned", [:])
        case .diskFull(let answer): ("disk_full", ["answer": .string(answer)])
        case .unusable(let answer): ("unusable", ["answer": .string(answer)])
        case .busy(let answer): ("busy", ["answer": .string(answer)])
        case .refused(let answer, let code): ("refused", ["answer": .string(answer), "result": .count(code)])
        case .failed(let answer): ("failed", ["answer": .string(answer)])
        case .noResult: ("no_result", [:])
        case .closed: ("closed", [:])
        case .unknownPerson: ("unknown_person", [:])
        case .personKept: ("person_kept", [:])
        case .unknownSender: ("unknown_sender", [:])
        case .keepNotStored: ("keep_not_stored", [:])
        case .notASenderID: ("not_a_sender_id", [:])
        case .unknownSenderID(let id): ("unknown_sender_id", ["sender_id": .string(id)])
        case .unusableAmount: ("unusable_amount", [:])
        case .legacy(let words): ("told", ["words": .string(words)])
        }
    }

    /// An error from its code and its values.
    public init?(code: String, values: [String: JSONValue]) {
        guard let error = Self.simple[code] ?? Self.file(code, values) ?? Self.answered(code, values) else {
            return nil
        }
        self = error
    }

    private static let simple: [String: StoreError] = {
        let all: [StoreError] = [
            .newerVersion, .olderVersion, .unknownManner, .unknownReplyState, .heartbeatNotPlanned,
            .noResult,
            .closed, .unknownPerson, .unknownSender, .personKept, .keepNotStored, .notASenderID, .unusableAmount,
        ]
        return Dictionary(uniqueKeysWithValues: all.map { ($0.code, $0) })
    }()

    private static func file(_ code: String, _ values: [String: JSONValue]) -> StoreError? {
        if code == "held_by_another" {
            return values.text("folder").map { .heldByAnother(pid: values.count("pid"), folder: $0) }
        }
        guard let path = values.text("path") else { return nil }
        let (answer, file): (String?, RefusedFile?) = (values.text("answer"), values.word("file"))
        return switch code {
        case "folder_unusable": answer.map { .folderUnusable(path: path, answer: $0) }
        case "not_a_folder": .notAFolder(path: path)
        case "file_refused": answer.flatMap { answer in file.map { .fileRefused(path: path, $0, answer: answer) } }
        case "no_room": file.map { .noRoom(path: path, $0) }
        case "unreachable": answer.map { .unreachable(path: path, answer: $0) }
        case "not_permitted": answer.map { .notPermitted(path: path, answer: $0) }
        case "secret_file": SecretFileFault(values).map { .secretFile(path: path, $0) }
        case "no_database": .noDatabase(path: path)
        case "key_missing":
            values.flag("other").flatMap { other in
                values.text("lost").map {
                    .keyMissing(path: path, isOther: other, lost: $0, mark: values.text("mark") ?? "")
                }
            }
        case "foreign_database": .foreignDatabase(path: path)
        default: nil
        }
    }

    private static func answered(_ code: String, _ values: [String: JSONValue]) -> StoreError? {
        let answer = values.text("answer")
        return switch code {
        case "check_failed": answer.map { .checkFailed(answer: $0) }
        case "damaged": answer.map { .damaged(answer: $0) }
        case "disk_full": answer.map { .diskFull(answer: $0) }
        case "unusable": answer.map { .unusable(answer: $0) }
        case "busy": answer.map { .busy(answer: $0) }
        case "refused": answer.flatMap { answer in values.count("result").map { .refused(answer: answer, code: $0) } }
        case "failed": answer.map { .failed(answer: $0) }
        case "no_room_for_copy": values.integer("octets").map { .noRoomForCopy(octets: $0) }
        case "unreadable_value": values.text("type").map { .unreadableValue(type: $0) }
        case "unknown_event": values.integer("seq").map { .unknownEvent(seq: $0) }
        case "unknown_sender_id": values.text("sender_id").map { .unknownSenderID($0) }
        case "told": values.text("words").map { .legacy($0) }
        default: nil
        }
    }
}

extension SecretFileFault {
    fileprivate var values: [String: JSONValue] {
        switch self {
        case .link: ["reason": "link"]
        case .length(let isMore, let wanted): ["reason": "length", "more": .bool(isMore), "wanted": .count(wanted)]
        case .exists: ["reason": "exists"]
        case .notAFile: ["reason": "not_a_file"]
        case .otherUser(let uid): ["reason": "other_user", "uid": .count(uid)]
        case .open(let mode): ["reason": "open", "mode": .count(mode)]
        }
    }

    fileprivate init?(_ values: [String: JSONValue]) {
        switch values.text("reason") {
        case "link": self = .link
        case "length":
            guard let isMore = values.flag("more"), let wanted = values.count("wanted") else { return nil }
            self = .length(isMore: isMore, wanted: wanted)
        case "exists": self = .exists
        case "not_a_file": self = .notAFile
        case "other_user":
            guard let uid = values.count("uid") else { return nil }
            self = .otherUser(uid: uid)
        case "open":
            guard let mode = values.count("mode") else { return nil }
            self = .open(mode: mode)
        default: return nil
        }
    }
}
