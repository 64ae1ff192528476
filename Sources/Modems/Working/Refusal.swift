import ATProtocol

/// What a refused command says about the modem, judged by its code alone.
enum Refusal: Hashable, Sendable {
    /// Not yet: the SIM or the message store is still starting; the same command works in a while.
    case starting
    /// Never: this modem does not know the command, or not in this form.
    case unsupported
    /// Unclear: `ERROR`, and codes that manufacturers use for either.
    case unclear
}

/// Which refusals stop the set-up, so that it is repeated after a second.
public enum SetUpRetry: Hashable, Sendable {
    /// Those that may mean that the message store is still starting.
    case unclear
    /// Those that state that the message store is still starting.
    case starting
    /// None: the modem is used without the setting that it refuses.
    case none

    func waits(for refusal: Refusal) -> Bool {
        switch refusal {
        case .starting: self != .none
        case .unclear: self == .unclear
        case .unsupported: false
        }
    }
}

extension ATResult {
    /// What the refusal means (3GPP TS 27.005 3.2.5, 27.007 9.2).
    var refusal: Refusal {
        switch self {
        case .commandNotSupported, .cms(303), .cme(4): .unsupported
        // 14 and 314: SIM busy. 512 and above are the manufacturer's: `please wait`, `not ready`.
        case .cme(14), .cms(314): .starting
        case .cms(let code?) where code >= 512: .starting
        case .cme(let code?) where code >= 512: .starting
        default: .unclear
        }
    }
}
