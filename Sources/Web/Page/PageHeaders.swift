import ControlAPI
import HTTPTypes
import Hummingbird
import Logging

/// What each answer of the page tells a browser not to do.
enum PageHeaders {
    /// Nothing from elsewhere, no frame, no referrer, no copy kept.
    static let all: HTTPFields = [
        .contentSecurityPolicy:
            "default-src 'none'; style-src 'self'; img-src 'self' data:; connect-src 'self'; script-src 'self'; "
            + "form-action 'self'; frame-ancestors 'none'; base-uri 'none'",
        .init("Referrer-Policy") ?? .referer: "no-referrer",
        .xContentTypeOptions: "nosniff",
        .cacheControl: "no-store",
        .init("Cross-Origin-Resource-Policy") ?? .origin: "same-origin",
        .init("Cross-Origin-Opener-Policy") ?? .origin: "same-origin",
    ]
}

/// Puts ``PageHeaders`` on each answer; an error is a sentence that repeats nothing of the request.
struct PageAnswers<Context: RequestContext>: RouterMiddleware {
    let logger: Logger

    func handle(
        _ request: Request, context: Context, next: (Request, Context) async throws -> Response
    ) async throws -> Response {
        var response: Response
        do {
            response = try await next(request, context)
        } catch let error as any HTTPResponseError {
            response = Self.plain(error.status)
        } catch {
            // The database may be out of reach for a while; what is wrong stands in the log only.
            logger.warning("the page was not made", metadata: ["error": "\(SafeText.escaped("\(error)"))"])
            response = Self.plain(.serviceUnavailable)
        }
        for field in PageHeaders.all { response.headers[field.name] = field.value }
        return response
    }

    /// A status and its words.
    static func plain(_ status: HTTPResponse.Status) -> Response {
        Response(
            status: status, headers: [.contentType: "text/plain; charset=utf-8"],
            body: ResponseBody(byteBuffer: ByteBuffer(string: "\(status.code) \(status.reasonPhrase)\n")))
    }
}
