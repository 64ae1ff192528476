import ControlAPI
import NIOCore
import NIOHTTP1

/// Asks the service over its Unix socket.
struct ControlClient: Sendable {
    let socket: String

    /// A client for the service on the socket; nil when the service is not running.
    ///
    /// Throws `unusable` when the socket exists but may not be used.
    init?(socket: String) throws(ControlError) {
        switch SocketProbe.connect(socket) {
        case 0: self.socket = socket
        case SocketFault.missing, SocketFault.refused, SocketFault.noFolder: return nil
        case SocketFault.denied: throw SocketFault.deniedError(socket)
        case SocketFault.busy:
            throw ControlError(
                .notRunning, "the service takes no connection on \(SafeText.escaped(socket))",
                hint: "see its log, such as `journalctl -u jedisnon`")
        default:
            throw ControlError(
                .unusable, "the control socket \(SafeText.escaped(socket)) cannot be used",
                hint: "check `socket` in [service], or name it with --socket")
        }
    }

    /// Sends a request without a body.
    func ask<Answer: Decodable>(_ endpoint: Endpoint<NoBody, Answer>) async throws -> Answer {
        try await value(of: exchange(endpoint))
    }

    /// Sends a request with a value as the body.
    func ask<Body: Encodable, Answer: Decodable>(
        _ endpoint: Endpoint<Body, Answer>, _ body: Body
    ) async throws -> Answer {
        try await value(of: exchange(endpoint, json: JSONText.line(body)))
    }

    /// Contacts, people, money, and where callers are from.
    func report(_ query: ReportQuery) async throws -> ReportAnswer {
        try await value(of: exchange(Endpoints.report, suffix: query.urlSuffix))
    }

    /// Passes on a copy of the database piece by piece; throws unless it arrived complete.
    func download(
        _ request: BackupRequest, timeout: TimeAmount, each: (ByteBufferView) throws -> Void
    ) async throws {
        let copy = try exchange(Endpoints.backup, json: JSONText.line(request))
        try await run(copy, timeout: timeout) { head, body in
            guard head.headers.first(name: "content-type") == DatabaseCopy.contentType,
                let length = head.headers.first(name: "content-length").flatMap({ Int($0) })
            else {
                throw ControlError(
                    .failed, "the service is of another version than this command", hint: "restart the service")
            }
            var got = 0
            while let piece = try await next(of: &body, orElse: "the copy is not whole") {
                got += piece.readableBytes
                try each(piece.readableBytesView)
            }
            guard got == length else { throw broken("the copy is not whole") }
        }
    }

    /// An exported document, as it is.
    func document(_ request: ExportRequest) async throws -> [UInt8] {
        // A large one takes the service some seconds, on a small box more.
        try await run(exchange(Endpoints.export, json: JSONText.line(request)), timeout: .minutes(2)) { _, body in
            Array(try await self.all(of: &body).readableBytesView)
        }
    }

    /// Passes on events one by one, as they come.
    ///
    /// The service ends an answer that the client does not read for long, for example into a paused `less`; then this
    /// continues after the last event passed on.
    func events(_ query: EventQuery, follow: Bool, each: (EventRow) throws -> Void) async throws {
        var query = query
        var wanted = query.last
        while true {
            var last: Int64?
            do {
                return try await eventsAtOnce(query, follow: follow) { row in
                    if wanted == 0, !follow { return }
                    try each(row)
                    last = row.seq
                    wanted = wanted.map { max($0 - 1, 0) }
                }
            } catch is Interrupted {
                guard let last, SocketProbe.connect(socket) == 0 else { throw broken("the answer ended early") }
                query.after = last
                query.last = nil
            }
        }
    }

    /// The answer ended before it was complete.
    private struct Interrupted: Error {}

    private func eventsAtOnce(_ query: EventQuery, follow: Bool, each: (EventRow) throws -> Void) async throws {
        let events = exchange(Endpoints.events, suffix: query.urlSuffix(follow: follow))
        try await run(events) { _, body in
            var pending = ByteBuffer()
            while let piece = try await next(of: &body) {
                pending.writeImmutableBuffer(piece)
                while let line = pending.readLine() {
                    try each(JSONText.value(EventRow.self, from: line.readableBytesView))
                }
                pending.discardReadBytes()
                guard pending.readableBytes <= Self.longestLine else { throw broken("one event is too long") }
            }
        }
    }

    private func next(of body: inout SocketExchange.Body) async throws -> ByteBuffer? {
        do { return try await body.next() } catch is SocketExchange.Failure { throw Interrupted() }
    }

    private func next(of body: inout SocketExchange.Body, orElse why: String) async throws -> ByteBuffer? {
        do { return try await body.next() } catch is SocketExchange.Failure { throw broken(why) }
    }

    private static let longestLine = 16 << 20
    private static let longestAnswer = 64 << 20

    private func exchange<Body, Answer>(
        _ endpoint: Endpoint<Body, Answer>, suffix: String = "", json: String? = nil
    ) -> SocketExchange {
        // A POST without a body sends an empty object, because services of earlier versions require one.
        let isEmptyPost = endpoint.method == .post && json == nil
        return SocketExchange(socket: socket, route: endpoint.path + suffix, json: isEmptyPost ? "{}" : json)
    }

    private func value<Value: Decodable>(
        of exchange: SocketExchange, timeout: TimeAmount = .seconds(30)
    ) async throws -> Value {
        try await run(exchange, timeout: timeout) { _, body in
            try await JSONText.value(Value.self, from: self.all(of: &body).readableBytesView)
        }
    }

    /// Passes on the body of a successful answer; throws the service's error for any other.
    private func run<Answer>(
        _ exchange: SocketExchange, timeout: TimeAmount = .seconds(30),
        _ read: (HTTPResponseHead, inout SocketExchange.Body) async throws -> Answer
    ) async throws -> Answer {
        do {
            return try await exchange.run(within: timeout) { head, body in
                guard head.status == .ok else { throw try await errorAnswer(&body) }
                return try await read(head, &body)
            }
        } catch is SocketExchange.Failure {
            // If the service is not running, that is the more useful error.
            if SocketProbe.connect(socket) != 0 { throw SocketFault.notRunning(socket) }
            throw broken("it did not answer the request to its end")
        }
    }

    private func errorAnswer(_ body: inout SocketExchange.Body) async throws -> ControlError {
        let octets = try await all(of: &body)
        do {
            return try JSONText.value(ErrorAnswer.self, from: octets.readableBytesView).controlError
        } catch {
            return ControlError(
                .failed, "what answers on \(SafeText.escaped(socket)) is not jedisnon",
                hint: "check `socket` in [service], or name it with --socket")
        }
    }

    private func all(of body: inout SocketExchange.Body) async throws -> ByteBuffer {
        do {
            return try await body.all(upTo: Self.longestAnswer)
        } catch is SocketExchange.Failure {
            throw broken("the answer ended early")
        }
    }

    private func broken(_ why: String) -> ControlError {
        ControlError(
            .notRunning, "the service stopped answering (\(SafeText.escaped(why)))",
            hint: "see its log, such as `journalctl -u jedisnon`")
    }
}

extension ByteBuffer {
    /// The next whole line, without its line feed.
    fileprivate mutating func readLine() -> ByteBuffer? {
        guard let end = readableBytesView.firstIndex(of: UInt8(ascii: "\n")) else { return nil }
        let line = readSlice(length: end - readerIndex)
        moveReaderIndex(forwardBy: 1)
        return line
    }
}
