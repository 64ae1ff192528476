import ATProtocol
import Vocabulary

extension Modem {
    /// The signal in dBm; nil when unknown.
    ///
    /// From `+CSQ` (3GPP TS 27.007 8.5) or, when that says 99 as it often does on LTE, from `+CESQ` (8.69).
    public func signal() async throws(ModemFault) -> Int? {
        let strength = try await attempt("AT+CSQ").flatMap { $0.lazy.compactMap { SignalQuality($0)?.dBm }.first }
        if let strength { return strength }
        return try await attempt("AT+CESQ").flatMap { $0.lazy.compactMap { ExtendedSignal($0)?.dBm }.first }
    }

    /// Whether the modem is registered with the IMS of its network, if it reports that.
    public func imsState() async throws(ModemFault) -> IMSState {
        for query in profile.imsQueries {
            guard let lines = try await attempt(query.command) else { continue }
            if let state = query.state(lines: lines) { return state }
        }
        return .unknown
    }
}

/// The answer to `AT+CESQ` (3GPP TS 27.007 8.69): rxlev, ber, rscp, ecno, rsrq, rsrp.
struct ExtendedSignal: Hashable {
    /// The power of the serving cell: LTE before 3G before 2G; nil when none is known.
    let dBm: Int?

    /// Reads a line `+CESQ: 99,99,255,255,20,48`; nil for any other line.
    init?(_ line: String) {
        let fields = ATFields(line)
        guard fields.name == "+CESQ" else { return nil }
        func power(_ position: Int, upTo last: Int, from lowest: Int) -> Int? {
            fields.number(position).flatMap { (0...last).contains($0) ? lowest + $0 : nil }
        }
        // 0 means below the first step: one dB less than it.
        dBm = power(5, upTo: 97, from: -141) ?? power(2, upTo: 96, from: -121) ?? power(0, upTo: 63, from: -111)
    }
}
