import Testing
import Vocabulary

@testable import LineCore

/// After a failure the memories are read again in seconds; a permanent failure is reported.
struct LookBackoffTests {
    @Test("the waits grow from a second to a minute, and start again once a look worked")
    func waitsGrow() {
        var look = LookBackoff()
        let waits = (0..<9).map { _ in look.failed() }
        #expect(waits == [1, 2, 5, 10, 20, 40, 60, 60, 60])
        look.worked()
        let next = look.failed()
        #expect(next == 1)
    }

    @Test("a memory that fails repeatedly is reported, one that failed once is not")
    func memoryFails() {
        var unreadableMemories = UnreadableMemories()
        for _ in 0..<3 { unreadableMemories.failed("ME", answer: "+CMS ERROR: 500") }
        #expect(unreadableMemories.worst == nil)
        unreadableMemories.worked("ME")
        for _ in 0..<4 { unreadableMemories.failed("ME", answer: "+CMS ERROR: 500") }
        #expect(unreadableMemories.worst?.memory == "ME")
        #expect(unreadableMemories.worst?.answer == "+CMS ERROR: 500")
        unreadableMemories.worked("ME")
        #expect(unreadableMemories.worst == nil)
    }
}
