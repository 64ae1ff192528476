import LinePolicy
import Testing
import Vocabulary

struct TroubleBoardTests {
    private static let montreal = Trouble(.lineDown, line: "montreal")
    private static let quebec = Trouble(.lineDown, line: "quebec")

    private func board(_ open: [OpenTrouble] = []) -> TroubleBoard { TroubleBoard(open, after: .minutes(10)) }

    @Test("trouble is told once it has lasted long enough, once, and its end with how long it was")
    func life() {
        var board = board()
        #expect(board.look(at: [Self.montreal], now: .noon).isEmpty)
        #expect(board.look(at: [Self.montreal], now: .noon + .minutes(9)).isEmpty)
        #expect(
            board.look(at: [Self.montreal], now: .noon + .minutes(10))
                == [.troubleBegan(.lineDown, lines: ["montreal"], since: .noon)])
        #expect(board.look(at: [Self.montreal], now: .noon + .hours(5)).isEmpty)
        #expect(board.look(at: [], now: .noon + .hours(6)).isEmpty)
        #expect(board.look(at: [], now: .noon + .hours(6) + .minutes(9)).isEmpty)
        #expect(
            board.look(at: [], now: .noon + .hours(6) + .minutes(10))
                == [.troubleEnded(.lineDown, lines: ["montreal"], lasted: .hours(6))])
        #expect(board.open.isEmpty)
    }

    @Test("what passes before it is told is never told, and what comes back before its end goes on")
    func flapping() {
        var board = board()
        for minute in stride(from: 0, to: 60, by: 2) as StrideTo<Int64> {
            let wrong: Set = minute % 4 == 0 ? [Self.montreal] : []
            #expect(board.look(at: wrong, now: .noon + .minutes(minute)).isEmpty)
        }
        board = self.board([OpenTrouble(Self.montreal, since: .noon, toldAt: .noon + .minutes(10))])
        for minute in stride(from: 11, to: 200, by: 6) as StrideTo<Int64> {
            #expect(board.look(at: [], now: .noon + .minutes(minute)).isEmpty)
            #expect(board.look(at: [Self.montreal], now: .noon + .minutes(minute + 3)).isEmpty)
        }
        #expect(board.open.first?.since == .noon)
    }

    @Test("lines that fail or come back together are one notice; one that fails later is another")
    func together() {
        var board = board()
        _ = board.look(at: [Self.montreal], now: .noon)
        _ = board.look(at: [Self.montreal, Self.quebec], now: .noon + .seconds(40))
        let laval = Trouble(.lineDown, line: "laval")
        let all: Set = [Self.montreal, Self.quebec, laval]
        _ = board.look(at: all, now: .noon + .minutes(5))
        #expect(
            board.look(at: all, now: .noon + .minutes(10))
                == [.troubleBegan(.lineDown, lines: ["montreal", "quebec"], since: .noon)])
        #expect(
            board.look(at: all, now: .noon + .minutes(15))
                == [.troubleBegan(.lineDown, lines: ["laval"], since: .noon + .minutes(5))])
        _ = board.look(at: [], now: .noon + .hours(1))
        #expect(
            board.look(at: [], now: .noon + .minutes(70))
                == [.troubleEnded(.lineDown, lines: ["laval", "montreal", "quebec"], lasted: .hours(1))])
    }

    @Test("what the day has no room for is told later, if it is still so")
    func ceiling() {
        var board = board([OpenTrouble(Self.montreal, since: .noon)])
        #expect(board.look(at: [Self.montreal], now: .noon + .hours(1), atMost: 0).isEmpty)
        #expect(board.look(at: [Self.montreal], now: .noon + .hours(12)).count == 1)
        #expect(board.look(at: [], now: .noon + .hours(13), atMost: 0).isEmpty)
        #expect(board.look(at: [], now: .noon + .hours(14), atMost: 0).isEmpty)
        #expect(board.look(at: [], now: .noon + .hours(15)).count == 1)
    }

    @Test("kinds are told apart, and the box has trouble without a line")
    func kinds() {
        var board = board([
            OpenTrouble(Trouble(.disk), since: .noon), OpenTrouble(Trouble(.sim, line: "quebec"), since: .noon),
        ])
        let told = board.look(at: [Trouble(.disk), Trouble(.sim, line: "quebec")], now: .noon + .hours(1))
        #expect(
            told == [
                .troubleBegan(.sim, lines: ["quebec"], since: .noon), .troubleBegan(.disk, lines: [], since: .noon),
            ])
    }
}
