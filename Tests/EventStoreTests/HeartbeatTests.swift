import LinePolicy
import Testing
import Vocabulary

@testable import EventStore

/// The heartbeat: one of our verified lines texts another.
struct HeartbeatTests {
    private static let numbers: Set<String> = ["+15145550101", "+14185550102"]

    private func context(_ line: String, _ change: (inout LineRules) -> Void = { _ in }) -> LineContext {
        .line(line) {
            $0.ownNumbers = Self.numbers
            change(&$0)
        }
    }

    /// Two lines, both verified.
    private func box() async throws -> TestBox {
        let box = try TestBox()
        for (line, code, phone) in [("montreal", "111111", caller), ("quebec", "222222", other)] {
            try await box.store.beginVerification(line: line, code: code, expires: noon + .minutes(15), now: noon)
            try await box.answer(.text(code, from: phone), in: context(line))
        }
        return box
    }

    /// Plans the heartbeat that is due and sends it to the given end.
    private func send(_ box: TestBox, at now: Timestamp, outcome: Settlement.Outcome = .sent) async throws
        -> (sender: String, receiver: String)?
    {
        let due = try await box.store.dueHeartbeat(among: ["montreal", "quebec"], every: .days(1), now: now)
        guard let due else { return nil }
        let start = try await box.store.planHeartbeat(
            from: context(due.sender), to: due.receiver, number: number(of: due.receiver), token: "hb-token", now: now)
        #expect(start == .planned)
        guard case .send(let reply) = try await box.store.begin(in: context(due.sender), now: now) else {
            Issue.record("the heartbeat was not begun")
            return nil
        }
        #expect(reply.to == number(of: due.receiver))
        #expect(reply.text == "hb-token")
        try await box.store.settle(Settlement(reply: reply.id, outcome: outcome), now: now)
        return due
    }

    private func number(of line: String) -> String {
        line == "montreal" ? "+15145550101" : "+14185550102"
    }

    @Test("a heartbeat that arrives is recorded, never answered, and each line gets one a day")
    func arrivesNoted() async throws {
        let box = try await box()
        let first = try #require(try await send(box, at: noon))
        let reasons = try await box.take(
            .text("hb-token", from: number(of: first.sender)), in: context(first.receiver))
        #expect(reasons == [.ownNumber])
        #expect(try await box.last(.smsReceived)?.details["heartbeat"] == true)
        let second = try #require(try await send(box, at: noon + .minutes(1)))
        #expect(second.receiver == first.sender && second.sender == first.receiver)
        #expect(try await send(box, at: noon + .hours(23)) == nil)
        #expect(try await box.store.heartbeatFaults().isEmpty)
        try await box.expectConsistentMoney()
    }

    @Test(
        "a heartbeat that was sent and does not arrive cancels the receiver's verification until it is verified again"
    )
    func wasSent()
        async throws
    {
        let box = try await box()
        let due = try #require(try await send(box, at: noon))
        #expect(try await box.store.endOverdueHeartbeats(after: .minutes(30), now: noon + .minutes(29)).isEmpty)
        let failures = try await box.store.endOverdueHeartbeats(after: .minutes(30), now: noon + .minutes(31))
        #expect(failures.map(\.failedLine) == [due.receiver])
        #expect(try await box.store.heartbeatFaults() == [due.receiver])
        #expect(try await box.store.verifiedLines()[due.receiver] == nil)
        #expect(try await box.store.endOverdueHeartbeats(after: .minutes(30), now: noon + .hours(2)).isEmpty)
        // A heartbeat needs two verified lines.
        #expect(try await send(box, at: noon + .days(2)) == nil)
        let later = noon + .days(3)
        try await box.store.beginVerification(
            line: due.receiver, code: "333333", expires: later + .minutes(15), now: later)
        try await box.answer(.text("333333", from: third), in: context(due.receiver), now: later)
        #expect(try await box.store.heartbeatFaults().isEmpty)
    }

    @Test("an unsent heartbeat is the sender's fault; one that was held is nobody's, and is never sent late")
    func couldSent()
        async throws
    {
        let failed = try await box()
        let due = try #require(try await send(failed, at: noon, outcome: .unknown(.legacy("reset"))))
        #expect(
            try await failed.store.endOverdueHeartbeats(after: .minutes(30), now: noon + .hours(1)).map(\.failedLine)
                == [due.sender])
        let held = try await box()
        let start = try await held.store.planHeartbeat(
            from: context("montreal"), to: "quebec", number: number(of: "quebec"), token: "hb-token", now: noon)
        #expect(start == .planned)
        #expect(try await held.store.endOverdueHeartbeats(after: .minutes(30), now: noon + .hours(1)).isEmpty)
        #expect(try await held.store.begin(in: context("montreal"), now: noon + .hours(1)) == .nothing)
        try await held.expectConsistentMoney()
    }

    @Test("it is sent to our own lines only, and refused without money, in shadow mode or during a pause")
    func goesOur()
        async throws
    {
        let box = try await box()
        func plan(to number: String, _ change: (inout LineRules) -> Void = { _ in }) async throws -> HeartbeatStart {
            try await box.store.planHeartbeat(
                from: context("montreal", change), to: "quebec", number: number, token: "hb-token", now: noon)
        }
        #expect(try await plan(to: "+15145550177") == .refused(.destinationNotAllowed))
        #expect(try await plan(to: "+14185550102") { $0.mode = .shadow } == .refused(.shadow))
        #expect(try await plan(to: "+14185550102") { $0.repliesPerDay = 1 } == .refused(.dailyCap))
        try await box.expectConsistentMoney()
    }

    @Test("a stranger who knows a token verifies nothing")
    func strangerKnows() async throws {
        let box = try await box()
        _ = try await send(box, at: noon)
        try await box.take(.text("hb-token", from: "+15145550188"), in: context("quebec"))
        try await box.take(.text("hb-token", from: "+15145550188"), in: context("montreal"))
        #expect(try await box.store.endOverdueHeartbeats(after: .minutes(30), now: noon + .hours(1)).count == 1)
    }
}
