import ControlAPI
import Hummingbird
import NIOCore
import Vocabulary

/// The context of a request: the connection it came on.
struct ControlContext: RequestContext {
    var coreContext: CoreRequestContextStorage
    let channel: any Channel

    init(source: ApplicationRequestContextSource) {
        coreContext = .init(source: source)
        channel = source.channel
    }

    /// The id in the path of an endpoint that is about a line.
    func line() throws -> String { try parameters.require(LinePart.name) }
}

/// Notes the user of a request, for the `operator_action` that it may leave.
struct OperatorMiddleware: RouterMiddleware {
    func handle(
        _ request: Request, context: ControlContext,
        next: (Request, ControlContext) async throws -> Response
    ) async throws -> Response {
        let peer = await Peer.identity(of: context.channel)
        return try await OperatorIdentity.$current.withValue(peer) { try await next(request, context) }
    }
}
