import ControlAPI
import Foundation
import Glibc
import Logging
import NIOCore
import ServiceLifecycle
import TestDescriptors
import TestFolders
import Testing
import Vocabulary

@testable import Web
@testable import jedisnon

/// Clients that are slow, many, or hostile.
@Suite(.serialized, .timeLimit(.minutes(1))) struct HostileClientTests {
    @Test("half a request, and one that comes octet by octet, are given up; the next one is answered")
    func slowRequests() async throws {
        try await withHurriedServer { socket in
            for text in ["", "GET /v1/status HT", "POST /v1/blocks HTTP/1.1\r\ncontent-length: 100\r\n\r\nabc"] {
                let client = try RawClient(socket)
                client.send(text)
                for _ in 0..<10 where !text.isEmpty {
                    try await Task.sleep(for: .milliseconds(50))
                    client.send("x")
                }
                #expect(await client.isClosed(within: .seconds(5)), "\(text)")
            }
            try await isAnswered(socket)
        }
    }

    @Test("whoever takes nothing is cut off")
    func stalledReader() async throws {
        try await withHurriedServer(events: 20_000) { socket in
            let client = try RawClient(socket)
            client.send("GET /v1/events?follow=true HTTP/1.1\r\nhost: x\r\n\r\n")
            #expect(await client.isCutOff(within: .seconds(10)))
            try await isAnswered(socket)
        }
    }

    @Test("a stop does not wait for whoever takes nothing")
    func stopWithStalledReader() async throws {
        let began = ContinuousClock.now
        var client: RawClient?
        try await withFolder { folder in
            try await withServer(socket: folder + "/control.sock", backend: FakeBackend(events: 20_000)) { _ in
                client = try RawClient(folder + "/control.sock")
                client?.send("GET /v1/events?follow=true HTTP/1.1\r\nhost: x\r\n\r\n")
                try await Task.sleep(for: .milliseconds(300))
            }
        }
        #expect(ContinuousClock.now - began < .seconds(8))
        withExtendedLifetime(client) {}
    }

    @Test("hundreds of idle connections keep nobody out")
    func crowd() async throws {
        try await withFolder { folder in
            let socket = folder + "/control.sock"
            try await withServer(socket: socket, backend: FakeBackend()) { _ in
                var clients: [RawClient] = []
                for _ in 0..<400 { clients.append(try RawClient(socket)) }
                let began = ContinuousClock.now
                try await isAnswered(socket)
                #expect(ContinuousClock.now - began < .seconds(5))
                let open = clients.count { !$0.isClosedNow }
                #expect(open <= 64)
                withExtendedLifetime(clients) {}
            }
        }
    }

    @Test("garbage, endless headers and endless bodies end their connection and nothing else")
    func garbage() async throws {
        try await withHurriedServer { socket in
            let long = String(repeating: "x", count: 1 << 20)
            for text in [
                "\u{0}\u{1}\u{2}garbage\r\n\r\n", "GET /\(long) HTTP/1.1\r\n\r\n",
                "GET / HTTP/1.1\r\nx: \(long)\r\n\r\n",
                "POST /v1/blocks HTTP/1.1\r\ncontent-length: 99999999999\r\n\r\n" + long,
                "GET / HTTP/1.1\r\n" + String(repeating: "a: b\r\n", count: 10_000) + "\r\n", "GET / HTTP/9.9\r\n\r\n",
            ] {
                let client = try RawClient(socket)
                client.send(text)
                #expect(await client.isClosed(within: .seconds(6)), "\(text.prefix(40))")
                try await isAnswered(socket)
            }
        }
    }

    @Test("an old client sees the end of the answer; several requests at once are answered in order")
    func oldAndPipelined() async throws {
        try await withHurriedServer { socket in
            let old = try RawClient(socket)
            old.send("GET /v1/status HTTP/1.0\r\n\r\n")
            #expect(await old.everything(within: .seconds(1)).contains("\"version\":\"0.1.0\""))
            let many = try RawClient(socket)
            many.send(String(repeating: "GET /v1/status HTTP/1.1\r\nhost: x\r\n\r\n", count: 20))
            let answers = await many.everything(within: .seconds(5))
            #expect(answers.components(separatedBy: "HTTP/1.1 200").count == 21)
        }
    }

    private func isAnswered(_ socket: String) async throws {
        // On a connection of its own: one that was kept may be closed for being idle in that moment.
        let client = try RawClient(socket)
        client.send("GET /v1/status HTTP/1.0\r\n\r\n")
        #expect(await client.everything(within: .seconds(5)).contains("\"state\":\"running\""))
    }

    /// A server whose time limits are over soon.
    private func withHurriedServer(events: Int = 0, _ body: (String) async throws -> Void) async throws {
        try await withFolder { folder in
            let socket = folder + "/control.sock"
            var logger = Logger(label: "test")
            logger.logLevel = .critical
            let limits = ConnectionTimeouts.Limits(request: .seconds(1), write: .seconds(1), look: .milliseconds(100))
            let server = ControlServer(
                socket: socket, backend: FakeBackend(events: events), logger: logger, limits: limits)
            let services = ServiceGroup(services: [server], logger: logger)
            let running = Task { try await services.run() }
            for _ in 0..<100 where SocketProbe.connect(socket) != 0 { try await Task.sleep(for: .milliseconds(50)) }
            try await body(socket)
            await services.triggerGracefulShutdown()
            try await running.value
        }
    }
}
