/// Reads bytes as UTF-8, and as Latin-1 when they are not valid UTF-8, so that no byte is ever lost.
func decodedText(_ bytes: [UInt8]) -> String {
    if let text = String(validating: bytes, as: UTF8.self) {
        return text
    }
    var text = ""
    text.unicodeScalars.append(contentsOf: bytes.lazy.map { Unicode.Scalar($0) })
    return text
}

extension StringProtocol {
    /// The text without spaces and tabs at both ends.
    var trimmed: SubSequence {
        let bytes = utf8
        var start = startIndex
        var end = endIndex
        while start < end, bytes[start].isBlank {
            start = bytes.index(after: start)
        }
        while end > start {
            // Not by characters: a blank with a combining mark would move the end past the start.
            let last = unicodeScalars.index(before: end)
            guard bytes[last].isBlank else {
                break
            }
            end = last
        }
        return self[start..<end]
    }

    /// The value of a text made of decimal digits only, with a leading minus sign allowed; nil when it does not fit.
    var decimal: Int? {
        utf8.first == UInt8(ascii: "+") ? nil : Int(self)
    }

    /// The value of a text made of hexadecimal digits only.
    var hexadecimal: Int? {
        isHexadecimal ? Int(self, radix: 16) : nil
    }

    /// Whether the text is made of hexadecimal digits, at least one.
    var isHexadecimal: Bool {
        !utf8.isEmpty && utf8.allSatisfy { $0.hexadecimalValue != nil }
    }

    /// Whether the text is made of decimal digits, at least one.
    var isDecimal: Bool {
        !utf8.isEmpty && utf8.allSatisfy { $0.isDecimalDigit }
    }

    /// The text of hexadecimal UCS-2 code units; nil when it is not made of whole units.
    ///
    /// U+FFFF is unwritten modem memory: the text ends there.
    var hexadecimalUCS2: String? {
        guard utf8.count.isMultiple(of: 4), isHexadecimal else {
            return nil
        }
        var units: [UInt16] = []
        var unit: UInt16 = 0
        for (position, byte) in utf8.enumerated() {
            unit = unit << 4 | UInt16(byte.hexadecimalValue ?? 0)
            if position % 4 == 3 {
                if unit == 0xFFFF {
                    break
                }
                units.append(unit)
                unit = 0
            }
        }
        return String(decoding: units, as: UTF16.self)
    }
}

extension UInt8 {
    var isBlank: Bool {
        self == 0x20 || self == 0x09
    }

    var isDecimalDigit: Bool {
        (0x30...0x39).contains(self)
    }

    var isASCIILetter: Bool {
        (0x41...0x5A).contains(self & 0xDF)
    }

    var hexadecimalValue: UInt8? {
        if isDecimalDigit {
            return self - 0x30
        }
        let upper = self & 0xDF
        return (0x41...0x46).contains(upper) ? upper - 0x37 : nil
    }
}
