import NIOHTTP1
import Testing

@testable import Web

struct PageOriginTests {
    private let origin = PageOrigin(port: 8017)

    @Test(
        "the page has three names, each with its port",
        arguments: ["127.0.0.1:8017", "localhost:8017", "[::1]:8017", "LOCALHOST:8017"])
    func names(host: String) {
        #expect(origin.refusal(of: head([("Host", host)])) == nil)
    }

    @Test(
        "another name, another port, two names or none lead nowhere",
        arguments: [
            ["attacker.example:8017"], ["attacker.example"], ["127.0.0.1"], ["127.0.0.1:80"], ["localhost.evil:8017"],
            ["localhost:8017", "localhost:8017"], ["localhost:8017", "attacker.example"], [], [""], ["localhost:8017."],
            ["localhost:08017"], ["user@localhost:8017"], ["0.0.0.0:8017"],
        ])
    func otherNames(hosts: [String]) {
        #expect(origin.refusal(of: head(hosts.map { ("Host", $0) })) == .misdirectedRequest)
    }

    @Test(
        "a target with a host of its own leads nowhere",
        arguments: ["http://attacker.example/", "//attacker.example/", "*", ""])
    func absoluteTarget(target: String) {
        #expect(origin.refusal(of: head([("Host", "localhost:8017")], target: target)) == .misdirectedRequest)
    }

    @Test(
        "what would change something must come from the page itself",
        arguments: [
            [], ["null"], ["http://attacker.example:8017"], ["http://127.0.0.1:8017"], ["https://localhost:8017"],
            ["http://localhost:8017", "http://localhost:8017"], ["http://localhost:8017.evil"],
        ])
    func otherOrigins(origins: [String]) {
        let fields = [("Host", "localhost:8017")] + origins.map { ("Origin", $0) }
        #expect(origin.refusal(of: head(fields, method: .POST)) == .forbidden)
    }

    @Test(
        "another site of the same browser is refused by Sec-Fetch-Site too",
        arguments: ["cross-site", "same-site", "none", ""])
    func otherSites(site: String) {
        let fields = [("Host", "localhost:8017"), ("Origin", "http://localhost:8017")]
        #expect(origin.refusal(of: head(fields + [("Sec-Fetch-Site", site)], method: .POST)) == .forbidden)
        #expect(origin.refusal(of: head(fields + [("Sec-Fetch-Site", "same-origin")], method: .POST)) == nil)
    }

    @Test("a question with a body is refused", arguments: [("Content-Length", "5"), ("Transfer-Encoding", "chunked")])
    func body(field: (String, String)) {
        #expect(origin.refusal(of: head([("Host", "localhost:8017"), field])) == .badRequest)
    }

    @Test("on the port of HTTP a browser leaves it out")
    func usualPort() {
        #expect(PageOrigin(port: 80).refusal(of: head([("Host", "localhost")])) == nil)
        #expect(origin.refusal(of: head([("Host", "localhost")])) == .misdirectedRequest)
    }

    private func head(_ fields: [(String, String)], method: HTTPMethod = .GET, target: String = "/") -> HTTPRequestHead
    {
        HTTPRequestHead(version: .http1_1, method: method, uri: target, headers: HTTPHeaders(fields))
    }
}
