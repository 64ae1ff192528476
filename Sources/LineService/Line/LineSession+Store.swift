import ControlAPI
import EventStore
import LineCore
import LinePolicy
import Logging
import Modems
import SMSCodec
import Vocabulary
import Words

/// Performs the effects of a line's work on the store.
extension LineSession {
    /// Commits a batch of received messages in one transaction.
    func record(_ batch: Batch) async -> WorkResult {
        let translation = MessageTranslation(lineCountry: setup.country)
        let heard: [MessageTranslation.Heard?] =
            switch batch.content {
            case .stored(let messages): messages.map { translation.stored($0.content, in: $0.slot) }
            case .direct(let delivery): [translation.direct(delivery)]
            }
        let taken = heard.indices.filter { heard[$0] != nil }
        guard !taken.isEmpty else { return .recorded(Recorded(taken: [], started: nil)) }
        var messages: [IncomingMessage] = []
        for found in heard.compactMap({ $0 }) { messages.append(await timed(found, isFirstLook: batch.isFirstLook)) }
        await clock.note(
            networkTimes: messages.compactMap {
                if case .text(let content) = $0.content { content.contact.networkTime } else { nil }
            })
        let hasClock = await clock.trusted() != nil
        let now = await clock.now()
        // A SIM indication came meanwhile, so the owner of these texts is unknown; they will be read again.
        guard core.work.mayRecord else { return .notRecorded }
        do {
            let result = try await store.ingest(
                messages, in: setup.context(sim: core.work.iccid, isRoaming: batch.isRoaming), now: now,
                start: batch.mayStart && hasClock ? .allowed : .notNow, confirmed: batch.confirmed)
            return .recorded(Recorded(taken: taken, started: result.started.map { take(inHand: $0) }))
        } catch {
            return .storeFailed(error)
        }
    }

    /// Corrects a message's network time: the clocks of some service centres are wrong by whole quarter hours.
    private func timed(_ heard: MessageTranslation.Heard, isFirstLook: Bool) async -> IncomingMessage {
        guard let stamp = heard.stamp, case .text(var content) = heard.message.content else { return heard.message }
        if !isFirstLook, content.part?.number ?? 1 == 1, let now = await clock.trusted(),
            centreClocks.observe(from: stamp.centre, sent: stamp.sent, zone: stamp.zone, now: now)
        {
            await clockFound(of: stamp.centre, now: now)
        }
        let sent = centreClocks.corrected(stamp.sent, from: stamp.centre)
        if sent != stamp.sent {
            content.contact.networkTime = sent
            content.details.clockBehindMinutes = Int((sent - stamp.sent).milliseconds / 60_000)
        }
        var message = heard.message
        message.content = .text(content)
        return message
    }

    /// Stores the correction for a service centre's clock, so that it survives a restart.
    private func clockFound(of centre: String, now: Timestamp) async {
        tell(.clockBehind(quarters: centreClocks.offsets.values.max()))
        do {
            try await store.save(offset: centreClocks.offsets[centre] ?? 0, ofServiceCentre: centre, now: now)
        } catch {
            // It will be determined again after the next start.
            runner.logger.warning("the clock of a service centre cannot be written down: \(error.sentence)")
        }
    }

    /// Takes a reply committed as `sending`: from here on it is sent or returned to the store.
    private func take(inHand reply: OutgoingReply) -> StartedReply {
        store.take(inHand: reply)
        outgoing = reply
        do {
            encoded = try reply.encoded()
            return .ready(reply, parts: encoded.count)
        } catch {
            return .unencodable(reply: reply.id, error.code, field: error.field)
        }
    }

    func beginReply(confirmed: [Slot]) async -> WorkResult {
        guard let now = await clock.trusted() else { return .begun(.noClock) }
        do {
            switch try await store.begin(in: context(), now: now, confirmed: confirmed) {
            case .send(let reply): return .begun(.reply(take(inHand: reply)))
            case .waitUntil(let due): return .begun(.notBefore(due - now))
            case .nothing: return .begun(.none)
            }
        } catch {
            return .storeFailed(error)
        }
    }

    func permission(toSend reply: Int64) async -> WorkResult {
        do {
            return .permission(try await store.permission(toSend: reply, in: context(), now: await clock.now()))
        } catch {
            return .storeFailed(error)
        }
    }

    func commit(part: Int, of reply: Int64) async -> WorkResult {
        do {
            switch try await store.beginPart(part, of: reply, line: setup.id, now: await clock.now()) {
            case .send(let permission): return .part(.send(permission))
            case .held: return .part(.held)
            case .over: return .part(.over)
            }
        } catch {
            return .storeFailed(error)
        }
    }

    /// Hands the outcome of a reply to the store, which writes it with the next commit or by its ticker.
    func settle(_ settlement: ReplySettlement) async {
        keep(.outcome(Settlement(settlement, now: await clock.now())))
        if settlement.staysInHand, let outgoing { store.take(inHand: outgoing) }
    }

    func confirmWritable() async -> WorkResult {
        do {
            try await store.confirmWritable(now: await clock.now())
            return .done
        } catch {
            return .storeFailed(error)
        }
    }

    /// Writes pending notes: outcomes of replies and facts about calls.
    func writeNotes(confirmed: [Slot]) async -> WorkResult {
        guard store.hasNotes, core.work.storageFault == nil else { return .notes(areWritten: false) }
        do {
            let refused = try await store.writeNotes(now: await clock.now(), confirmed: confirmed)
            for error in refused {
                runner.logger.error("something that happened cannot be written down: \(error.sentence)")
            }
            return .notes(areWritten: true)
        } catch {
            return .storeFailed(error)
        }
    }

    /// How much of the interval since the SIM's last send is left, counted across restarts.
    func pace() async -> WorkResult {
        do {
            return .pace(try await untilNextSend())
        } catch {
            // Then the running interval is kept.
            runner.logger.debug("the time of the last send cannot be read: \(ErrorSentence.of(error))")
            return .done
        }
    }

    func untilNextSend() async throws(StoreError) -> Span {
        guard let last = try await store.newestSubmission(sim: context().sim) else { return .zero }
        let left = last + setup.rules.minSendInterval - (await clock.now())
        return min(max(left, .zero), setup.rules.minSendInterval)
    }
}
