import EventStore
import LineCore
import LinePolicy
import Logging
import Modems
import SMSCodec
import Vocabulary

extension LineSession {
    /// Nothing is in the way of a send: no interval, no call, no stop, a network, a disk, no other reply in hand.
    var maySendNow: Bool {
        nextSend <= .now() && inHand == nil && !calls.isBusy && isRegistered && sim.mayWork && storageFault == nil
            && !isLeaving
    }

    /// The line is to end, or its port to be given up: nothing new begins.
    private var isLeaving: Bool {
        isLettingGo || isLost || runner.facts.ending != nil || runner.facts.pause?.releasesPort == true
    }

    /// Sends the next due reply; false when there is none now.
    func sendNextReply() async throws -> Bool {
        guard nextReplyCheck <= .now(), nextSend <= .now(), inHand == nil else {
            turns.noReply()
            return false
        }
        guard maySendNow, let now = await clock.trusted() else {
            // A call, no network, no usable clock or a full disk: none of them announces its end.
            nextReplyCheck = .now() + .seconds(1)
            return false
        }
        let result: BeginResult
        let slots = confirmed
        do {
            result = try await store.begin(in: context(), now: now, confirmed: slots)
        } catch {
            await storageFailed(error)
            return false
        }
        confirmed.removeFirst(slots.count)
        switch result {
        case .send(let reply):
            take(inHand: reply)
            return await workOnReply()
        case .waitUntil(let due):
            nextReplyCheck = .now() + .milliseconds(min(max((due - now).milliseconds, 0), 60_000))
        case .nothing:
            nextReplyCheck = .now() + .seconds(60)
        }
        turns.noReply()
        return false
    }

    /// A reply may go now that could not before.
    func replyMayGo() {
        nextReplyCheck = .now()
        inHand?.wake(at: .now())
    }

    /// Takes a reply that is committed as `sending`: from here on it is sent, or brought back.
    func take(inHand reply: OutgoingReply) {
        store.take(inHand: reply)
        do {
            let parts = try Submit.encode(
                to: Address(number: reply.to), text: reply.text, encoding: .auto,
                reference: UInt16(truncatingIfNeeded: reply.id))
            encoded = parts
            inHand = ReplyInHand(reply, parts: parts.count, at: .now())
        } catch {
            keep(
                Settlement(
                    reply: reply.id, outcome: .failed(code: "the reply cannot be encoded: \(error)"),
                    bodyWritten: false))
        }
    }

    /// Goes on with the reply in hand until it is sent, given back or held; false when nothing could be done.
    @discardableResult
    func workOnReply() async -> Bool {
        let began = Uptime.now()
        // Whoever gives the port up meanwhile waits for the parts that may still go.
        isSending = inHand != nil
        defer {
            isSending = false
            turns.spent(replying: .now() - began)
        }
        var hasWorked = false
        while let hand = inHand {
            switch hand.step(in: world(of: hand), at: .now()) {
            case .send(let part): await submit(encoded[part], of: hand)
            case .ask: await askAgain(for: hand)
            case .commit(let part): await commit(part: part, of: hand)
            case .takeBack: takeBack(hand)
            case .giveUp(let note): await end(hand, .unknown(note: note))
            case .wait: inHand?.held(at: .now())
            }
            if let hand = inHand, hand.due > .now() { break }
            hasWorked = true
        }
        return hasWorked
    }

    /// What there is now, read in the very step that comes before the effect.
    private func world(of hand: ReplyInHand) -> ReplyInHand.World {
        ReplyInHand.World(
            hasCall: calls.isBusy || unheardRing.isThere(newestSign: Uptime(modem.lastCallSign), at: .now()),
            isLeaving: isLeaving,
            isEnding: isLost || runner.facts.ending == .afterPart || runner.facts.pause?.releasesPort == true,
            hasSIM: sim.mayWork, isRegistered: isRegistered, isPermitted: store.stillHolds(hand.permission))
    }

