/// Adds to the total of the box.
public struct BudgetAddition: Codable, Equatable, Sendable {
    /// A decimal string, more than 0.
    public var amount: String

    /// A request for an amount.
    public init(amount: String) {
        self.amount = amount
    }
}

/// Requests a copy of the database, which is the body of the answer; the client stores it.
public struct BackupRequest: Codable, Equatable, Sendable {
    /// The absolute path of the client's file, for the note in the log.
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
    /// Lines that were removed.
    public var removed: [String]
    /// Lines whose settings changed.
    public var changed: [String]

    /// Makes an answer from ids of lines.
    public init(added: [String], removed: [String], changed: [String]) {
        self.added = added
        self.removed = removed
        self.changed = changed
    }
}

/// Begins or ends a raid by hand: while one is on, nobody is answered.
public struct RaidRequest: Codable, Equatable, Sendable {
    /// Whether the raid is to be on.
    public var isOn: Bool
    /// On which line; nil = on all.
    public var line: String?

    /// Makes a request.
    public init(isOn: Bool, line: String?) {
        self.isOn = isOn
        self.line = line
    }

    private enum CodingKeys: String, CodingKey {
        case isOn = "on"
        case line
    }
}

/// The answer to a request for a raid by hand.
public struct RaidAnswer: Codable, Equatable, Sendable {
    /// The lines whose raid was begun or ended by this request.
    public var changed: [String]
    /// The lines with a raid now, in the order of their names.
    public var lines: [String]

    /// Makes an answer from ids of lines.
    public init(changed: [String], lines: [String]) {
        self.changed = changed
        self.lines = lines
    }
}
