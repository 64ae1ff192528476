import Testing

@testable import Web

struct ConnectionTableTests {
    private func book() -> ConnectionTable { ConnectionTable(.init(total: 10, perUser: 4)) }

    @Test("whoever has too many makes room with the oldest that waits for nothing")
    func perUser() {
        var book = book()
        for id in 0..<4 { #expect(book.open(id, user: 1000) == nil) }
        book.note(0, isBusy: true)
        #expect(book.open(4, user: 1000) == 1)
        // What was just answered is younger than what never asked.
        book.note(0, isBusy: false)
        #expect(book.open(5, user: 1000) == 2)
        #expect(book.count == 4)
    }

    @Test("when all are being answered the oldest goes: the next command gets in all the same")
    func allBusy() {
        var book = book()
        for id in 0..<4 {
            _ = book.open(id, user: 1000)
            book.note(id, isBusy: true)
        }
        #expect(book.open(4, user: 1000) == 0)
        #expect(book.open(5, user: 1000) == 4)
    }

    @Test("a full box takes from whoever has most, never from another user")
    func total() {
        var book = book()
        for id in 0..<4 { _ = book.open(id, user: 1) }
        for id in 4..<8 { _ = book.open(id, user: 2) }
        for id in 8..<10 { _ = book.open(id, user: 3) }
        #expect(book.open(10, user: 0) == 0)
        #expect(book.open(11, user: 0) == 4)
        #expect(book.count == 10)
    }

    @Test("what has closed counts no more")
    func closed() {
        var book = book()
        for id in 0..<4 { _ = book.open(id, user: 1000) }
        book.close(0)
        #expect(book.open(4, user: 1000) == nil)
        book.note(0, isBusy: true)
        #expect(book.count == 4)
    }

    @Test("connections take a quarter of the descriptors, whatever there are")
    func descriptors() {
        #expect(Connections.limits(descriptors: 1024) == .init(total: 256, perUser: 64))
        #expect(Connections.limits(descriptors: 65_536) == .init(total: 256, perUser: 64))
        #expect(Connections.limits(descriptors: 64) == .init(total: 16, perUser: 4))
        #expect(Connections.limits(descriptors: 16) == .init(total: 8, perUser: 4))
    }
}
