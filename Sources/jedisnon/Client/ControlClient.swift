import AsyncHTTPClient
import ControlAPI
import LineService
import NIOCore
import NIOHTTP1

/// Asks the service over its Unix socket.
struct ControlClient: Sendable {
    let socket: String

    /// A client, when somebody answers on the socket; nil when the service is not running.
    ///
    /// Throws `unusable` when the socket is there and may not be used.
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

    func get<Value: Decodable>(_ route: String) async throws -> Value {
        try await value(of: send(HTTPClientRequest(url: url(route))))
    }

    func post<Value: Decodable>(
        _ route: String, _ body: some Encodable, timeout: TimeAmount = .seconds(30)
    ) async throws -> Value {
        var request = HTTPClientRequest(url: url(route))
        request.method = .POST
        request.headers.add(name: "content-type", value: "application/json")
        request.body = .bytes(ByteBuffer(string: try JSONText.line(body)))
        return try await value(of: send(request, timeout: timeout))
    }

    /// Hands over the pieces of a long answer; throws unless it came whole.
    func download(
        _ route: String, _ body: some Encodable, timeout: TimeAmount, each: (ByteBufferView) throws -> Void
    ) async throws {
        var request = HTTPClientRequest(url: url(route))
        request.method = .POST
        request.headers.add(name: "content-type", value: "application/json")
        request.body = .bytes(ByteBuffer(string: try JSONText.line(body)))
        let response = try await send(request, timeout: timeout)
        guard response.status == .ok else { throw try await errorAnswer(response) }
        guard response.headers.first(name: "content-type") == ControlRoutes.backupType,
            let length = response.headers.first(name: "content-length").flatMap({ Int($0) })
        else {
            throw ControlError(
                .failed, "the service is of another version than this command", hint: "restart the service")
        }
        var got = 0
        do {
            for try await piece in response.body {
                got += piece.readableBytes
                try each(piece.readableBytesView)
            }
        } catch let error as ControlError {
            throw error
        } catch {
            throw broken("the copy is not whole")
        }
        guard got == length else { throw broken("the copy is not whole") }
    }

    /// Hands over one event after the other, as they come.
    ///
    /// The service does not wait for ever for somebody who takes nothing, such as `less` with nobody before it: it ends the
    /// answer, and this goes on after the last event that was handed over.
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

    /// An answer that ended in its middle.
    private struct Interrupted: Error {}

    private func eventsAtOnce(_ query: EventQuery, follow: Bool, each: (EventRow) throws -> Void) async throws {
        let request = HTTPClientRequest(url: url(ControlRoutes.events + query.urlSuffix(follow: follow)))
        let response = try await send(request)
        guard response.status == .ok else { throw try await errorAnswer(response) }
        var pending = ByteBuffer()
        do {
            for try await chunk in response.body {
                pending.writeImmutableBuffer(chunk)
                while let line = pending.readLine() {
                    try each(JSONText.value(EventRow.self, from: line.readableBytesView))
                }
                pending.discardReadBytes()
                guard pending.readableBytes <= Self.longestLine else { throw broken("one event is too long") }
            }
        } catch let error as ControlError {
            throw error
        } catch let error as OutputClosed {
            throw error
        } catch {
            throw Interrupted()
        }
    }

    private static let longestLine = 16 << 20
    private static let longestAnswer = 64 << 20

    private func url(_ route: String) -> String {
        "http+unix://" + ControlRoutes.encoded(socket) + route
    }

    private func send(_ request: HTTPClientRequest, timeout: TimeAmount = .seconds(30)) async throws
        -> HTTPClientResponse
    {
        do {
            return try await http.execute(request, timeout: timeout)
        } catch {
            // What the library says of a socket that has gone is about the library.
            if SocketProbe.connect(socket) != 0 { throw SocketFault.notRunning(socket) }
            throw broken("it did not answer the request to its end")
        }
    }

    private func value<Value: Decodable>(of response: HTTPClientResponse) async throws -> Value {
        guard response.status == .ok else { throw try await errorAnswer(response) }
        return try JSONText.value(Value.self, from: await body(of: response).readableBytesView)
    }

    private func errorAnswer(_ response: HTTPClientResponse) async throws -> ControlError {
        let octets = try await body(of: response)
        do {
            return try JSONText.value(ErrorAnswer.self, from: octets.readableBytesView).controlError
        } catch {
            return ControlError(
                .failed, "what answers on \(SafeText.escaped(socket)) is not jedisnon",
                hint: "check `socket` in [service], or name it with --socket")
        }
    }

    private func body(of response: HTTPClientResponse) async throws -> ByteBuffer {
        do {
            return try await response.body.collect(upTo: Self.longestAnswer)
        } catch {
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

/// One for the life of the process: a client must not go away before it is shut down.
private let http = HTTPClient(
    eventLoopGroup: HTTPClient.defaultEventLoopGroup,
    configuration: {
        var configuration = HTTPClient.Configuration()
        configuration.connectionPool.retryConnectionEstablishment = false
        configuration.redirectConfiguration = .disallow
        return configuration
    }())
