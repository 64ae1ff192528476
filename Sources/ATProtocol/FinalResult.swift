extension ATResult {
    /// Reads a final result; nil for any other line (V.250 5.7, 3GPP TS 27.007 clause 9, TS 27.005 3.2.5).
    ///
    /// `+CME ERROR:` and `MODEM ERROR:` with nothing after the colon are not final: the rest was lost, and the wait for
    /// the result continues.
    init?(finalLine line: String) {
        switch line.utf8.first {
        case UInt8(ascii: "O"), UInt8(ascii: "E"), UInt8(ascii: "C"), UInt8(ascii: "T"):
            switch line.trimmed {
            case "OK": self = .ok
            case "ERROR", "TOO MANY PARAMETERS": self = .error
            case "COMMAND NOT SUPPORT": self = .commandNotSupported
            default: return nil
            }
        case UInt8(ascii: "+"):
            if let text = line.rest(after: "+CME ERROR:"), !text.isEmpty {
                self = .cme(ErrorTexts.equipmentCode(text.trimmed))
            } else if let text = line.rest(after: "+CMS ERROR:"), !text.isEmpty {
                self = .cms(ErrorTexts.messageCode(text.trimmed))
            } else {
                return nil
            }
        case UInt8(ascii: "M"):
            guard let code = line.rest(after: "MODEM ERROR:"), code.trimmed.isDecimal else {
                return nil
            }
            self = .error
        default:
            return nil
        }
    }

    /// Reads a numeric final result, `0` or `4`, as after `ATV0` (V.250 6.2.6, table 1); nil for any other line.
    init?(number line: String) {
        switch line.trimmed {
        case "0": self = .ok
        case "4": self = .error
        default: return nil
        }
    }

    /// Reads the state of a call: the final result of a dial or answer command, otherwise an indication.
    init?(callLine line: String) {
        switch line.trimmed {
        case "NO CARRIER": self = .noCarrier
        case "BUSY": self = .busy
        case "NO ANSWER": self = .noAnswer
        case "NO DIALTONE", "NO DIAL TONE": self = .noDialtone
        case "CONNECT": self = .connect
        default:
            guard line.hasPrefix("CONNECT ") else {
                return nil
            }
            self = .connect
        }
    }
}

extension String {
    /// The text after a fixed prefix; nil when the text does not begin with it.
    func rest(after start: String) -> Substring? {
        hasPrefix(start) ? self[utf8.index(startIndex, offsetBy: start.utf8.count)...] : nil
    }
}
