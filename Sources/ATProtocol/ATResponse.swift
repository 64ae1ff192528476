/// The whole answer to one command.
public struct ATResponse: Sendable, Hashable {
    /// How the command ended.
    public var result: ATResult
    /// The information lines, without echo, indications and the final result.
    public var lines: [String]
    /// The body of the command was written, so the network may have the message.
    public var bodyWasWritten: Bool
    /// A line, or the whole answer, was longer than the bound and is incomplete.
    public var isTruncated: Bool
    /// The final result as the modem printed it; nil when no final result came.
    public var finalLine: String?

    /// Makes an answer.
    public init(
        result: ATResult, lines: [String] = [], bodyWasWritten: Bool = false, isTruncated: Bool = false,
        finalLine: String? = nil
    ) {
        self.result = result
        self.lines = lines
        self.bodyWasWritten = bodyWasWritten
        self.isTruncated = isTruncated
        self.finalLine = finalLine
    }
}

/// How a command ended.
public enum ATResult: Sendable, Hashable {
    /// `OK`.
    case ok
    /// `ERROR`, or a manufacturer's `MODEM ERROR: n`: the reason is unknown.
    case error
    /// `COMMAND NOT SUPPORT`.
    case commandNotSupported
    /// `+CME ERROR` (3GPP TS 27.007 clause 9.2); nil for a text that the clause does not list.
    case cme(Int?)
    /// `+CMS ERROR` (3GPP TS 27.005 clause 3.2.5); nil for a text that the clause does not list.
    case cms(Int?)
    /// `CONNECT`.
    case connect
    /// `NO CARRIER`.
    case noCarrier
    /// `BUSY`.
    case busy
    /// `NO ANSWER`.
    case noAnswer
    /// `NO DIALTONE`.
    case noDialtone
    /// No prompt came in time; ESC was written, the body was not.
    case promptMissing
    /// No final result came in time.
    case timedOut
    /// The one line of the answer came but no final result: the answer is complete.
    ///
    /// A final result may still come late, so the dialogue is desynchronised as after `timedOut`.
    case unfinished
    /// The port went away.
    case portLost
}

extension ATResult {
    /// Whether the result says that the SIM is missing, locked or broken (3GPP TS 27.005 3.2.5, 27.007 9.2).
    var isOfSIM: Bool {
        switch self {
        case .cms(let code?): (310...316).contains(code)
        case .cme(let code?): (10...15).contains(code)
        default: false
        }
    }
}
