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

/// Something the operator does that leaves a trace, before any of its output.
public struct OperatorAction: Codable, Equatable, Sendable {
    /// What is done.
    public enum Kind: String, CaseIterable, Codable, Sendable {
        /// Full numbers are shown.
        case reveal
        /// The database is copied.
        case backup
        /// The file of one sender is written.
        case export
        /// A person is forgotten.
        case erase
    }

    /// What is done.
    public var action: Kind
    /// The person it is about, by id only; nil when it is about no one person.
    @Nullable public var senderID: String?
    /// Everything else worth knowing later.
    public var details: [String: JSONValue]

    enum CodingKeys: String, CodingKey {
        case action, details
        case senderID = "sender_id"
    }

    /// An action from its parts.
    public init(_ action: Kind, senderID: String? = nil, details: [String: JSONValue] = [:]) {
        self.action = action
        self.senderID = senderID
        self.details = details
    }
}

extension OperatorAction {
    /// Numbers of the events of a query are about to be shown in full.
    public static func reveal(_ query: EventQuery) -> OperatorAction {
        OperatorAction(
            .reveal,
            details: [
                "line": query.line.map { .string($0) } ?? .null,
                "since": query.since.map { .string($0.rfc3339) } ?? .null,
                "last": query.last.map { .integer(Int64($0)) } ?? .null,
            ])
    }
}
