import Foundation
import Vocabulary

/// The rest of a recorded part while others are missing: a few octets, whose first one differs from that of stored
/// JSON.
///
/// 1, the national tables (255 = none), the length of the alphabet's name, the name, the elements.
enum NeighbourPart {
    private static let mark: UInt8 = 1
    private static let none: UInt8 = 0xFF

    static func stored(_ content: PartContent) -> Data {
        let name = Array(content.alphabet.text.utf8.prefix(32))
        return Data(
            [mark, content.locking ?? none, content.single ?? none, UInt8(name.count)] + name + content.elements)
    }

    /// The content; nil = this is something else.
    static func content(_ octets: Data) -> PartContent? {
        let octets = [UInt8](octets)
        guard octets.count >= 4, octets[0] == mark, octets.count >= 4 + Int(octets[3]) else { return nil }
        let name = octets[4..<4 + Int(octets[3])]
        return PartContent(
            alphabet: Word(String(decoding: name, as: UTF8.self)), elements: Array(octets[(4 + name.count)...]),
            locking: octets[1] == none ? nil : octets[1], single: octets[2] == none ? nil : octets[2])
    }
}