    private func submit(_ part: EncodedPDU, of hand: ReplyInHand) async {
        let outcome = await modem.submit(hex: part.hex, length: part.tpduLength)
        nextSend = .now() + .milliseconds(setup.rules.minSendInterval.milliseconds)
        nextReplyCheck = nextSend
        let (reply, isBegun) = (hand.reply, hand.isBegun)
        switch outcome {
        case .accepted:
            inHand?.accepted()
            if inHand?.isComplete == true { await end(hand, .sent) }
        case .unknown(let fault):
            await end(hand, .unknown(note: fault))
        case .definite(let fault, let bodyWritten), .refused(let fault, let bodyWritten):
            if isBegun {
                await end(hand, .unknown(note: "part \(hand.next + 1): \(fault)"), bodyWritten: bodyWritten)
            } else if case .definite = outcome, reply.attempt == 0 {
                let earliest = await clock.now() + setup.rules.minSendInterval
                await end(hand, .retry(code: fault, notBefore: earliest), bodyWritten: bodyWritten)
            } else {
                await end(hand, .failed(code: fault), bodyWritten: bodyWritten)
            }
        }
    }

    /// Something was committed since that may forbid it.
    private func askAgain(for hand: ReplyInHand) async {
        do {
            if let permission = try await store.permission(
                toSend: hand.reply.id, in: context(), now: await clock.now())
            {
                inHand?.permitted(permission)
            } else {
                takeBack(hand)
            }
        } catch {
            await storageFailed(error)
            takeBack(hand)
        }
    }

    private func commit(part: Int, of hand: ReplyInHand) async {
        do {
            switch try await store.beginPart(part, of: hand.reply.id, line: setup.id, now: await clock.now()) {
            case .send(let permission): inHand?.committed(permission)
            case .held: inHand?.held(at: .now())
            case .over: inHand = nil
            }
        } catch {
            await storageFailed(error)
            inHand?.held(at: .now())
        }
    }

    /// Nothing of the part that was committed was written: a reply that was not begun goes back to the store.
    private func takeBack(_ hand: ReplyInHand) {
        keep(Settlement(reply: hand.reply.id, outcome: .notWritten))
        guard hand.isBegun else {
            inHand = nil
            return
        }
        store.take(inHand: hand.reply)
        inHand?.tookBack(at: .now())
    }

    private func end(_ hand: ReplyInHand, _ outcome: Settlement.Outcome, bodyWritten: Bool = true) async {
        inHand = nil
        keep(Settlement(reply: hand.reply.id, outcome: outcome, bodyWritten: bodyWritten))
        // Nothing may follow for a while: the outcome is worth a commit of its own unless a reply follows at once.
        if setup.rules.minSendInterval > .zero { await writeNotes(confirming: true) }
    }

    private func keep(_ settlement: Settlement) {
        store.keep(.outcome(settlement), of: setup.id)
    }

    /// Brings back what is in hand when the port is given up, and writes down what is known now.
    ///
    /// What cannot be written stays with the store, and is written when that works again.
    func bringBack() async {
        if let hand = inHand {
            if hand.isCommitted { takeBack(hand) }
            if hand.isBegun {
                keep(Settlement(reply: hand.reply.id, outcome: .unknown(note: "its remaining parts were not sent")))
            }
            inHand = nil
        }
        await writeNotes(confirming: true)
    }

    /// Writes down what happened and is not written yet: outcomes, and what is known of calls.
    func writeNotes(confirming: Bool = false) async {
        // While the disk takes nothing each try takes seconds, and whoever calls is kept waiting: the ticker tries.
        guard store.hasNotes, storageFault == nil else { return }
        let slots = confirming ? confirmed : []
        do {
            let refused = try await store.writeNotes(now: await clock.now(), confirmed: slots)
            confirmed.removeFirst(slots.count)
            for sentence in refused {
                runner.logger.error("something that happened cannot be written down: \(sentence)")
            }
        } catch {
            await storageFailed(error)
        }
    }
}
