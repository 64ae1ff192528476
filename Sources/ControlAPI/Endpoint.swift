/// One endpoint of the service, shared by server and client: method, path, request and answer types.
public struct Endpoint<Request: Sendable, Answer: Sendable>: Sendable {
    /// The HTTP method.
    public let method: EndpointMethod
    /// The path, which begins with the version of the API.
    public let path: String

    init(_ method: EndpointMethod, _ path: String) {
        self.method = method
        self.path = path
    }

    /// An endpoint of one line: `lines/…/` and the rest of the path.
    init(_ method: EndpointMethod, of line: LinePart, _ rest: String) {
        self.init(method, "\(Endpoints.lines.path)/\(line.text)/\(rest)")
    }
}

/// The HTTP methods in use.
public enum EndpointMethod: String, Sendable {
    /// Reads without changing anything.
    case get = "GET"
    /// Changes something.
    case post = "POST"
}

/// The part of a path that contains a line's id.
public enum LinePart: Sendable {
    /// The id of one line, in a client's path.
    case line(String)
    /// Any id, in the server's route.
    case any

    /// The router's name for this part.
    public static let name = "line"

    var text: String {
        switch self {
        case .line(let id): Endpoints.encoded(id)
        case .any: ":" + Self.name
        }
    }
}

/// The body of a request without content.
public struct NoBody: Sendable {}

/// The body of an answer that is a consistent copy of the database.
public enum DatabaseCopy: Sendable {
    /// Their media type.
    public static let contentType = "application/vnd.sqlite3"
}
