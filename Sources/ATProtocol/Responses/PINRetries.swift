/// How many wrong entries the SIM still allows.
///
/// `+CPINR` is 3GPP TS 27.007 clause 8.65; `+SPIC` is SIMCom's, `+QPINC` Quectel's, `^CPIN` Huawei's, `+ZPINPUK` ZTE's,
/// `+CPINC` Sierra's, `+UPINCNT` u-blox', `^SPIC` Cinterion's for the code that was queried, here the PIN, `#PCT`
/// Telit's, which counts the tries for the code that the SIM wants now, so it is sent only while that is the PIN.
public struct PINRetries: Sendable, Hashable {
    /// Tries left for the PIN; nil when the answer does not say.
    public private(set) var pin: Int?
    /// Tries left for the PUK; nil when the answer does not say.
    public private(set) var puk: Int?

    /// Reads the information lines of any of these commands; nil when no line says anything about PIN or PUK.
    public init?(lines: [String]) {
        for line in lines {
            take(ATFields(line))
        }
        if pin == nil, puk == nil {
            return nil
        }
    }

    private mutating func take(_ line: ATFields) {
        switch line.name {
        case "+CPINR":
            switch line.text(0)?.uppercased() {
            case "SIM PIN": pin = tries(line, 1)
            case "SIM PUK": puk = tries(line, 1)
            default: break
            }
        case "#PCT", "^SPIC":
            pin = tries(line, 0)
        case "+CPINC", "+UPINCNT":
            pin = tries(line, 0)
            puk = tries(line, 2)
        case "+SPIC", "+ZPINPUK":
            pin = tries(line, 0)
            puk = tries(line, 1)
        case "+QPINC" where line.text(0)?.uppercased() == "SC":
            pin = tries(line, 1)
            puk = tries(line, 2)
        case "^CPIN":
            puk = tries(line, 2)
            pin = tries(line, 3)
        default:
            break
        }
    }

    private func tries(_ line: ATFields, _ position: Int) -> Int? {
        line.number(position).flatMap { (0...99).contains($0) ? $0 : nil }
    }
}
