/// The voice of a line in detail, beside ``VoiceState``: the sentence of `voice_detail` as a code with values.
public enum VoiceNotice: Hashable, Sendable {
    /// The line only hangs up on callers, so no speech path was searched.
    case hangsUp(CallMode)
    /// The line cannot speak.
    case cannotSpeak(VoiceFault)
    /// A person confirmed hearing the line.
    case verified(VoiceLimits)
    /// A caller has not heard the line since; the line's id is for the command that verifies the voice.
    case notHeard(VoiceFault, line: String, VoiceLimits)
    /// No call has verified the voice with this modem, firmware and SIM.
    case untested(line: String, VoiceLimits)
}

/// The limits of a working voice.
public struct VoiceLimits: Hashable, Sendable {
    /// The line only hangs up on callers (`calls`).
    public var onlyHangsUp: Bool
    /// The modem has no voice over LTE now: IMS is not registered.
    public var isOffIMS: Bool

    /// Makes limits.
    public init(onlyHangsUp: Bool = false, isOffIMS: Bool = false) {
        self.onlyHangsUp = onlyHangsUp
        self.isOffIMS = isOffIMS
    }
}

extension VoiceNotice: Codable {
    /// The canonical form in which it is stored and sent.
    public var json: JSONValue {
        switch self {
        case .hangsUp(let mode): .object(["code": "hangs_up", "calls": .word(mode)])
        case .cannotSpeak(let fault): .object(["code": "cannot_speak", "fault": fault.json])
        case .verified(let limits): .object(limits.values.and("code", "verified"))
        case .notHeard(let fault, let line, let limits):
            .object(limits.values.and("code", "not_heard").and("fault", fault.json).and("line", .string(line)))
        case .untested(let line, let limits):
            .object(limits.values.and("code", "unproved").and("line", .string(line)))
        }
    }

    private init?(json: JSONValue) {
        guard case .object(let values) = json else { return nil }
        let limits = VoiceLimits(
            onlyHangsUp: values.flag("only_hangs_up") ?? false, isOffIMS: values.flag("off_ims") ?? false)
        switch (values.text("code"), values.text("line"), VoiceFault(json: values["fault"])) {
        case ("hangs_up", _, _):
            guard let mode: CallMode = values.word("calls") else { return nil }
            self = .hangsUp(mode)
        case ("cannot_speak", _, let fault?): self = .cannotSpeak(fault)
        case ("verified", _, _): self = .verified(limits)
        case ("not_heard", let line?, let fault?): self = .notHeard(fault, line: line, limits)
        case ("unproved", let line?, _): self = .untested(line: line, limits)
        default: return nil
        }
    }

    /// Decodes a notice.
    public init(from decoder: any Decoder) throws {
        guard let notice = VoiceNotice(json: try JSONValue(ofKnownKindsFrom: decoder)) else {
            throw DecodingError.dataCorrupted(
                DecodingError.Context(codingPath: decoder.codingPath, debugDescription: "nothing about a voice"))
        }
        self = notice
    }

    /// Encodes the code and the values.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(json)
    }
}

extension VoiceLimits {
    fileprivate var values: [String: JSONValue] { ["only_hangs_up": .bool(onlyHangsUp), "off_ims": .bool(isOffIMS)] }
}
