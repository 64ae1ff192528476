import EventStore
import LinePolicy
import Logging
import Modems
import NIOCore
import SMSCodec

extension LineSession {
    /// Nothing is in the way of a send: no interval, no call, no stop, a network, a disk.
    var maySendNow: Bool {
        nextSend <= .now() && !calls.isBusy && isRegistered && sim.mayWork && storageFault == nil
            && !isLettingGo
    }

    /// Sends the next due reply; false when there is none now.
    func sendNextReply() async throws -> Bool {
        guard nextReplyCheck <= .now(), nextSend <= .now() else { return false }
        guard maySendNow, let now = await clock.trusted() else {
            // A call, no network, no usable clock or a full disk: none of them announces its end.
            nextReplyCheck = .now() + .seconds(1)
            return false
        }
        let result: BeginResult
        do {
            result = try await store.begin(in: context(), now: now, settling: settlement, confirmed: confirmed)
        } catch {
            await storageFailed(error)
            return false
        }
        settlement = nil
        confirmed.removeAll()
        switch result {
        case .send(let reply):
            try await send(reply)
            return true
        case .waitUntil(let due):
            nextReplyCheck = .now() + .milliseconds(min(max((due - now).milliseconds, 0), 60_000))
        case .nothing:
            nextReplyCheck = .now() + .seconds(60)
        }
        return false
    }

    /// Sends a reply that is committed as `sending`, part by part; its outcome is written with the next transaction.
    func send(_ reply: OutgoingReply) async throws {
        isSending = true
        let outcome = await attempt(reply)
        isSending = false
        nextSend = .now() + .milliseconds(setup.rules.minSendInterval.milliseconds)
        nextReplyCheck = nextSend
        settlement = outcome
        // Nothing may follow for a minute: the outcome is worth a commit of its own unless a reply follows at once.
        if setup.rules.minSendInterval > .zero {
            do { try await settleNow() } catch { await storageFailed(error) }
        }
    }

    /// Writes down the outcome of the last send.
    func settleNow() async throws(StoreError) {
        guard let settled = settlement else { return }
        try await store.settle(settled, now: await clock.now(), confirmed: confirmed)
        settlement = nil
        confirmed.removeAll()
    }

    /// Writes down the outcome of the last send when the port is given up; what cannot be written is unknown at start.
    func settleOrLog() async {
        do { try await settleNow() } catch {
            runner.logger.error("the outcome of a send cannot be written down: \(error.sentence)")
        }
    }

    private func attempt(_ reply: OutgoingReply) async -> Settlement {
        let parts: [EncodedPDU]
        do {
            parts = try Submit.encode(
                to: Address(number: reply.to), text: reply.text, encoding: .auto,
                reference: UInt16(truncatingIfNeeded: reply.id))
        } catch {
            return Settlement(
                reply: reply.id, outcome: .failed(code: "the reply cannot be encoded: \(error)"), bodyWritten: false)
        }
        for (number, part) in parts.enumerated() {
            if number > 0 {
                let isStopping = await runner.isStopping
                guard !isStopping, await begin(part: number, of: reply) else {
                    return Settlement(reply: reply.id, outcome: .unknown(note: "its remaining parts were not sent"))
                }
            }
            // It was decided for the SIM that was in then.
            guard sim.mayWork else {
                guard number == 0 else {
                    return Settlement(reply: reply.id, outcome: .unknown(note: "its remaining parts were not sent"))
                }
                let earliest = await clock.now() + setup.rules.minSendInterval
                return Settlement(
                    reply: reply.id, outcome: .retry(code: "the SIM went before the send", notBefore: earliest),
                    bodyWritten: false)
            }
            let outcome = await modem.submit(hex: part.hex, length: part.tpduLength)
            if let settled = await settlement(for: outcome, reply: reply, part: number) { return settled }
        }
        return Settlement(reply: reply.id, outcome: .sent)
    }

    private func begin(part: Int, of reply: OutgoingReply) async -> Bool {
        do {
            return try await store.beginPart(part, of: reply.id, now: await clock.now())
        } catch {
            return false
        }
    }

    /// The end of a reply after one part; nil = the part was accepted, go on.
    private func settlement(for outcome: SubmitOutcome, reply: OutgoingReply, part: Int) async -> Settlement? {
        switch outcome {
        case .accepted:
            return nil
        case .unknown(let fault):
            return Settlement(reply: reply.id, outcome: .unknown(note: fault))
        case .definite(let fault, let bodyWritten), .refused(let fault, let bodyWritten):
            if part > 0 {
                return Settlement(
                    reply: reply.id, outcome: .unknown(note: "part \(part + 1): \(fault)"), bodyWritten: bodyWritten)
            }
            guard case .definite = outcome, reply.attempt == 0 else {
                return Settlement(reply: reply.id, outcome: .failed(code: fault), bodyWritten: bodyWritten)
            }
            let earliest = await clock.now() + setup.rules.minSendInterval
            return Settlement(
                reply: reply.id, outcome: .retry(code: fault, notBefore: earliest), bodyWritten: bodyWritten)
        }
    }
}
