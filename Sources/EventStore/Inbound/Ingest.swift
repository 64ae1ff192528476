import Foundation
import GRDB
import LinePolicy
import Vocabulary

extension EventStore {
    /// Records received messages, decides, plans replies and reserves money: one transaction, one commit.
    ///
    /// Only when this has returned may the messages be deleted from the modem or acknowledged. `confirmed` are slots
    /// whose deletion the modem confirmed since the last call.
    public func ingest(
        _ messages: [IncomingMessage], in context: LineContext, now: Timestamp, start: StartPermission,
        confirmed: [Slot] = []
    ) async throws(StoreError) -> IngestResult {
        try await write(outcomesOf: context.line, now: now) { transaction in
            try transaction.confirmDeletions(confirmed)
            var inbound = Inbound(transaction: transaction, context: context)
            for message in messages { try inbound.take(message) }
            return try inbound.finish(start: start)
        }
    }

    /// Records long messages whose last part came 30 s ago with parts missing, or their late parts.
    public func completeOverdueMessages(
        _ messages: [Int64], in context: LineContext, now: Timestamp, start: StartPermission
    ) async throws(StoreError) -> IngestResult {
        try await write(outcomesOf: context.line, now: now) { transaction in
            var inbound = Inbound(transaction: transaction, context: context)
            for message in messages { try inbound.completeOverdue(message) }
            return try inbound.finish(start: start)
        }
    }
}

/// The inbound side of one transaction: messages one after the other, then the first reply that is due.
struct Inbound {
    let transaction: Transaction
    let context: LineContext
    let policy: LinePolicy
    let period: CalendarPeriod
    private(set) var result = IngestResult()
    /// The replies planned by this transaction, which need no second judgement.
    private var fresh: Set<Int64> = []

    init(transaction: Transaction, context: LineContext) {
        self.transaction = transaction
        self.context = context
        policy = LinePolicy(rules: context.rules)
        period = CalendarPeriod(at: transaction.now, in: context.timeZone)
    }

    mutating func take(_ message: IncomingMessage) throws {
        if try transaction.isDuplicate(message, line: context.line) {
            result.outcomes.append(.duplicate)
            return
        }
        switch message.content {
        case .undecodable(let fault):
            let contact = Contact(kind: .text, sender: .withheld, text: nil, isPerson: false, networkTime: nil)
            var content = TextContent(contact: contact, details: TextDetails(error: fault))
            content.pdus = [message.pdu]
            try record(content)
        case .text(var content):
            content.pdus = [message.pdu]
            if let part = content.part, part.total > 1, (1...part.total).contains(part.number) {
                try take(part, of: content, pdu: message.pdu)
            } else {
                try record(content)
            }
        }
    }

    mutating func finish(start: StartPermission) throws -> IngestResult {
        if start == .allowed,
            case .send(let reply) = try transaction.startNext(context, period: period, judged: fresh)
        {
            result.started = reply
        }
        return result
    }

    /// Writes `sms_received` with its decision and all consequences.
    @discardableResult
    mutating func record(_ content: TextContent) throws -> Int64 {
        var contact = content.contact
        var details = content.details
        if try transaction.isVerification(contact, line: context.line) {
            contact.purpose = .verification
            details.isVerification = true
        } else if try transaction.heartbeatHeard(contact, context: context) {
            details.isHeartbeat = true
        }
        let sender = try transaction.senderRow(contact.sender)
        let verdict = try transaction.judge(contact, sender: sender, context: context, period: period)
        let isWhole = details.missingParts.isEmpty
        if try transaction.exceedsTextLimit(verdict, isWhole: isWhole, from: sender, context, period),
            !details.isVerification, !details.isHeartbeat, let sender
        {
            return try fold(content, verdict, from: sender)
        }
        let seq = try transaction.append(
            .smsReceived(details),
            EventDraft(
                line: context.line, sender: sender, text: contact.text, reason: verdict.reason,
                pdus: content.pdus, data: content.data))
        try transaction.noteNetworkTime(contact.networkTime)
        try transaction.remember(contact, sender: sender, seq: seq)
        try count(content, verdict, from: sender, isTest: details.isVerification || details.isHeartbeat)
        let reply = try transaction.apply(verdict, to: contact, sender: sender, origin: seq, context, period)
        if let reply { fresh.insert(reply) }
        if contact.purpose == .verification {
            try transaction.verificationHeard(line: context.line, seq: seq, reason: verdict.reason, reply: reply)
        }
        result.outcomes.append(.recorded(seq: seq, reason: verdict.reason))
        return seq
    }

    /// Counts a text instead of keeping it, with all consequences; returns the last event of its sender.
    private mutating func fold(_ content: TextContent, _ verdict: Verdict, from sender: Int64) throws -> Int64 {
        let place = try transaction.fold(from: sender, line: context.line)
        try transaction.noteNetworkTime(content.contact.networkTime)
        try transaction.remember(content.contact, sender: sender, seq: place)
        try count(content, verdict, from: sender, isTest: false)
        let last = try transaction.db.number("SELECT max(seq) FROM event WHERE sender = ?", [sender]) ?? 0
        _ = try transaction.apply(verdict, to: content.contact, sender: sender, origin: last, context, period)
        result.outcomes.append(.folded(reason: verdict.reason))
        return last
    }

    private func count(_ content: TextContent, _ verdict: Verdict, from sender: Int64?, isTest: Bool) throws {
        guard !content.isStatusReport else { return }
        try transaction.count(line: context.line, received: 1, refused: verdict.reason == nil ? 0 : 1)
        let contact = CountedContact(
            content.contact, line: context.line, row: sender, reason: verdict.reason, isTest: isTest)
        try transaction.tally(contact, in: period)
    }

    /// Writes the late parts of a message that was recorded without them: not counted, never answered.
    mutating func recordLate(_ content: TextContent, completing origin: Int64, sender: Int64?) throws {
        var details = content.details
        details.completes = origin
        let first = try transaction.db.first("SELECT reason FROM event WHERE seq = ?", [origin])
        // Null would promise a reply; when the message was already answered, that is the reason.
        let reason = (first?[0] as String?).flatMap(Reason.init(rawValue:)) ?? .repliedInWindow
        let seq = try transaction.append(
            .smsReceived(details),
            EventDraft(
                line: context.line, sender: sender, text: content.contact.text, reason: reason, pdus: content.pdus,
                data: content.data))
        result.outcomes.append(.recorded(seq: seq, reason: reason))
    }

    mutating func wait(for message: Int64) {
        result.outcomes.append(.part(message: message))
    }

    mutating func foundDuplicate() {
        result.outcomes.append(.duplicate)
    }
}
