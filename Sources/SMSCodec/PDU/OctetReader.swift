import Vocabulary

/// A cursor over the octets of a PDU; every read past the end is an error that names its field.
struct OctetReader {
    let octets: [UInt8]
    private(set) var position = 0

    init(_ octets: [UInt8]) {
        self.octets = octets
    }

    var remaining: Int { octets.count - position }

    mutating func octet(_ field: @autoclosure () -> String) throws(PDUError) -> UInt8 {
        guard position < octets.count else { throw truncated(field(), wanted: 1) }
        defer { position += 1 }
        return octets[position]
    }

    mutating func take(_ count: Int, _ field: @autoclosure () -> String) throws(PDUError) -> ArraySlice<UInt8> {
        guard count <= remaining else { throw truncated(field(), wanted: count) }
        defer { position += count }
        return octets[position..<position + count]
    }

    private func truncated(_ field: String, wanted: Int) -> PDUError {
        PDUError(
            .truncated, field: field, offset: position,
            message: "needs \(wanted) more octet\(wanted == 1 ? "" : "s"), the PDU has \(remaining)")
    }
}
