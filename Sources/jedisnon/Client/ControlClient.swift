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

    /// Hands over one event after the other, as they come.
    func events(_ query: EventQuery, follow: Bool, each: (EventRow) throws -> Void) async throws {
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
            throw broken("\(error)")
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
            throw broken("\(error)")
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
            throw broken("\(error)")
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
