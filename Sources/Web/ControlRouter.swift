import ControlAPI
import Hummingbird
import Logging
import NIOCore
import Vocabulary

/// Maps requests to their handlers.
struct ControlRouter {
    let backend: any ControlBackend
    let logger: Logger

    func responder() -> some HTTPResponder<ControlContext> {
        let router = Router(context: ControlContext.self)
        router.add(middleware: ErrorAnswers(logger: logger))
        router.add(middleware: OperatorMiddleware())
        addQuestions(to: router)
        addActions(to: router)
        addLineActions(to: router)
        return PromptResponder(responder: router.buildResponder())
    }

    private func addQuestions(to router: Router<ControlContext>) {
        serve(Endpoints.status, on: router) { backend, _ in try await backend.status() }
        serve(Endpoints.budget, on: router) { backend, _ in try await backend.budget() }
        serve(Endpoints.blocks, on: router) { backend, _ in try await backend.blocks() }
        serve(Endpoints.keeps, on: router) { backend, _ in try await backend.keeps() }
        serve(Endpoints.lines, on: router) { backend, _ in try await backend.lines() }
        serve(Endpoints.head, on: router) { backend, _ in try await backend.head() }
        serve(Endpoints.sims, on: router) { backend, _ in try await backend.sims() }
        route(Endpoints.report, on: router) { backend, request, _ in
            let items = request.uri.queryParameters.map { (name: String($0.key), value: String($0.value)) }
            return try answer(await backend.report(try ReportQuery.read(items: items)))
        }
        route(Endpoints.events, on: router) { backend, request, _ in
            try await EventAnswer(backend: backend).respond(to: request)
        }
    }

    private func addActions(to router: Router<ControlContext>) {
        serve(Endpoints.addBudget, on: router) { backend, request, _ in try await backend.addBudget(request) }
        serve(Endpoints.block, on: router) { backend, request, _ in try await backend.block(request) }
        serve(Endpoints.unblock, on: router) { backend, request, _ in try await backend.unblock(request) }
        serve(Endpoints.erase, on: router) { backend, request, _ in try await backend.erase(request) }
        serve(Endpoints.keep, on: router) { backend, request, _ in try await backend.keep(request) }
        serve(Endpoints.endKeep, on: router) { backend, request, _ in try await backend.endKeep(request) }
        serve(Endpoints.notifyTest, on: router) { backend, _ in try await backend.notifyTest() }
        serve(Endpoints.raid, on: router) { backend, request, _ in try await backend.setRaid(request) }
        serve(Endpoints.reload, on: router) { backend, _ in try await backend.reload() }
        route(Endpoints.export, on: router) { backend, request, _ in
            Response(
                status: .ok, headers: [.contentType: "application/json"],
                body: ResponseBody(byteBuffer: ByteBuffer(bytes: try await backend.export(body(of: request)))))
        }
        route(Endpoints.backup, on: router) { backend, request, _ in
            let wanted: BackupRequest = try await body(of: request)
            guard wanted.path.hasPrefix("/") else {
                throw ControlError(.usage, "the path of a backup must begin with /")
            }
            try await backend.operatorAction(.backup(path: wanted.path))
            return try CopyAnswer(path: await backend.copy()).response()
        }
    }

    private func addLineActions(to router: Router<ControlContext>) {
        serve(Endpoints.pause(.any), on: router) { backend, request, context in
            try await backend.pause(line: context.line(), request)
        }
        serve(Endpoints.resume(.any), on: router) { try await $0.resume(line: $1.line()) }
        serve(Endpoints.verify(.any), on: router) { try await $0.verify(line: $1.line()) }
        serve(Endpoints.verification(.any), on: router) { try await $0.verification(line: $1.line()) }
        serve(Endpoints.tryVoice(.any), on: router) { try await $0.tryVoice(line: $1.line()) }
        serve(Endpoints.voiceTrial(.any), on: router) { try await $0.voiceTrial(line: $1.line()) }
        serve(Endpoints.typeVoiceCode(.any), on: router) { backend, request, context in
            try await backend.typeVoiceCode(line: context.line(), request)
        }
    }

    /// An endpoint without a body.
    private func serve<Answer: Encodable>(
        _ endpoint: Endpoint<NoBody, Answer>, on router: Router<ControlContext>,
        _ work: @escaping @Sendable (any ControlBackend, ControlContext) async throws -> Answer
    ) {
        route(endpoint, on: router) { backend, _, context in try answer(await work(backend, context)) }
    }

    /// An endpoint with a value as its body.
    private func serve<Body: Decodable, Answer: Encodable>(
        _ endpoint: Endpoint<Body, Answer>, on router: Router<ControlContext>,
        _ work: @escaping @Sendable (any ControlBackend, Body, ControlContext) async throws -> Answer
    ) {
        route(endpoint, on: router) { backend, request, context in
            try answer(await work(backend, body(of: request), context))
        }
    }

    /// An endpoint whose answer is more than one value.
    private func route<Body, Answer>(
        _ endpoint: Endpoint<Body, Answer>, on router: Router<ControlContext>,
        _ work: @escaping @Sendable (any ControlBackend, Request, ControlContext) async throws -> Response
    ) {
        let method: HTTPRequest.Method =
            switch endpoint.method {
            case .get: .get
            case .post: .post
            }
        router.on(RouterPath(endpoint.path), method: method) { [backend] request, context in
            try await work(backend, request, context)
        }
    }
}

/// Answers every request within a minute, if only with an error; a copy of the database has no limit.
private struct PromptResponder<Inner: HTTPResponder>: HTTPResponder where Inner.Context == ControlContext {
    let responder: Inner

    func respond(to request: Request, context: ControlContext) async throws -> Response {
        if request.uri.path == Endpoints.backup.path {
            return try await responder.respond(to: request, context: context)
        }
        do {
            return try await TimeLimit.within(.seconds(60)) {
                try await responder.respond(to: request, context: context)
            }
        } catch let late as ControlError {
            return try answer(ErrorAnswer(late), status: .init(code: late.code.httpStatus))
        }
    }
}

/// A value as the body of an answer.
func answer(_ value: some Encodable, status: HTTPResponse.Status = .ok) throws -> Response {
    Response(
        status: status, headers: [.contentType: "application/json"],
        body: ResponseBody(byteBuffer: ByteBuffer(string: try JSONText.line(value) + "\n")))
}

/// The body of a request as a value.
private func body<Value: Decodable>(of request: Request) async throws -> Value {
    let buffer = try await request.body.collect(upTo: Endpoints.bodyLimit)
    return try JSONText.value(Value.self, from: buffer.readableBytesView)
}
