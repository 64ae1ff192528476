import Foundation

/// How one answered call went, and what its caller heard.
public struct VoiceRecord: Sendable, Hashable {
    /// The caller; nil when withheld.
    public let number: String?
    /// When it was answered; nil in the empty record of a modem that has answered nothing.
    public let answeredAt: Date?
    /// When it ended; nil during the call.
    public internal(set) var endedAt: Date?
    /// Its length; nil during the call.
    public internal(set) var callSeconds: Double?

    /// Whether the modem's sound is switched on and goes to this call now.
    public internal(set) var isAudioOn = false
    /// Milliseconds from the answer to the first switching on.
    public internal(set) var audioOnAt: Int?
    /// Milliseconds from the answer to the last switching off, or to the end.
    public internal(set) var audioOffAt: Int?
    /// From switching on to the first octet from the host.
    public internal(set) var firstOctetAfterAudioOn: Duration?

    /// Samples a second of the port: 8000, or 16000 after `AT+CPCMFRM=1`.
    public internal(set) var sampleRate = 8000
    /// What the caller heard from the port since sound was on, 20 ms at a time, silence included; at most 120 s.
    public internal(set) var heard: [Int16] = []

    /// Octets that the modem accepted from the port while sound was on.
    public internal(set) var octetsTaken = 0
    /// Octets that found no room and were dropped (``SimulatedFault/audioOverflows``).
    public internal(set) var overflowOctets = 0
    /// Silence inserted for missing octets, from the first octet until sound is off or the host closes the port.
    public internal(set) var underrunMilliseconds = 0
    /// The longest such silence that was followed by more sound.
    public internal(set) var longestGapMilliseconds = 0
    /// The most sound not yet heard by the caller, in the modem's buffer and unread in the port.
    public internal(set) var maximumAhead = 0
    /// Octets that the caller never heard because sound was switched off or the call ended first.
    public internal(set) var unplayedOctets = 0
    /// Octets that came while no sound was on, during this call or after it.
    public internal(set) var strayOctets = 0

    static let longestHeard = 120
}
