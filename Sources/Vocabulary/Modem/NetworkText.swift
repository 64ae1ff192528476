/// What the network's service menu says (`+CUSD`, 3GPP TS 27.007 7.15).
public struct NetworkText: Hashable, Sendable {
    /// How the dialogue stands after it.
    public enum Stage: Hashable, Sendable {
        /// It is over: 0, or what no standard names.
        case over
        /// The network waits for an answer: 1.
        case waits
        /// The network ended it, another program has it, or it is not supported: 2, 3, 4.
        case refused
        /// The network did not answer in time: 5.
        case timedOut
    }

    /// How the dialogue stands.
    public var stage: Stage
    /// What it may say, the likeliest reading first; none without a text.
    public var readings: [String]

    /// A text from its parts.
    public init(stage: Stage, readings: [String]) {
        self.stage = stage
        self.readings = readings
    }
}
