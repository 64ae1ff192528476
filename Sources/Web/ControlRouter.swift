import ControlAPI
import Hummingbird
import Logging
import NIOCore

/// Which request is answered by what.
struct ControlRouter {
    let backend: any ControlBackend
    let logger: Logger

    func responder() -> some HTTPResponder<ControlContext> {
        let router = Router(context: ControlContext.self)
        router.add(middleware: ErrorAnswers(logger: logger))
        router.add(middleware: AskedBy())
        addQuestions(to: router)
        addActions(to: router)
        addLineActions(to: router)
        return PromptResponder(responder: router.buildResponder())
    }

    private func addQuestions(to router: Router<ControlContext>) {
        router.get(path(ControlRoutes.status)) { [backend] _, _ in try answer(await backend.status()) }
        router.get(path(ControlRoutes.budget)) { [backend] _, _ in try answer(await backend.budget()) }
        router.get(path(ControlRoutes.blocks)) { [backend] _, _ in try answer(await backend.blocks()) }
        router.get(path(ControlRoutes.lines)) { [backend] _, _ in try answer(await backend.lines()) }
        router.get(path(ControlRoutes.sims)) { [backend] _, _ in try answer(await backend.sims()) }
        router.get(path(ControlRoutes.events)) { [backend] request, _ in
            try await EventAnswer(backend: backend).respond(to: request)
        }
    }

    private func addActions(to router: Router<ControlContext>) {
        router.post(path(ControlRoutes.budgetAdditions)) { [backend] request, _ in
            try answer(await backend.addBudget(body(of: request)))
        }
        router.post(path(ControlRoutes.blocks)) { [backend] request, _ in
            try answer(await backend.block(body(of: request)))
        }
        router.post(path(ControlRoutes.unblock)) { [backend] request, _ in
            try answer(await backend.unblock(body(of: request)))
        }
        router.post(path(ControlRoutes.backup)) { [backend] request, _ in
            let wanted: BackupRequest = try await body(of: request)
            guard wanted.path.hasPrefix("/") else {
                throw ControlError(.usage, "the path of a backup must begin with /")
            }
            try await backend.operatorAction(OperatorAction(.backup, details: ["path": .string(wanted.path)]))
            return try CopyAnswer(path: await backend.copy()).response()
        }
        router.post(path(ControlRoutes.reload)) { [backend] _, _ in try answer(await backend.reload()) }
        router.post(path(ControlRoutes.operatorActions)) { [backend] request, _ in
            try await backend.operatorAction(body(of: request))
            return try answer([String: String]())
        }
    }

    private func addLineActions(to router: Router<ControlContext>) {
        let line = path(ControlRoutes.lines).appendingPath(":line")
        router.post(line.appendingPath("pause")) { [backend] request, context in
            let line = try context.parameters.require("line")
            return try answer(await backend.pause(line: line, body(of: request)))
        }
        router.post(line.appendingPath("verification")) { [backend] _, context in
            try answer(await backend.verify(line: context.parameters.require("line")))
        }
        router.get(line.appendingPath("verification")) { [backend] _, context in
            try answer(await backend.verification(line: context.parameters.require("line")))
        }
        let trial = line.appendingPath("voice-trial")
        router.post(trial) { [backend] _, context in
            try answer(await backend.tryVoice(line: context.parameters.require("line")))
        }
        router.get(trial) { [backend] _, context in
            try answer(await backend.voiceTrial(line: context.parameters.require("line")))
        }
        router.post(trial.appendingPath("code")) { [backend] request, context in
            let line = try context.parameters.require("line")
            return try answer(await backend.typeVoiceCode(line: line, body(of: request)))
        }
        router.post(line.appendingPath("resume")) { [backend] _, context in
            try answer(await backend.resume(line: context.parameters.require("line")))
        }
    }
}

/// An answer, or an error, for every request within a minute; a copy of the database takes as long as it takes.
private struct PromptResponder<Inner: HTTPResponder>: HTTPResponder where Inner.Context == ControlContext {
    let responder: Inner

    func respond(to request: Request, context: ControlContext) async throws -> Response {
        if request.uri.path == ControlRoutes.backup {
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

private func path(_ route: String) -> RouterPath { RouterPath(route) }

/// A value as the body of an answer.
func answer(_ value: some Encodable, status: HTTPResponse.Status = .ok) throws -> Response {
    Response(
        status: status, headers: [.contentType: "application/json"],
        body: ResponseBody(byteBuffer: ByteBuffer(string: try JSONText.line(value) + "\n")))
}

/// The body of a request as a value.
private func body<Value: Decodable>(of request: Request) async throws -> Value {
    let buffer = try await request.body.collect(upTo: ControlRoutes.bodyLimit)
    return try JSONText.value(Value.self, from: buffer.readableBytesView)
}
