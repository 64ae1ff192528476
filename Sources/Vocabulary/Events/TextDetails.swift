/// The details of `sms_received` beside the text.
public struct TextDetails: Hashable, Sendable {
    /// The time of the network (TP-SCTS, 3GPP TS 23.040 9.2.3.11), RFC 3339 with its own offset.
    public var networkTime: String?
    /// How far the clock of its service centre is behind, in minutes.
    public var clockBehindMinutes: Int?
    /// Its message class, 0 to 3 (3GPP TS 23.038 4).
    public var messageClass: Int?
    /// TP-ST of a status report (3GPP TS 23.040 9.2.3.15).
    public var status: Int?
    /// The numbers of the parts that did not come, ascending.
    public var missingParts: [Int] = []
    /// The `seq` of the text that these parts complete; they came too late for it.
    public var completes: Int64?
    /// Why it could not be decoded.
    public var error: DecodeFault?
    /// It holds the code of `line verify`.
    public var isVerification = false
    /// One of our own lines sent it, to prove both.
    public var isHeartbeat = false

    /// Makes empty details.
    public init(networkTime: String? = nil, error: DecodeFault? = nil) {
        self.networkTime = networkTime
        self.error = error
    }
}

extension TextDetails {
    /// The one form in which they are stored.
    var details: Details {
        Details([
            "network_time": networkTime.map { .string($0) },
            "clock_behind_minutes": clockBehindMinutes.map { .count($0) },
            "class": messageClass.map { .count($0) }, "status": status.map { .count($0) },
            "parts_missing": missingParts.isEmpty ? nil : PartNumbers.stored(missingParts),
            "completes": completes.map { .integer($0) }, "error": error?.stored,
            "verification": .flag(isVerification), "heartbeat": .flag(isHeartbeat),
        ])
    }

    init(_ details: Details) {
        networkTime = details.text("network_time")
        clockBehindMinutes = details.count("clock_behind_minutes")
        messageClass = details.count("class")
        status = details.count("status")
        missingParts = details["parts_missing"].flatMap(PartNumbers.numbers) ?? []
        completes = details.integer("completes")
        error = DecodeFault(json: details["error"])
        isVerification = details.flag("verification") ?? false
        isHeartbeat = details.flag("heartbeat") ?? false
    }
}

/// Stored with each part of a long message that is not complete.
extension TextDetails: Codable {
    /// Reads the stored form.
    public init(from decoder: any Decoder) throws {
        self.init(try Details(from: decoder))
    }

    /// Writes the stored form.
    public func encode(to encoder: any Encoder) throws {
        try details.encode(to: encoder)
    }
}
