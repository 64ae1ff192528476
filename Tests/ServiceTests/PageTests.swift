import ControlAPI
import Foundation
import Glibc
import ModemSimulator
import Testing
import WordLiterals

#if canImport(FoundationNetworking)
    import FoundationNetworking
#endif

/// The page of a running service, beside the commands.
@Suite(.serialized)
struct PageTests {
    @Test("the page and the figures show what the commands show, numbers masked", .timeLimit(.minutes(1)))
    func page() async throws {
        let taken = try Listener()
        let port = taken.port
        taken.end()
        let bench = try Bench(policy: "min_send_interval = \"0s\"")
        try add("[dashboard]\nlisten = \"127.0.0.1:\(port)\"\n", to: bench)
        let service = try bench.start()
        _ = try await bench.wait(for: "ready")
        bench.modem.deliver(from: "+15145550123", text: "bonjour <b>toi</b>")
        _ = try await bench.wait { $0.contains { $0.kind == "reply_sent" } }
        let metrics = try await read("metrics", port)
        #expect(metrics.contains("jedisnon_received_total{line=\"montreal\"} 1\n"))
        #expect(metrics.contains("jedisnon_line_state{line=\"montreal\",state=\"ready\"} 1\n"))
        let page = try await read("", port)
        #expect(page.contains("+1514•••••23") && !page.contains("5145550123"))
        #expect(page.contains("bonjour &lt;b&gt;toi&lt;/b&gt;"))
        let report = try ServiceProcess.command(["report", "--json", "--config", bench.configuration])
        #expect(report.code == 0 && report.output.contains("\"ca-qc-montreal\""))
        let check = try ServiceProcess.command(["status", "--check", "--config", bench.configuration])
        #expect(check.code == 0 && check.output.hasPrefix("JEDISNON OK - 1 line is ready | lines=1 ready=1 "))
        #expect(service.terminate() == 0)
        #expect(try ServiceProcess.command(["status", "--check", "--config", bench.configuration]).code == 2)
        #expect(try ServiceProcess.command(["report", "--csv", "--config", bench.configuration]).code == 0)
    }

    @Test("an address that is taken stops no line", .timeLimit(.minutes(1)))
    func taken() async throws {
        let taken = try Listener()
        let bench = try Bench(policy: "min_send_interval = \"0s\"")
        try add("[dashboard]\nlisten = \"127.0.0.1:\(taken.port)\"\n", to: bench)
        let service = try bench.start()
        _ = try await bench.wait(for: "ready")
        bench.modem.deliver(from: "+15145550123", text: "bonjour")
        _ = try await bench.wait { $0.contains { $0.kind == "reply_sent" } }
        #expect(service.terminate() == 0)
        taken.end()
    }

    private func read(_ path: String, _ port: UInt16) async throws -> String {
        let url = try #require(URL(string: "http://127.0.0.1:\(port)/\(path)"))
        return String(decoding: try await URLSession.shared.data(from: url).0, as: UTF8.self)
    }

    private func add(_ section: String, to bench: Bench) throws {
        let text = try String(contentsOfFile: bench.configuration, encoding: .utf8)
        try text.replacing("[policy]", with: section + "[policy]").write(
            toFile: bench.configuration, atomically: true, encoding: .utf8)
    }
}

/// Somebody else who listens on a free port.
private struct Listener {
    let port: UInt16
    private let descriptor: Int32

    init() throws {
        descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let socket = descriptor
        let isListening = withUnsafeMutablePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                bind(socket, $0, length) == 0 && listen(socket, 4) == 0 && getsockname(socket, $0, &length) == 0
            }
        }
        try #require(isListening)
        port = UInt16(bigEndian: address.sin_port)
    }

    func end() { close(descriptor) }
}
