/// The answer to `AT+CSQ` (3GPP TS 27.007 clause 8.5).
public struct SignalQuality: Sendable, Hashable {
    /// The modem's own scale: 0 to 31, 100 to 191 for TD-SCDMA; 99 and 199 mean unknown.
    public let rssi: Int
    /// The bit error class from 0 to 7; nil when it is not known.
    public let bitErrors: Int?

    /// The field strength in dBm; nil when it is not known.
    public var dBm: Int? {
        Self.dBm(rssi: rssi)
    }

    /// Reads a line `+CSQ: 17,99`; nil for any other line.
    public init?(_ line: some StringProtocol) {
        let line = ATFields(line)
        guard line.name == "+CSQ", let rssi = line.number(0) else {
            return nil
        }
        self.rssi = rssi
        self.bitErrors = line.number(1).flatMap { (0...7).contains($0) ? $0 : nil }
    }

    /// The dBm of a value of the scale; nil when it means unknown or is outside the scale.
    static func dBm(rssi: Int) -> Int? {
        switch rssi {
        case 0...31: -113 + 2 * rssi
        case 100...191: -116 + (rssi - 100)
        default: nil
        }
    }
}
