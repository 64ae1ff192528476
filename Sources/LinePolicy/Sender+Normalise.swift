import Vocabulary

extension Sender {
    /// Reads the address of a text or a caller as the network gave it, in the country of the line.
    ///
    /// National forms become E.164; what cannot be read keeps its characters and is never answered. Whatever the input,
    /// the ``key`` holds no control character, so it survives storage, and only a ``number(_:)`` can look like one.
    public init(address: String, kind type: TypeOfNumber, lineCountry: Country) {
        let text = AddressText(address)
        guard !text.visible.isEmpty else {
            self = .withheld
            return
        }
        if type == .alphanumeric || text.hasLetters {
            // Quotes tell a name that poses as a number from that number.
            self = .name(text.posesAsNumber ? "\"\(text.visible)\"" : text.visible)
        } else if let digits = text.digits {
            self = Sender(digits: digits, isInternational: text.hasPlus || type == .international, in: lineCountry)
        } else {
            self = .other(text.dialled.isEmpty ? text.visible : text.dialled)
        }
    }

    private init(digits: String, isInternational: Bool, in country: Country) {
        if isInternational {
            self = Self.isE164(digits) ? .number("+" + digits) : .other("+" + digits)
        } else if let number = Self.number(dialled: digits, in: country) {
            self = .number(number)
        } else {
            self = digits.utf8.count <= 8 ? .shortCode(digits) : .other(digits)
        }
    }

    /// The E.164 number that these digits reach when they are dialled in `country`.
    private static func number(dialled digits: String, in country: Country) -> String? {
        let code = country.callingCode
        if digits.hasPrefix(country.dialPrefix) {
            let international = digits.dropFirst(country.dialPrefix.count)
            return isE164(international) ? "+" + international : nil
        }
        let national = digits.hasPrefix(country.trunkPrefix) ? digits.dropFirst() : digits[...]
        if NumberingPlan.isFull(national, of: code) { return "+" + code + national }
        // Some networks leave out the type of number and give the country code all the same.
        if digits.hasPrefix(code), NumberingPlan.isFull(digits.dropFirst(code.count), of: code) { return "+" + digits }
        return nil
    }

    /// ITU-T E.164 6: at most 15 digits, no country code begins with 0.
    ///
    /// No full number anywhere has fewer than 7.
    private static func isE164(_ digits: some StringProtocol) -> Bool {
        (7...15).contains(digits.utf8.count) && digits.first != "0"
    }
}

/// An address seen as what may be dialled and what may not.
private struct AddressText {
    /// The address without white space around it, control characters replaced.
    let visible: String
    /// ``visible`` without the characters that only group digits.
    let dialled: String

    init(_ address: String) {
        var scalars = address.unicodeScalars.map {
            $0.properties.generalCategory == .control && !$0.properties.isWhitespace ? "\u{FFFD}" : $0
        }
        while scalars.last?.properties.isWhitespace == true { scalars.removeLast() }
        let rest = scalars.drop { $0.properties.isWhitespace }
        var visible = String.UnicodeScalarView()
        var dialled = String.UnicodeScalarView()
        for scalar in rest {
            visible.append(scalar.properties.generalCategory == .control ? " " : scalar)
            if !scalar.properties.isWhitespace, !"-.()/".unicodeScalars.contains(scalar) { dialled.append(scalar) }
        }
        self.visible = String(visible)
        self.dialled = String(dialled)
    }

    var hasPlus: Bool { dialled.utf8.first == UInt8(ascii: "+") }

    /// The ASCII digits, with or without one `+` before them; nil when there is anything else.
    var digits: String? {
        let rest = hasPlus ? dialled.dropFirst() : dialled[...]
        return !rest.isEmpty && rest.utf8.allSatisfy(Self.isDigit) ? String(rest) : nil
    }

    /// Letters other than those that digits may be dialled with (pause, wait, and the DTMF keys a to d).
    var hasLetters: Bool {
        let letters = dialled.unicodeScalars.filter(\.properties.isAlphabetic)
        guard !letters.isEmpty else { return false }
        let isDialString = dialled.utf8.contains(where: Self.isDigit)
        return !isDialString || !letters.allSatisfy("abcdpwABCDPW".unicodeScalars.contains)
    }

    var posesAsNumber: Bool { hasPlus && digits != nil }

    private static func isDigit(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
    }
}
