import EventStore
import LineCore
import LinePolicy
import SMSCodec
import Vocabulary

@testable import LineService

/// What the work of a line asks of the store.
extension SimulatedLine {
    func askStore(_ effect: WorkEffect) async throws -> WorkResult {
        let (store, time) = (box.store, box.time)
        switch effect {
        case .settle(let settlement):
            // A note, which waits for the disk where that takes nothing.
            settle(settlement, at: await time.now())
            return .done
        case .record(let batch): return try await record(batch)
        case .confirmWritable:
            try await store.confirmWritable(now: await time.now())
            return .done
        case .writeNotes(let confirmed):
            guard store.hasNotes, core.work.storageFault == nil else { return .notes(areWritten: false) }
            _ = try await store.writeNotes(now: await time.now(), confirmed: confirmed)
            return .notes(areWritten: true)
        case .askPace: return .pace(.zero)
        case .beginReply(let confirmed):
            guard let now = await time.trusted() else { return .begun(.noClock) }
            switch try await store.begin(in: context(), now: now, confirmed: confirmed) {
            case .send(let reply): return .begun(.reply(take(inHand: reply)))
            case .waitUntil(let due): return .begun(.notBefore(due - now))
            case .nothing: return .begun(.none)
            }
        case .askPermission(let reply):
            return .permission(try await store.permission(toSend: reply, in: context(), now: await time.now()))
        case .commitPart(let part, let reply):
            switch try await store.beginPart(part, of: reply, line: settings.id, now: await time.now()) {
            case .send(let permission): return .part(.send(permission))
            case .held:
                box.count(.partsHeld)
                return .part(.held)
            case .over: return .part(.over)
            }
        default: return .done
        }
    }

    private func record(_ batch: Batch) async throws -> WorkResult {
        let translation = MessageTranslation(lineCountry: .canada)
        let heard: [MessageTranslation.Heard?] =
            switch batch.content {
            case .stored(let messages): messages.map { translation.stored($0.content, in: $0.slot) }
            case .direct(let delivery): [translation.direct(delivery)]
            }
        let taken = heard.indices.filter { heard[$0] != nil }
        guard !taken.isEmpty else { return .recorded(Recorded(taken: [], started: nil)) }
        let messages = heard.compactMap { $0?.message }
        let contacts = messages.compactMap { if case .text(let content) = $0.content { content.contact } else { nil } }
        await box.time.note(networkTimes: contacts.compactMap(\.networkTime))
        let hasClock = await box.time.trusted() != nil
        let time = await box.time.now()
        guard core.work.mayRecord else { return .notRecorded }
        let result = try await box.store.ingest(
            messages, in: box.context(of: index, sim: core.work.iccid, isRoaming: batch.isRoaming), now: time,
            start: batch.mayStart && hasClock ? .allowed : .notNow, confirmed: batch.confirmed)
        for contact in contacts where contact.text == "STOP" { box.witness.heardStop(of: contact.sender.number) }
        return .recorded(Recorded(taken: taken, started: result.started.map { take(inHand: $0) }))
    }

    private func take(inHand reply: OutgoingReply) -> StartedReply {
        box.store.take(inHand: reply)
        outgoing = reply
        do {
            encoded = try reply.encoded()
            return .ready(reply, parts: encoded.count)
        } catch {
            return .unencodable(reply: reply.id, error.code, field: error.field)
        }
    }

    private func settle(_ settlement: ReplySettlement, at time: Timestamp) {
        _ = box.store.keep(.outcome(Settlement(settlement, now: time)), of: settings.id)
        box.witness.settled(settlement)
        if settlement.staysInHand, let outgoing { box.store.take(inHand: outgoing) }
    }
}
