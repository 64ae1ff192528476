import ControlAPI
import Hummingbird
import Logging

/// Turns every error into an ``ErrorAnswer``.
struct ErrorAnswers: RouterMiddleware {
    let logger: Logger

    func handle(
        _ request: Request, context: ControlContext,
        next: (Request, ControlContext) async throws -> Response
    ) async throws -> Response {
        do {
            return try await next(request, context)
        } catch {
            let known = controlError(error, request: request)
            return try answer(ErrorAnswer(known), status: .init(code: known.code.httpStatus))
        }
    }

    private func controlError(_ error: any Error, request: Request) -> ControlError {
        if let known = error as? ControlError { return known }
        switch (error as? any HTTPResponseError)?.status {
        case .notFound?, .methodNotAllowed?:
            return ControlError(
                .unknownRoute, "the service does not know this request",
                hint: "the command and the service may be of different versions: restart the service")
        case .contentTooLarge?:
            return ControlError(.tooLarge, "a request may have at most \(Endpoints.bodyLimit) octets")
        default:
            // The path contains no number: numbers are only in bodies.
            logger.error(
                "a control request failed",
                metadata: ["path": "\(SafeText.escaped(request.uri.path))", "error": "\(SafeText.escaped("\(error)"))"])
            return ControlError(.failed, "the service could not do this", hint: "its log says why")
        }
    }
}
