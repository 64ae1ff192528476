/// The ports of one device on which a modem is looked for.
public struct ModemPorts: Hashable, Sendable {
    /// Ports that a profile names for AT, the best first.
    public var named: [String]
    /// Further ports of the same device, tried after these, and listened to before anything is written.
    public var others: [String]
    /// Whether a profile knows the product; otherwise only its kernel driver suggests a modem.
    public var isCertain: Bool

    /// Makes a set of ports.
    public init(named: [String], others: [String] = [], isCertain: Bool) {
        self.named = named
        self.others = others
        self.isCertain = isCertain
    }

    /// All of them, in the order in which they are tried.
    public var all: [String] { named + others }
}
