import ControlAPI
import Hummingbird
import Logging
import NIOCore
import NIOHTTP1
import ServiceLifecycle
import Vocabulary

/// The page of the box and its figures for Prometheus, on a loopback address.
///
/// It only reads. An address that cannot be used is tried again: no line stops for a page.
public struct PageServer: Service {
    private let host: String
    private let port: Int
    private let language: Language
    private let backend: any ControlBackend
    private let logger: Logger
    private let limits: ConnectionTimeouts.Limits
    private static let shutdownTimeout = Duration.seconds(1)

    /// A server on an address such as `127.0.0.1:8017`; nil where others than this box could open it, or it is no address.
    public init?(listen: String, language: Language, backend: any ControlBackend, logger: Logger) {
        self.init(
            listen: listen, language: language, backend: backend, logger: logger,
            limits: ConnectionTimeouts.Limits())
    }

    /// The same with other time limits, for tests.
    init?(
        listen: String, language: Language, backend: any ControlBackend, logger: Logger,
        limits: ConnectionTimeouts.Limits
    ) {
        guard let colon = listen.lastIndex(of: ":"), let port = UInt16(listen[listen.index(after: colon)...]) else {
            return nil
        }
        let name = String(listen[..<colon])
        switch name {
        case "localhost", "127.0.0.1": host = "127.0.0.1"
        case "[::1]": host = "::1"
        default: return nil
        }
        self.port = Int(port)
        self.language = language
        self.backend = backend
        self.logger = logger
        self.limits = limits
    }

    /// Answers until the service stops.
    public func run() async throws {
        var told = ""
        while !Task.isCancelled, !Task.isShuttingDownGracefully {
            do {
                return try await serve()
            } catch is CancellationError {
                return
            } catch {
                let reason = "\(error)"
                if reason != told {
                    logger.error(
                        "the page cannot be served on its address; it is tried again",
                        metadata: ["listen": "\(host):\(port)", "error": "\(SafeText.escaped(reason))"])
                }
                told = reason
                // A sleep that is cut short is the end of the service, which the loop sees.
                try? await cancelWhenGracefulShutdown { try await Task.sleep(for: .seconds(30)) }
            }
        }
    }

    private func serve() async throws {
        let origin = PageOrigin(port: port)
        let listener = HTTPListener(
            address: .hostname(host, port: port), responder: try responder(), limits: limits,
            door: { RequestDoor(origin) }, shutdownTimeout: Self.shutdownTimeout, logger: logger)
        try await listener.run { [logger, host, port] _ in
            logger.notice("the page is at http://\(host.contains(":") ? "[\(host)]" : host):\(port)/")
        }
    }

    func responder() throws -> some HTTPResponder<BasicRequestContext> {
        let pages = try Dictionary(
            uniqueKeysWithValues: Language.allCases.map { ($0, try OverviewPage(language: $0)) })
        let router = Router(context: BasicRequestContext.self, options: .autoGenerateHeadEndpoints)
        router.add(middleware: PageAnswers(logger: logger))
        router.get("/") { [backend, language] request, _ in
            guard let page = pages[Self.language(of: request, else: language)] else { throw HTTPError(.notFound) }
            return Self.html(page.html(try await OverviewPage.Facts(backend)))
        }
        router.get("/style.css") { _, _ in
            Response(
                status: .ok, headers: [.contentType: "text/css; charset=utf-8"],
                body: ResponseBody(byteBuffer: ByteBuffer(string: PageStyle.sheet)))
        }
        router.get("/metrics") { [backend] _, _ in
            let status = try await backend.status()
            let budget = status.service.state == .running ? try await backend.budget() : nil
            return Response(
                status: .ok, headers: [.contentType: "text/plain; version=0.0.4; charset=utf-8"],
                body: ResponseBody(byteBuffer: ByteBuffer(string: Metrics.text(status, budget: budget))))
        }
        return router.buildResponder()
    }

    /// `?lang=fr`, else the language of the box.
    private static func language(of request: Request, else usual: Language) -> Language {
        request.uri.queryParameters["lang"].flatMap { Language(rawValue: String($0)) } ?? usual
    }

    private static func html(_ text: String) -> Response {
        Response(
            status: .ok, headers: [.contentType: "text/html; charset=utf-8"],
            body: ResponseBody(byteBuffer: ByteBuffer(string: text)))
    }
}
