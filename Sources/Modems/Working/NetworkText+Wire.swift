import ATProtocol
import SMSCodec
import Vocabulary

extension NetworkText {
    /// What a `+CUSD` of the modem says, in every way in which it can be read.
    ///
    /// The coding scheme names the alphabet, but many modems print UCS-2, octets or packed septets in hexadecimal whatever
    /// it says, and some print septets as they are.
    init(_ message: USSDMessage) {
        let stage: Stage =
            switch message.status {
            case 1: .waits
            case 2, 3, 4: .refused
            case 5: .timedOut
            default: .over
            }
        self.init(stage: stage, readings: message.text.map { Self.readings($0, message) } ?? [])
    }

    private static func readings(_ text: String, _ message: USSDMessage) -> [String] {
        if text.utf8.contains(where: { $0 < 0x20 && $0 != 0x0A && $0 != 0x0D }), text.utf8.allSatisfy({ $0 < 0x80 }) {
            return [PackedText.text(ofSeptets: Array(text.utf8)), text]
        }
        let octets = Hex.octets(orBytesOf: text)
        guard text.utf8.count >= 4, octets.count * 2 == text.utf8.count else { return [text] }
        var readings: [String] = []
        let units = message.readableText ?? text
        // The scheme says so.
        if units != text { readings.append(units) }
        if octets.count.isMultiple(of: 2), let ucs2 = ucs2(octets), !readings.contains(ucs2) { readings.append(ucs2) }
        // Digits alone may be an amount.
        let isSurelyHexadecimal = text.utf8.count >= 20 || text.contains { $0.isLetter }
        if isSurelyHexadecimal {
            if octets.allSatisfy({ (0x20..<0x7F).contains($0) || $0 == 0x0A || $0 == 0x0D }) {
                readings.append(String(decoding: octets, as: UTF8.self))
            }
            let packed = PackedText.text(of: octets)
            if isText(packed) { readings.append(packed) }
        }
        return readings + [text]
    }

    /// UCS-2 that is text: a few neighbouring scripts, and no control characters.
    private static func ucs2(_ octets: [UInt8]) -> String? {
        let units = stride(from: 0, to: octets.count, by: 2).map { UInt16(octets[$0]) << 8 | UInt16(octets[$0 + 1]) }
        let blocks = Set(units.map { $0 >> 8 })
        guard blocks.count <= 4, blocks.contains(0) || units.count > 8 else { return nil }
        let text = String(decoding: units, as: UTF16.self)
        return isText(text) ? text : nil
    }

    private static func isText(_ text: String) -> Bool {
        !text.isEmpty
            && text.unicodeScalars.allSatisfy {
                $0 == "\n" || $0 == "\r" || ($0.value >= 0x20 && !(0x7F..<0xA0).contains($0.value) && $0 != "\u{FFFD}")
            }
    }
}
