import NIOCore
import NIOHTTP1
import NIOPosix

/// One HTTP/1.1 request over a Unix socket, on a connection of its own.
struct SocketExchange {
    /// The path of the service's socket.
    let socket: String
    /// The path and the query of the request.
    let route: String
    /// The JSON body of a POST; nil = GET.
    var json: String?

    /// A failure of the connection, not an error answered by the service.
    enum Failure: Error {
        /// No answer, or not in time.
        case unanswered
        /// The answer ended before it was complete.
        case interrupted
        /// The answer is longer than the limit.
        case tooLong
    }

    /// The body of an answer, read piece by piece.
    struct Body {
        fileprivate var parts: NIOAsyncChannelInboundStream<HTTPClientResponsePart>.AsyncIterator

        /// The next piece; nil at the end of a complete answer.
        mutating func next() async throws -> ByteBuffer? {
            while true {
                switch try await part() {
                case .body(let piece): return piece
                case .end: return nil
                case .head: continue
                case nil: throw Failure.interrupted
                }
            }
        }

        /// Everything that is left, at most `limit` octets.
        mutating func all(upTo limit: Int) async throws -> ByteBuffer {
            var whole = ByteBuffer()
            while let piece = try await next() {
                guard whole.readableBytes + piece.readableBytes <= limit else { throw Failure.tooLong }
                whole.writeImmutableBuffer(piece)
            }
            return whole
        }

        fileprivate mutating func head() async throws -> HTTPResponseHead {
            guard case .head(let head) = try await part() else { throw Failure.unanswered }
            return head
        }

        private mutating func part() async throws -> HTTPClientResponsePart? {
            do {
                return try await parts.next()
            } catch is CancellationError {
                throw CancellationError()
            } catch {
                // The decoder's error for a connection that was cut.
                throw Failure.interrupted
            }
        }
    }

    /// Sends the request and passes on the answer, whose head must come within `timeout`.
    func run<Answer>(
        within timeout: TimeAmount, _ read: (HTTPResponseHead, inout Body) async throws -> Answer
    ) async throws -> Answer {
        let channel = try await connect()
        return try await channel.executeThenClose { inbound, outbound in
            let deadline = channel.channel.eventLoop.scheduleTask(in: timeout) {
                channel.channel.close(promise: nil)
            }
            defer { deadline.cancel() }
            var body = Body(parts: inbound.makeAsyncIterator())
            let head: HTTPResponseHead
            do {
                try await send(to: outbound)
            } catch is CancellationError {
                throw CancellationError()
            } catch {
                // A server that refuses a request may answer and close before all of it is written.
            }
            do {
                head = try await body.head()
            } catch is Failure {
                throw Failure.unanswered
            }
            deadline.cancel()
            return try await read(head, &body)
        }
    }

    private func connect() async throws -> NIOAsyncChannel<HTTPClientResponsePart, HTTPClientRequestPart> {
        do {
            return try await ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
                .connect(unixDomainSocketPath: socket) { channel in
                    channel.eventLoop.makeCompletedFuture {
                        try channel.pipeline.syncOperations.addHTTPClientHandlers()
                        return try NIOAsyncChannel(wrappingChannelSynchronously: channel)
                    }
                }
        } catch {
            throw Failure.unanswered
        }
    }

    private func send(to outbound: NIOAsyncChannelOutboundWriter<HTTPClientRequestPart>) async throws {
        var head = HTTPRequestHead(version: .http1_1, method: json == nil ? .GET : .POST, uri: route)
        head.headers.add(name: "host", value: "localhost")
        head.headers.add(name: "connection", value: "close")
        if let json {
            head.headers.add(name: "content-type", value: "application/json")
            head.headers.add(name: "content-length", value: "\(json.utf8.count)")
        }
        var parts = [HTTPClientRequestPart.head(head)]
        if let json { parts.append(.body(.byteBuffer(ByteBuffer(string: json)))) }
        // In one write: the server might answer and close before a second one.
        try await outbound.write(contentsOf: parts + [.end(nil)])
    }
}
