/// A text of the network's service menu (`+CUSD`, 3GPP TS 27.007 7.15).
public struct NetworkText: Hashable, Sendable {
    /// The state of the dialogue after it.
    public enum Stage: Hashable, Sendable {
        /// It is over: 0, or a value outside the standard.
        case over
        /// The network waits for an answer: 1.
        case waits
        /// The network ended it, another program has it, or it is not supported: 2, 3, 4.
        case refused
        /// The network did not answer in time: 5.
        case timedOut
    }

    /// The state of the dialogue.
    public var stage: Stage
    /// Its possible decodings, the likeliest first; none without a text.
    public var readings: [String]

    /// Makes a text.
    public init(stage: Stage, readings: [String]) {
        self.stage = stage
        self.readings = readings
    }
}
