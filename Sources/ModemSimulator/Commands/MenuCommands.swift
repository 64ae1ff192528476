import SMSCodec

// The network's service menu (27.007 7.15).
extension ModemMachine {
    mutating func menu(_ request: Request) -> Answer {
        guard request.form == .set else { return .line(request.form == .test ? "+CUSD: (0-2)" : "+CUSD: 0") }
        if request.number(0) == 2 {
            menuIsOpen = false
            return .ok
        }
        guard request.has(1), let code = request.text(1) else { return .ok }
        guard registration.hasService else { return .cme(30) }
        // Sticks that want packed septets send what they get, which no network understands.
        if profile.packsMenuCodes, !code.allSatisfy(\.isHexDigit) {
            start(.unsolicitedLines(["+CUSD: 4"]), after: settings.menuDelay)
            return .ok
        }
        var lines: [String] = []
        if faults.take(.menuEndFirst) { lines.append("+CUSD: 2") }
        if let text = settings.menuText {
            menuIsOpen = settings.menuStatus == 1
            lines.append(faults.take(.menuTextLost) ? "+CUSD: \(settings.menuStatus)" : menuLine(text))
        }
        if faults.take(.menuBeforeOK) {
            lines.forEach { say($0) }
        } else {
            start(.unsolicitedLines(lines), after: settings.menuDelay)
        }
        return .ok
    }

    private mutating func menuLine(_ text: String) -> String {
        let form = faults.take { if case .menuText(let form) = $0 { form } else { nil } }
        let units = text.utf16.flatMap { [UInt8($0 >> 8), UInt8($0 & 0xFF)] }
        let (printed, scheme): (String, Int) =
            switch form {
            case .ucs2?: (Self.digits(units), 72)
            case .ucs2Unnamed?: (Self.digits(units), 15)
            case .octets?: (Self.digits(Array(text.utf8)), 15)
            case .packed?: (Self.digits(PackedText.octets(of: text) ?? []), 15)
            case nil where profile.packsMenuCodes: (Self.digits(PackedText.octets(of: text) ?? []), 15)
            case nil: (TextForm.encode(text, charset: session.charset), 15)
            }
        return "+CUSD: \(settings.menuStatus),\"\(printed)\",\(scheme)"
    }

    private static func digits(_ octets: [UInt8]) -> String {
        octets.map { octet in
            let digits = String(octet, radix: 16, uppercase: true)
            return digits.utf8.count == 1 ? "0" + digits : digits
        }.joined()
    }
}
