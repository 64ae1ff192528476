import EventStore
import LineCore
import LinePolicy
import SMSCodec
import Vocabulary

@testable import LineService

/// What the work of a line asks of the store.
extension SimulatedLine {
    func askStore(_ effect: WorkEffect) async throws -> WorkResult {
        let time = world.time(at: now)
        if case .settle(let settlement) = effect {
            // A note, which waits for the disk where that takes nothing.
            settle(settlement, at: time)
            return .done
        }
        if world.isLocked { throw StoreError.full("the disk is full") }
        switch effect {
        case .record(let batch): return try await record(batch, at: time)
        case .confirmWritable:
            try await store.confirmWritable(now: time)
            return .done
        case .writeNotes(let confirmed):
            guard store.hasNotes else { return .notes(areWritten: false) }
            _ = try await store.writeNotes(now: time, confirmed: confirmed)
            return .notes(areWritten: true)
        case .askPace: return .pace(.zero)
        case .beginReply(let confirmed):
            switch try await store.begin(in: context(), now: time, confirmed: confirmed) {
            case .send(let reply): return .begun(.reply(take(inHand: reply)))
            case .waitUntil(let due): return .begun(.notBefore(due - time))
            case .nothing: return .begun(.none)
            }
        case .askPermission(let reply):
            return .permission(try await store.permission(toSend: reply, in: context(), now: time))
        case .commitPart(let part, let reply):
            switch try await store.beginPart(part, of: reply, line: StoryWorld.line, now: time) {
            case .send(let permission): return .part(.send(permission))
            case .held:
                coverage.count(.partsHeld)
                return .part(.held)
            case .over: return .part(.over)
            }
        default: return .done
        }
    }

    private func record(_ batch: Batch, at time: Timestamp) async throws -> WorkResult {
        let translation = MessageTranslation(lineCountry: .canada)
        let heard: [MessageTranslation.Heard?] =
            switch batch.content {
            case .stored(let messages): messages.map { translation.stored($0.content, in: $0.slot) }
            case .direct(let delivery): [translation.direct(delivery)]
            }
        let taken = heard.indices.filter { heard[$0] != nil }
        guard !taken.isEmpty else { return .recorded(Recorded(taken: [], started: nil)) }
        guard core.work.mayRecord else { return .notRecorded }
        let result = try await store.ingest(
            heard.compactMap { $0?.message }, in: world.context(sim: core.work.iccid, isRoaming: batch.isRoaming),
            now: time,
            start: batch.mayStart ? .allowed : .notNow, confirmed: batch.confirmed)
        return .recorded(Recorded(taken: taken, started: result.started.map { take(inHand: $0) }))
    }

    private func take(inHand reply: OutgoingReply) -> StartedReply {
        store.take(inHand: reply)
        outgoing = reply
        do {
            encoded = try reply.encoded()
            return .ready(reply, parts: encoded.count)
        } catch {
            return .unencodable(reply: reply.id, "\(error)")
        }
    }

    private func settle(_ settlement: ReplySettlement, at time: Timestamp) {
        _ = store.keep(.outcome(Settlement(settlement, now: time)), of: StoryWorld.line)
        if settlement.staysInHand, let outgoing { store.take(inHand: outgoing) }
    }
}
