import LinePolicy
import Testing
import Vocabulary

@testable import EventStore

/// `line verify`: a received one-time code, and the answer to it.
struct VerificationTests {
    private func box() async throws -> TestBox {
        let box = try TestBox()
        try await box.store.beginVerification(
            line: "montreal", code: "042917", expires: noon + .minutes(15), now: noon)
        return box
    }

    private func state(_ box: TestBox, at now: Timestamp = noon) async throws -> VerificationState? {
        try await box.store.verification(line: "montreal", now: now)?.state
    }

    @Test("the code is answered with ok without a delay, and the line is verified when that is sent")
    func codeAnswered()
        async throws
    {
        let box = try await box()
        #expect(try await state(box) == .waiting)
        let reply = try #require(
            await box.answer(.text(" 042917\n"), in: .line { $0.replyDelayMin = .minutes(45) }))
        #expect(reply.text == "ok")
        #expect(try await state(box) == .verified)
        #expect(try await box.store.verifiedLines() == ["montreal": noon])
        try await box.expectConsistentMoney()
    }

    @Test("it neither uses up the window of the operator's phone nor is limited by it")
    func neitherUses() async throws {
        let box = try await box()
        #expect(try await box.answer(.text("hello")) != nil)
        #expect(try await box.answer(.text("042917"))?.text == "ok")
        let later = noon + .days(2)
        #expect(try await box.answer(.text("hello again"), now: later)?.text == "No.")
    }

    @Test("a code counts once, on its own line, and not after its time")
    func codeCounts() async throws {
        let box = try await box()
        #expect(try await box.answer(.text("042917", from: other), in: .line("quebec"))?.text == "No.")
        #expect(try await box.answer(.text("042917"), now: noon + .minutes(16))?.text == "No.")
        #expect(try await state(box, at: noon + .minutes(16)) == .expired)
        try await box.store.beginVerification(line: "montreal", code: "111222", expires: noon + .minutes(15), now: noon)
        #expect(try await box.answer(.text("042917", from: third))?.text == "No.")
        #expect(try await box.answer(.text("111222", from: "+15145550126"))?.text == "ok")
        #expect(try await box.answer(.text("111222", from: "+15145550127"))?.text == "No.")
    }

    @Test("after STOP, on a paused line, in shadow mode or without budget there is no ok, and the reason is reported")
    func saidSTOP()
        async throws
    {
        let stopped = try await box()
        try await stopped.take(.text("STOP"))
        #expect(try await stopped.take(.text("042917")) == [.stopRequested])
        #expect(try await state(stopped) == .refused)
        #expect(try await stopped.store.verification(line: "montreal", now: noon)?.reason == .stopRequested)
        let paused = try await box()
        try await paused.store.pauseLine("montreal", why: nil, releasePort: false, now: noon)
        #expect(try await paused.take(.text("042917")) == [.linePaused])
        let shadow = try await box()
        #expect(try await shadow.take(.text("042917"), in: .line { $0.mode = .shadow }) == [.shadow])
        #expect(try await shadow.store.verifiedLines().isEmpty)
    }

    @Test("a raid does not prevent it, and it does not count for one")
    func raidDoes() async throws {
        let box = try await box()
        let rules: (inout LineRules) -> Void = { $0.raidSenders = 2 }
        try await box.take(.text("a", from: other), .text("b", from: third), in: .line(rules: rules))
        #expect(try await box.kinds().contains(.raidStarted))
        #expect(try await box.answer(.text("042917"), in: .line(rules: rules))?.text == "ok")
    }

    @Test("an answer that was not sent verifies nothing")
    func answerWas() async throws {
        let box = try await box()
        try await box.answer(.text("042917"), outcome: .unknown(.legacy("reset")))
        #expect(try await state(box) == .unanswered)
        #expect(try await box.store.verifiedLines().isEmpty)
    }
}
