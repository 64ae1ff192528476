import Foundation

/// The PDUs of one message in a column: a single one as it is, several each preceded by its length.
enum StoredPDUs {
    /// No PDU begins with this octet: the first one is the length of the service centre address, at most twelve (3GPP
    /// TS 23.040 9.1.2.5).
    private static let multiplePDUMark: UInt8 = 0xFF

    /// What is stored; nil when there is none.
    static func octets(of pdus: [[UInt8]]) -> Data? {
        guard let first = pdus.first else { return nil }
        if pdus.count == 1, first.first != multiplePDUMark { return Data(first) }
        var octets = Data([multiplePDUMark])
        for pdu in pdus {
            octets.append(contentsOf: [UInt8(pdu.count >> 8 & 0xFF), UInt8(pdu.count & 0xFF)])
            octets.append(contentsOf: pdu)
        }
        return octets
    }

    /// What ``octets(of:)`` stored; a message that could not be decoded may begin with anything.
    static func pdus(in stored: Data?) -> [[UInt8]] {
        guard let stored else { return [] }
        guard stored.first == multiplePDUMark else { return [Array(stored)] }
        var (rest, pdus) = (Array(stored.dropFirst())[...], [[UInt8]]())
        while rest.count >= 2 {
            let count = Int(rest[rest.startIndex]) << 8 | Int(rest[rest.startIndex + 1])
            guard rest.count >= 2 + count else { return [Array(stored)] }
            pdus.append(Array(rest.dropFirst(2).prefix(count)))
            rest = rest.dropFirst(2 + count)
        }
        return rest.isEmpty ? pdus : [Array(stored)]
    }
}
