/// One thing that can be asked of the service, as both sides know it: how, where, what is sent and what comes back.
public struct Endpoint<Request: Sendable, Answer: Sendable>: Sendable {
    /// How it is asked.
    public let method: EndpointMethod
    /// The path, which begins with the version of the API.
    public let path: String

    init(_ method: EndpointMethod, _ path: String) {
        self.method = method
        self.path = path
    }

    /// One of a line: `lines/…/` and the rest of the path.
    init(_ method: EndpointMethod, of line: LinePart, _ rest: String) {
        self.init(method, "\(Endpoints.lines.path)/\(line.text)/\(rest)")
    }
}

/// How an endpoint is asked.
public enum EndpointMethod: String, Sendable {
    /// Asks and changes nothing.
    case get = "GET"
    /// Changes something.
    case post = "POST"
}

/// The part of a path where a line's id stands.
public enum LinePart: Sendable {
    /// One line: how a client writes it.
    case line(String)
    /// Whichever: how the router of a server writes it.
    case any

    /// What a router calls the part.
    public static let name = "line"

    var text: String {
        switch self {
        case .line(let id): Endpoints.encoded(id)
        case .any: ":" + Self.name
        }
    }
}

/// Nothing: of a request without a body.
public struct NoBody: Sendable {}

/// The octets of a consistent copy of the database.
public enum DatabaseCopy: Sendable {
    /// Their media type.
    public static let contentType = "application/vnd.sqlite3"
}
