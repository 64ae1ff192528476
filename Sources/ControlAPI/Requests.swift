/// Adds to the total of the box.
public struct BudgetAddition: Codable, Equatable, Sendable {
    /// A decimal string, more than 0.
    public var amount: String

    /// A request for an amount.
    public init(amount: String) {
        self.amount = amount
    }
}

/// Asks for a copy of the database: the octets are the body of the answer, and whoever asked keeps them.
public struct BackupRequest: Codable, Equatable, Sendable {
    /// The whole path of the file they go into, for the note in the log.
    public var path: String

    /// A request for a file.
    public init(path: String) {
        self.path = path
    }
}

/// What a reload of the configuration changed.
public struct ReloadAnswer: Codable, Equatable, Sendable {
    /// Lines that are new.
    public var added: [String]
    /// Lines that are gone.
    public var removed: [String]
    /// Lines whose settings changed.
    public var changed: [String]

    /// A change from its parts: ids of lines.
    public init(added: [String], removed: [String], changed: [String]) {
        self.added = added
        self.removed = removed
        self.changed = changed
    }
}

/// Begins or ends a raid by hand: while one is on, nobody is answered.
public struct RaidRequest: Codable, Equatable, Sendable {
    /// Whether one is to be on.
    public var isOn: Bool
    /// On which line; nil = on all.
    public var line: String?

    /// A request from its parts.
    public init(isOn: Bool, line: String?) {
        self.isOn = isOn
        self.line = line
    }

    private enum CodingKeys: String, CodingKey {
        case isOn = "on"
        case line
    }
}

/// What became of a raid by hand.
public struct RaidAnswer: Codable, Equatable, Sendable {
    /// The lines of which it was not so before.
    public var changed: [String]
    /// The lines with a raid now, in the order of their names.
    public var lines: [String]

    /// An answer from its parts: ids of lines.
    public init(changed: [String], lines: [String]) {
        self.changed = changed
        self.lines = lines
    }
}
