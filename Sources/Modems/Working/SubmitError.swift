import Vocabulary

/// What a `+CMS ERROR` after the message body says about the message (3GPP TS 27.005 3.2.5, TS 24.011 8.2.3.2).
enum SubmitError {
    /// Errors of the modem and the network after which nothing was sent, so that a second try may succeed.
    private static let definite: Set<Int> = [
        41, 42, 47, 302, 303, 304, 310, 311, 312, 313, 314, 315, 316, 317, 318, 320, 321, 322, 330, 331,
    ]
    /// Causes in the ranges of ``isRefusal(_:)`` that leave the outcome open.
    private static let open: Set<Int> = [38, 111, 127, 197]

    /// The outcome for an error code; nil = the modem printed none.
    static func outcome(code: Int?) -> SubmitOutcome {
        guard let code else { return .unknown(fault: .answered(answer: "+CMS ERROR")) }
        let fault = ReplyFault.answered(answer: "+CMS ERROR: \(code)")
        if definite.contains(code) { return .definite(fault: fault, bodyWritten: true) }
        return isRefusal(code) ? .refused(fault: fault, bodyWritten: true) : .unknown(fault: fault)
    }

    /// RP causes (1-127) and TP failure causes (128-255) by which the network refused the message.
    private static func isRefusal(_ code: Int) -> Bool {
        (1...255).contains(code) && !open.contains(code)
    }
}
