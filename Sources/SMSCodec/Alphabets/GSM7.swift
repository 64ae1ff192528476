import Vocabulary

/// The GSM 7 bit alphabet between septets and text (3GPP TS 23.038 6.2.1).
enum GSM7 {
    static let escape: UInt8 = 0x1B

    /// Reads septets.
    ///
    /// An escape before a septet that is not in the single shift table yields that septet of the main table; an escape
    /// before an escape yields a space, an escape at the end nothing. An undefined position yields a space.
    static func text(of septets: some Collection<UInt8>, _ shift: UserDataHeader.LanguageShift? = nil) -> String {
        let main = NationalLanguage.lockingTable(shift?.locking)
        let single = NationalLanguage.singleTable(shift?.single)
        var utf8: [UInt8] = []
        utf8.reserveCapacity(septets.count * 2)
        var isEscaped = false
        for septet in septets {
            let index = Int(septet & 0x7F)
            if isEscaped {
                append(single[index] != 0 ? single[index] : main[index], to: &utf8)
                isEscaped = false
            } else if septet == escape {
                isEscaped = true
            } else {
                append(main[index], to: &utf8)
            }
        }
        return String(decoding: utf8, as: UTF8.self)
    }

    /// Reads one septet: a plain one, or the one after an escape.
    static func character(
        _ septet: UInt8, isEscaped: Bool, _ shift: UserDataHeader.LanguageShift?
    ) -> Unicode.Scalar {
        let index = Int(septet & 0x7F)
        let single = isEscaped ? NationalLanguage.singleTable(shift?.single)[index] : 0
        let scalar = single != 0 ? single : NationalLanguage.lockingTable(shift?.locking)[index]
        return Unicode.Scalar(scalar).flatMap { $0 == "\0" ? nil : $0 } ?? " "
    }

    /// Appends a scalar below U+10000 that is not a surrogate; 0 stands for no character.
    private static func append(_ scalar: UInt16, to utf8: inout [UInt8]) {
        switch scalar {
        case 0:
            utf8.append(UInt8(ascii: " "))
        case ..<0x80:
            utf8.append(UInt8(truncatingIfNeeded: scalar))
        case ..<0x800:
            utf8.append(0xC0 | UInt8(truncatingIfNeeded: scalar >> 6))
            utf8.append(0x80 | UInt8(truncatingIfNeeded: scalar & 0x3F))
        default:
            utf8.append(0xE0 | UInt8(truncatingIfNeeded: scalar >> 12))
            utf8.append(0x80 | UInt8(truncatingIfNeeded: scalar >> 6 & 0x3F))
            utf8.append(0x80 | UInt8(truncatingIfNeeded: scalar & 0x3F))
        }
    }
}

// MARK: Writing

extension GSM7 {
    /// The septets of a text in the default alphabet; throws `.unencodable` at the first character outside it.
    static func septets(of text: String, field: String) throws(PDUError) -> [UInt8] {
        var septets: [UInt8] = []
        septets.reserveCapacity(text.utf8.count)
        for (offset, scalar) in text.unicodeScalars.enumerated() {
            guard let code = code(of: scalar) else {
                throw PDUError(
                    .unencodable, field: field, offset: offset,
                    message: "U+\(hex(scalar)) is not in the GSM 7 bit default alphabet")
            }
            if code.isExtended { septets.append(escape) }
            septets.append(code.septet)
        }
        return septets
    }

    /// The place of a scalar in the default alphabet or its extension table.
    static func code(of scalar: Unicode.Scalar) -> (septet: UInt8, isExtended: Bool)? {
        scalar.value < defaultCodes.count ? unpacked(defaultCodes[Int(scalar.value)]) : nil
    }

    private static let absent: UInt16 = 0xFFFF
    private static let extended: UInt16 = 0x100

    private static func unpacked(_ code: UInt16) -> (septet: UInt8, isExtended: Bool)? {
        code == absent ? nil : (UInt8(truncatingIfNeeded: code), code & extended != 0)
    }

    /// The septet for each scalar value, with a flag when it needs an escape.
    private static let defaultCodes: [UInt16] = {
        let scalars = DefaultAlphabet.basic + DefaultAlphabet.extended
        var codes = [UInt16](repeating: absent, count: Int(scalars.max() ?? 0) + 1)
        for (septet, scalar) in DefaultAlphabet.extended.enumerated() where scalar != 0 {
            codes[Int(scalar)] = extended | UInt16(septet)
        }
        for (septet, scalar) in DefaultAlphabet.basic.enumerated() where scalar != 0 {
            codes[Int(scalar)] = UInt16(septet)
        }
        return codes
    }()

    private static func hex(_ scalar: Unicode.Scalar) -> String {
        scalar.value.hexadecimal(4, uppercase: true)
    }
}
