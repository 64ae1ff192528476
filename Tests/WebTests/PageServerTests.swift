import ControlAPI
import Foundation
import Glibc
import Logging
import NIOCore
import ServiceLifecycle
import Testing
import Vocabulary

@testable import Web

/// The page as a browser, Prometheus and an attacker ask for it.
@Suite(.serialized, .timeLimit(.minutes(2))) struct PageServerTests {
    @Test("each answer tells the browser not to frame, keep, or load anything from elsewhere")
    func headers() async throws {
        try await withPage { port in
            for path in ["/", "/style.css", "/metrics", "/nothing", "/..%2fetc/passwd", "/%00"] {
                let answer = try await ask("GET \(path)", port)
                for field in [
                    "Content-Security-Policy: default-src 'none'", "X-Content-Type-Options: nosniff",
                    "Referrer-Policy: no-referrer", "Cache-Control: no-store",
                ] {
                    #expect(answer.contains(field), "\(path): \(field)")
                }
                #expect(!answer.contains("etc"), "an error repeats nothing of the request")
            }
        }
    }

    @Test("the page is there in both languages, the figures for Prometheus too")
    func pages() async throws {
        try await withPage { port in
            #expect(try await ask("GET /", port).contains("<html lang=\"fr\">"))
            #expect(try await ask("GET /?lang=en", port).contains("<html lang=\"en\">"))
            #expect(try await ask("GET /?lang=xx", port).contains("<html lang=\"fr\">"))
            #expect(try await ask("HEAD /", port).hasPrefix("HTTP/1.1 200"))
            let metrics = try await ask("GET /metrics", port)
            #expect(
                metrics.contains("Content-Type: text/plain; version=0.0.4") && metrics.contains("\njedisnon_up 1\n"))
        }
    }

    @Test("a page that cannot be made is an answer like any other, and says nothing of why")
    func failing() async throws {
        let backend = FakeBackend(events: 3)
        await backend.fail(with: ControlError(.failed, "secret words of the database"))
        try await withPage(backend) { port in
            for path in ["/", "/metrics"] {
                let answer = try await ask("GET \(path)", port)
                #expect(
                    answer.hasPrefix("HTTP/1.1 503") && answer.contains("Content-Security-Policy: default-src 'none'"))
                #expect(!answer.contains("secret"))
            }
        }
    }

    @Test("what is not for the page is refused before anything reads it, and its connection ended")
    func refused() async throws {
        try await withPage { port in
            let requests: [(request: String, status: String)] = [
                ("GET / HTTP/1.0\r\n\r\n", "421"), ("GET / HTTP/1.1\r\nHost: attacker.example:\(port)\r\n\r\n", "421"),
                ("GET / HTTP/1.1\r\nHost: localhost:\(port)\r\nHost: localhost:\(port)\r\n\r\n", "421"),
                ("GET http://attacker.example/ HTTP/1.1\r\nHost: localhost:\(port)\r\n\r\n", "421"),
                ("POST / HTTP/1.1\r\nHost: localhost:\(port)\r\nContent-Length: 9\r\n\r\nx=1", "403"),
                ("GET / HTTP/1.1\r\nHost: localhost:\(port)\r\nTransfer-Encoding: chunked\r\n\r\n", "400"),
            ]
            for (request, status) in requests {
                let client = try RawClient(port: port)
                client.send(request)
                let answer = await client.everything(within: .seconds(5))
                #expect(answer.hasPrefix("HTTP/1.") && answer.dropFirst(9).hasPrefix(status), "\(request): \(answer)")
                #expect(await client.isClosed(within: .seconds(2)))
            }
            #expect(try await ask("POST /", port, "Origin: http://localhost:\(port)\r\n").hasPrefix("HTTP/1.1 404"))
        }
    }

    @Test("large, many and slow headers end their connection; idle connections keep nobody out")
    func hostile() async throws {
        try await withPage { port in
            for fields in ["x: " + String(repeating: "y", count: 100_000), String(repeating: "a: b\r\n", count: 1_001)]
            {
                let client = try RawClient(port: port)
                client.send("GET / HTTP/1.1\r\nHost: localhost:\(port)\r\n\(fields)\r\n\r\n")
                #expect(await client.isClosed(within: .seconds(5)))
            }
            let slow = try RawClient(port: port)
            slow.send("GET / HTTP/1.1\r\nHo")
            #expect(await slow.isClosed(within: .seconds(8)))
            var idle: [RawClient] = []
            for _ in 0..<200 { idle.append(try RawClient(port: port)) }
            #expect(try await ask("GET /", port).hasPrefix("HTTP/1.1 200"))
            withExtendedLifetime(idle) {}
        }
    }

    @Test("a stop does not wait for whoever is connected")
    func stop() async throws {
        var client: RawClient?
        var ended = ContinuousClock.now
        try await withPage { port in
            client = try RawClient(port: port)
            client?.send("GET / HTTP/1.1\r\nHost: localhost:\(port)\r\n\r\n")
            ended = ContinuousClock.now
        }
        #expect(ContinuousClock.now - ended < .seconds(4))
        withExtendedLifetime(client) {}
    }

    @Test(
        "only loopback is served",
        arguments: ["0.0.0.0:8017", "192.168.1.5:8017", "example.org:80", "127.0.0.1", ":1", "127.0.0.1:x"])
    func elsewhere(listen: String) {
        #expect(
            PageServer(listen: listen, language: .french, backend: FakeBackend(), logger: Logger(label: "test")) == nil)
    }

    private func ask(_ line: String, _ port: UInt16, _ fields: String = "") async throws -> String {
        let client = try RawClient(port: port)
        client.send("\(line) HTTP/1.1\r\nHost: localhost:\(port)\r\n\(fields)Connection: close\r\n\r\n")
        return await client.everything(within: .seconds(5))
    }

    /// A server on a free port, whose time limits are over soon.
    private func withPage(
        _ backend: FakeBackend = FakeBackend(events: 3), _ body: (UInt16) async throws -> Void
    ) async throws {
        let port = try freePort()
        var logger = Logger(label: "test")
        logger.logLevel = .critical
        let limits = ConnectionTimeouts.Limits(request: .seconds(2), write: .seconds(2), look: .milliseconds(100))
        let server = try #require(
            PageServer(
                listen: "127.0.0.1:\(port)", language: .french, backend: backend, logger: logger,
                limits: limits))
        let services = ServiceGroup(services: [server], logger: logger)
        let running = Task { try await services.run() }
        for _ in 0..<100 where (try? RawClient(port: port)) == nil { try await Task.sleep(for: .milliseconds(50)) }
        try await body(port)
        await services.triggerGracefulShutdown()
        try await running.value
    }

    private func freePort() throws -> UInt16 {
        let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        defer { close(descriptor) }
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let isBound = withUnsafeMutablePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                bind(descriptor, $0, length) == 0 && getsockname(descriptor, $0, &length) == 0
            }
        }
        try #require(isBound)
        return UInt16(bigEndian: address.sin_port)
    }
}
