import Dispatch
import Foundation
import Glibc
import NIOCore
import TestDescriptors
import TestFolders
import Testing

@testable import jedisnon

/// What the commands do with the answers of whoever listens on the socket.
@Suite(.timeLimit(.minutes(1))) struct SocketExchangeTests {
    private static let answer = "HTTP/1.1 200 OK\r\ncontent-length: 4\r\nconnection: close\r\n\r\nwell"

    private func exchange(_ socket: String, json: String? = nil) async throws -> String {
        try await SocketExchange(socket: socket, route: "/v1/x", json: json).run(within: .seconds(5)) { _, body in
            String(buffer: try await body.all(upTo: 100))
        }
    }

    @Test(
        "an answer that comes at once, with the end of the connection behind it, is an answer", arguments: [nil, "{}"])
    func atOnce(json: String?) async throws {
        try await withFolder { folder in
            let server = try HastyServer(folder + "/s", says: Self.answer)
            for _ in 0..<300 { #expect(try await exchange(folder + "/s", json: json) == "well") }
            withExtendedLifetime(server) {}
        }
    }

    @Test("an answer that ends in its middle, or is longer than was agreed to, is none")
    func broken() async throws {
        try await withFolder { folder in
            let short = try HastyServer(folder + "/short", says: String(Self.answer.dropLast(2)))
            await #expect(throws: SocketExchange.Failure.interrupted) { try await exchange(folder + "/short") }
            let mute = try HastyServer(folder + "/mute", says: "")
            await #expect(throws: SocketExchange.Failure.unanswered) { try await exchange(folder + "/mute") }
            let long = try HastyServer(
                folder + "/long",
                says: "HTTP/1.1 200 OK\r\ncontent-length: 101\r\n\r\n" + String(repeating: "x", count: 101))
            await #expect(throws: SocketExchange.Failure.tooLong) { try await exchange(folder + "/long") }
            await #expect(throws: SocketExchange.Failure.unanswered) { try await exchange(folder + "/nobody") }
            withExtendedLifetime((short, mute, long)) {}
        }
    }
}

/// Answers every connection as soon as it has read the head of a request, and closes it at once.
private final class HastyServer: Sendable {
    private let listener: Int32

    init(_ path: String, says answer: String) throws {
        let listener = try UnixSocket.bound(to: path)
        self.listener = listener
        try #require(listen(listener, 64) == 0)
        Thread.detachNewThread {
            while true {
                let client = accept(listener, nil, nil)
                guard client >= 0 else { return }
                Self.answer(client, answer)
            }
        }
    }

    deinit {
        shutdown(listener, Int32(SHUT_RDWR))
        close(listener)
    }

    private static func answer(_ client: Int32, _ answer: String) {
        defer { close(client) }
        var heard = ""
        var octets = [UInt8](repeating: 0, count: 4096)
        while !heard.contains("\r\n\r\n") {
            let count = read(client, &octets, octets.count)
            guard count > 0 else { return }
            heard += String(decoding: octets[..<count], as: UTF8.self)
        }
        _ = send(client, answer, answer.utf8.count, Int32(MSG_NOSIGNAL))
    }
}
