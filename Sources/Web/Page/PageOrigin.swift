import NIOHTTP1

/// Under which names the page may be asked for, and who may ask: the rules against other sites in the operator's browser.
///
/// A name on the network may lead here although it is somebody else's (DNS rebinding), so `Host` must be one of ours, with the
/// port. Then, where something would change: `Origin`, `Sec-Fetch-Site`.
struct PageOrigin: Equatable, Sendable {
    /// `127.0.0.1:8017`, `localhost:8017`, `[::1]:8017`.
    let hosts: Set<String>

    /// The names of a page that listens on loopback.
    init(port: Int) {
        let names = ["127.0.0.1", "localhost", "[::1]"]
        // A browser leaves out the port of HTTP itself.
        hosts = Set(names.map { "\($0):\(port)" } + (port == 80 ? names : []))
    }

    /// Why a request is refused; nil = it is let in.
    func refusal(of head: HTTPRequestHead) -> HTTPResponseStatus? {
        let named = head.headers["host"]
        guard named.count == 1, let host = named.first?.lowercased(), hosts.contains(host) else {
            return .misdirectedRequest
        }
        // A target with a host of its own, as a proxy gets it, or none at all.
        guard head.uri.hasPrefix("/"), !head.uri.hasPrefix("//") else { return .misdirectedRequest }
        if head.headers.contains(name: "transfer-encoding")
            || head.headers.first(name: "content-length").map({ $0 != "0" }) == true,
            head.method == .GET || head.method == .HEAD
        {
            return .badRequest
        }
        guard head.method != .GET, head.method != .HEAD else { return nil }
        guard head.headers["origin"] == ["http://" + host] else { return .forbidden }
        if let site = head.headers.first(name: "sec-fetch-site"), site != "same-origin" { return .forbidden }
        return nil
    }
}
