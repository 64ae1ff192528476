import NIOCore
import NIOHTTP1
import NIOPosix

/// One HTTP/1.1 request over a Unix socket, on a connection of its own.
struct SocketExchange {
    /// Where the service listens.
    let socket: String
    /// The path and the query of the request.
    let route: String
    /// What a POST carries, in JSON; nil = GET.
    var json: String?

    /// What went wrong on the way; it says nothing of the service's own answers.
    enum Failure: Error {
        /// Nobody answered, or not in time.
        case unanswered
        /// The answer ended in its middle.
        case interrupted
        /// The answer is longer than was agreed to.
        case tooLong
    }

    /// The body of an answer, piece by piece, as the reader takes it.
    struct Body {
        fileprivate var parts: NIOAsyncChannelInboundStream<HTTPClientResponsePart>.AsyncIterator

        /// The next piece; nil at the end of a whole answer.
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
                // What the decoder says of a connection that broke off.
                throw Failure.interrupted
            }
        }
    }

    /// Sends the request and hands over the answer; its head must come within `timeout`.
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
                // Whoever refuses a request may close before all of it is written, and has answered all the same.
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
        // In one piece: whoever has read the whole of it may have answered and closed before a second write.
        try await outbound.write(contentsOf: parts + [.end(nil)])
    }
}
