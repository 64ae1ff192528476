/// What went wrong, for a person: the sentence, what to do next, and a code for programs.
public struct ControlError: Error, Equatable, Sendable {
    /// The kinds of error; each has its HTTP status and its exit code.
    public enum Code: String, CaseIterable, Sendable, Codable {
        /// The request is wrong: an amount, a number, a time.
        case usage
        /// There is no such route.
        case unknownRoute = "unknown_route"
        /// No line has this id.
        case unknownLine = "unknown_line"
        /// The box never met this person.
        case unknownPerson = "unknown_person"
        /// The body is over ``Endpoints/bodyLimit``.
        case tooLarge = "too_large"
        /// The database is damaged or of a newer version.
        case damaged
        /// No service answers on the socket, or its state does not allow the request now.
        case notRunning = "not_running"
        /// The state folder, the socket or a file cannot be used.
        case unusable
        /// The configuration is missing or wrong.
        case configuration
        /// Anything else; the log of the service says more.
        case failed
    }

    /// What kind of error.
    public var code: Code
    /// What happened.
    public var message: String
    /// What to do next.
    public var hint: String?

    /// Makes an error.
    public init(_ code: Code, _ message: String, hint: String? = nil) {
        self.code = code
        self.message = message
        self.hint = hint
    }
}

extension ControlError.Code {
    /// The status of the HTTP answer.
    public var httpStatus: Int {
        switch self {
        case .usage: 400
        case .unknownRoute, .unknownLine, .unknownPerson: 404
        case .tooLarge: 413
        case .configuration: 422
        case .notRunning: 503
        case .damaged, .unusable, .failed: 500
        }
    }

    /// The exit code of a command that ends with this error.
    public var exitCode: Int32 {
        switch self {
        case .usage, .unknownLine, .unknownPerson, .tooLarge: 64
        case .damaged: 65
        case .notRunning: 69
        case .unusable: 73
        case .configuration: 78
        case .unknownRoute, .failed: 1
        }
    }
}

/// An error as sent over the socket: `{"error":{"code","message","hint"}}`.
public struct ErrorAnswer: Codable, Equatable, Sendable {
    /// The parts of the error.
    public struct Body: Codable, Equatable, Sendable {
        /// A ``ControlError/Code``.
        public var code: String
        /// What happened.
        public var message: String
        /// What to do next.
        @Nullable public var hint: String?
    }

    /// The parts of the error.
    public var error: Body

    /// The answer for an error.
    public init(_ error: ControlError) {
        self.error = Body(code: error.code.rawValue, message: error.message, hint: error.hint)
    }

    /// The error; a code of another version becomes `failed`.
    public var controlError: ControlError {
        ControlError(.init(rawValue: error.code) ?? .failed, error.message, hint: error.hint)
    }
}
