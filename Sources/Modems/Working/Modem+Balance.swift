import ATProtocol
import SMSCodec
import Vocabulary

extension Modem {
    /// Asks the network's service menu (`+CUSD`, 3GPP TS 27.007 7.15); false when the modem refuses every form.
    ///
    /// Its text comes as an event, before the OK or long after it. It cannot call: `+CUSD` sends a text to the network and
    /// sets up no call, and a code that could be a number to call is none (``ServiceCode``).
    public func ask(network code: ServiceCode, usesOtherForm: Bool) async throws(ModemFault) -> Bool {
        for form in MenuForm.forms(packed: profile.packsServiceCodes != usesOtherForm, in: coding) {
            guard let command = form.command(code) else { continue }
            switch try await ask(command, timeout: 10_000) {
            // The answer to the command may come after the network's.
            case .answered, .unanswered: return true
            case .refused: continue
            }
        }
        return false
    }

    /// Ends a dialogue that the network left open.
    public func endNetworkDialogue() async throws(ModemFault) {
        _ = try await attempt("AT+CUSD=2", timeout: 10_000)
    }
}

/// How a modem wants the code of a service menu.
enum MenuForm: Hashable, Sendable {
    /// As it is, with the coding scheme 15, as the standard has it.
    case plain
    /// As it is, without a coding scheme.
    case bare
    /// In the modem's character set, where that is not readable.
    case coded(TextCoding)
    /// Packed septets in hexadecimal: the first sticks of Huawei.
    case packed

    /// The forms to try, until the modem takes one.
    static func forms(packed isPacked: Bool, in coding: TextCoding) -> [MenuForm] {
        let own: [MenuForm] = coding == .ucs2 || coding == .hexadecimal ? [.coded(coding)] : []
        return isPacked ? [.packed, .plain, .bare] : own + [.plain, .bare]
    }

    /// The command, with the code looked at once more; nil where it cannot be written so.
    func command(_ code: ServiceCode) -> String? {
        guard (try? ServiceCode(code.text)) == code else { return nil }
        return switch self {
        case .plain: "AT+CUSD=1,\"\(code.text)\",15"
        case .bare: "AT+CUSD=1,\"\(code.text)\""
        case .coded(.ucs2):
            "AT+CUSD=1,\"\(Self.digits(code.text.utf16.flatMap { [UInt8($0 >> 8), UInt8($0 & 0xFF)] }))\",15"
        case .coded: "AT+CUSD=1,\"\(Self.digits(Array(code.text.utf8)))\",15"
        case .packed: PackedText.octets(of: code.text).map { "AT+CUSD=1,\"\(Self.digits($0))\",15" }
        }
    }

    private static func digits(_ octets: [UInt8]) -> String {
        octets.map { UInt32($0).hexadecimal(2, uppercase: true) }.joined()
    }
}
