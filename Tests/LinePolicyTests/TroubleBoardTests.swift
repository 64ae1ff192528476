import LinePolicy
import Testing
import Vocabulary

/// What people elsewhere are told, by made-up moments: no clock, no store, no lines.
struct TroubleBoardTests {
    private func board(
        _ open: [OpenTrouble] = [], told: Int = 0, aliveAt: Timestamp? = nil,
        _ change: (inout AlertRules) -> Void = { _ in }
    ) -> TroubleBoard {
        var rules = AlertRules(after: .minutes(10))
        change(&rules)
        return TroubleBoard(open, aliveAt: aliveAt, alertsToday: told, rules: rules)
    }

    /// A box on which these lines are down, and all others ready.
    private func down(_ lines: String..., state: LineState = .absent) -> BoxStatus {
        BoxStatus(
            lines: ["laval", "montreal", "quebec"].map { BoxStatus.Line($0, lines.contains($0) ? state : .ready) })
    }

    private static let montreal = Trouble(.lineDown, line: "montreal")

    @Test("fires after N minutes, once, and resolves after M with the duration")
    func life() {
        var board = board()
        #expect(board.look(at: down("montreal"), now: .noon).isEmpty)
        #expect(board.look(at: down("montreal"), now: .noon + .minutes(9)).isEmpty)
        #expect(
            board.look(at: down("montreal"), now: .noon + .minutes(10))
                == [.troubleBegan(.lineDown, lines: ["montreal"], since: .noon)])
        #expect(board.look(at: down("montreal"), now: .noon + .hours(5)).isEmpty)
        #expect(board.look(at: down(), now: .noon + .hours(6)).isEmpty)
        #expect(board.look(at: down(), now: .noon + .hours(6) + .minutes(9)).isEmpty)
        #expect(
            board.look(at: down(), now: .noon + .hours(6) + .minutes(10))
                == [.troubleEnded(.lineDown, lines: ["montreal"], lasted: .hours(6))])
        #expect(board.open.isEmpty)
    }

    @Test("what passes before it is told is never told, and what comes back before its end goes on")
    func flapping() {
        var board = board()
        for minute in stride(from: 0, to: 60, by: 2) as StrideTo<Int64> {
            let view = minute % 4 == 0 ? down("montreal") : down()
            #expect(board.look(at: view, now: .noon + .minutes(minute)).isEmpty)
        }
        board = self.board([OpenTrouble(Self.montreal, since: .noon, alertedAt: .noon + .minutes(10))])
        for minute in stride(from: 11, to: 200, by: 6) as StrideTo<Int64> {
            #expect(board.look(at: down(), now: .noon + .minutes(minute)).isEmpty)
            #expect(board.look(at: down("montreal"), now: .noon + .minutes(minute + 3)).isEmpty)
        }
        #expect(board.open.first?.since == .noon)
    }

    @Test("several lines failing together are one notice, and so is their end; one that fails later is another")
    func together() {
        var board = board()
        _ = board.look(at: down("montreal"), now: .noon)
        _ = board.look(at: down("montreal", "quebec"), now: .noon + .seconds(40))
        let all = down("montreal", "quebec", "laval")
        _ = board.look(at: all, now: .noon + .minutes(5))
        #expect(
            board.look(at: all, now: .noon + .minutes(10))
                == [.troubleBegan(.lineDown, lines: ["montreal", "quebec"], since: .noon)])
        #expect(
            board.look(at: all, now: .noon + .minutes(15))
                == [.troubleBegan(.lineDown, lines: ["laval"], since: .noon + .minutes(5))])
        _ = board.look(at: down(), now: .noon + .hours(1))
        #expect(
            board.look(at: down(), now: .noon + .minutes(70))
                == [.troubleEnded(.lineDown, lines: ["laval", "montreal", "quebec"], lasted: .hours(1))])
    }

    @Test("a restart neither repeats nor forgets: the board as it was stored goes on")
    func restart() {
        var first = board { $0.alive = .hours(24) }
        _ = first.look(at: down("montreal"), now: .noon)
        var second = board(first.open, told: first.alertsToday, aliveAt: first.aliveAt) { $0.alive = .hours(24) }
        #expect(second == first)
        #expect(
            second.look(at: down("montreal"), now: .noon + .minutes(10))
                == [.troubleBegan(.lineDown, lines: ["montreal"], since: .noon)])
        var third = board(second.open, told: second.alertsToday, aliveAt: second.aliveAt) { $0.alive = .hours(24) }
        #expect(third.look(at: down("montreal"), now: .noon + .minutes(11)).isEmpty)
        _ = third.look(at: down(), now: .noon + .minutes(20))
        #expect(third.look(at: down(), now: .noon + .minutes(30)).count == 1)
    }

    @Test("a daily ceiling: trouble waits for the next day, if it is still so; what stands alone is dropped")
    func ceiling() {
        let open = [OpenTrouble(Self.montreal, since: .noon)]
        var board = board(open, told: 3) { $0.perDay = 3 }
        #expect(board.look(at: down("montreal"), now: .noon + .hours(1)).isEmpty && board.isFull)
        var crashed = down("montreal")
        crashed.hasCrashed = true
        #expect(board.look(at: crashed, now: .noon + .hours(2)).isEmpty)
        board = self.board(board.open, told: 0) { $0.perDay = 1 }
        #expect(board.look(at: down("montreal"), now: .noon + .hours(12)).count == 1)
        #expect(board.look(at: down(), now: .noon + .hours(13)).isEmpty)
        #expect(board.look(at: down(), now: .noon + .hours(14)).isEmpty)
        board = self.board(board.open, told: 0) { $0.perDay = 1 }
        #expect(board.look(at: down(), now: .noon + .hours(15)).count == 1 && board.alertsToday == 1)
    }

    @Test("of more than the day has room for, as many as fit are told")
    func fits() {
        var view = down("montreal")
        view.isDiskFull = true
        view.hasCrashed = true
        let open = [OpenTrouble(Self.montreal, since: .noon), OpenTrouble(Trouble(.disk), since: .noon)]
        var board = board(open) { $0.perDay = 2 }
        #expect(board.look(at: view, now: .noon + .hours(1)).map(\.kind) == [.crash, .lineDown])
        #expect(board.open.map(\.alertedAt) == [.noon + .hours(1), nil])
    }

    @Test("kinds are told apart, and only those that were asked for")
    func kinds() {
        var view = down("quebec", state: .simMissing)
        view.isDiskFull = true
        let open = [
            OpenTrouble(Trouble(.disk), since: .noon), OpenTrouble(Trouble(.sim, line: "quebec"), since: .noon),
        ]
        var board = board(open)
        #expect(
            board.look(at: view, now: .noon + .hours(1)) == [
                .troubleBegan(.sim, lines: ["quebec"], since: .noon), .troubleBegan(.disk, lines: [], since: .noon),
            ])
        board = self.board(board.open) { $0.kinds = [.disk] }
        #expect(board.look(at: BoxStatus(), now: .noon + .hours(2)).isEmpty)
        #expect(board.look(at: BoxStatus(), now: .noon + .hours(3)).map(\.kind) == [.disk])
    }

    @Test("kind budget: a balance below its floor, or that nobody tells, is told after a while, and its end is")
    func balances() {
        var board = board()
        let low = BoxStatus(balances: [
            "quebec": .low(.zero, floor: .zero), "montreal": .unknown(.refused), "laval": .fine,
        ])
        #expect(board.look(at: low, now: .noon).isEmpty)
        let told = board.look(at: low, now: .noon + .minutes(10))
        #expect(
            told == [
                .troubleBegan(.balanceLow, lines: ["quebec"], since: .noon),
                .troubleBegan(.balanceUnknown, lines: ["montreal"], since: .noon),
            ])
        #expect(told.allSatisfy { $0.kind == .budget })
        let fine = BoxStatus(balances: ["quebec": .fine, "montreal": .unknown(.refused)])
        #expect(board.look(at: fine, now: .noon + .hours(1)).isEmpty)
        #expect(
            board.look(at: fine, now: .noon + .hours(2)) == [
                .troubleEnded(.balanceLow, lines: ["quebec"], lasted: .hours(1))
            ])
    }

    @Test("kinds raid and budget: what happened is told at once, raids that began together as one")
    func happenings() {
        let limit = LimitDetails(scope: .line, period: .perMonth, amount: Money(micros: 8), used: Money(micros: 7))
        let view = BoxStatus(occurrences: [
            .init(line: "quebec", .raidStarted(isByHand: false)), .init(line: "laval", .raidStarted(isByHand: true)),
            .init(line: "montreal", .raidEnded(nil)), .init(line: "montreal", .budgetWarning(limit)),
            .init(line: "montreal", .refused),
        ])
        var board = board()
        #expect(
            board.look(at: view, now: .noon) == [
                .raidBegan(lines: ["laval", "quebec"], isByHand: false), .raidEnded(line: "montreal", nil),
                .budgetWarning(line: "montreal", limit),
            ])
        #expect(board.look(at: BoxStatus(), now: .noon).isEmpty && board.alertsToday == 3)
        board = self.board { $0.kinds = [.budget] }
        #expect(board.look(at: view, now: .noon).map(\.kind) == [.budget])
    }

    @Test("kind line down: the states in which nothing can be received, and no others", arguments: LineState.allCases)
    func states(state: LineState) {
        var board = board()
        _ = board.look(at: down("montreal", state: state), now: .noon)
        let kind: TroubleKind? =
            switch state {
            case .ready, .degraded, .paused: nil
            case .starting, .absent, .noNetwork, .failed: .lineDown
            case .pinRequired, .simMissing: .sim
            }
        #expect(board.open.map(\.trouble) == kind.map { [Trouble($0, line: "montreal")] } ?? [])
    }

    @Test("what is trouble: a line that receives nothing, a SIM, a disk; a pause and a line that needs a look are none")
    func trouble() {
        var board = board()
        _ = board.look(
            at: BoxStatus(lines: [
                .init("a", .ready), .init("b", .absent), .init("c", .pinRequired), .init("d", .paused),
                .init("e", .degraded), .init("f", .degraded, .notRecorded), .init("g", .starting),
            ]), now: .noon)
        #expect(
            Set(board.open.map(\.trouble)) == [
                Trouble(.lineDown, line: "b"), Trouble(.sim, line: "c"), Trouble(.disk), Trouble(.lineDown, line: "g"),
            ])
    }

    @Test("kind evidence_key: told once after a while, over when the key is back")
    func evidenceKey() {
        var board = self.board([])
        var view = BoxStatus(isEvidenceKeyLost: true)
        #expect(board.look(at: view, now: .noon) == [])
        #expect(
            board.look(at: view, now: .noon + .minutes(10))
                == [.troubleBegan(.evidenceKey, lines: [], since: .noon)])
        #expect(board.look(at: view, now: .noon + .hours(30)) == [])
        view.isEvidenceKeyLost = false
        #expect(board.look(at: view, now: .noon + .hours(31)) == [])
        #expect(
            board.look(at: view, now: .noon + .hours(31) + .minutes(10))
                == [.troubleEnded(.evidenceKey, lines: [], lasted: .hours(31))])
    }

    @Test("kind disk: a line that cannot record, or no room, is one trouble of the box")
    func disk() {
        var board = board()
        let line = BoxStatus.Line("montreal", .degraded, .notRecorded)
        _ = board.look(at: BoxStatus(lines: [line], isDiskFull: true), now: .noon)
        #expect(board.open == [OpenTrouble(Trouble(.disk), since: .noon)])
    }

    @Test("a sign of life at a set interval, also on a full day, and after the clock went back")
    func alive() {
        var board = board(told: 5) {
            $0.alive = .hours(1)
            $0.perDay = 5
        }
        let sign = Alert.alive(ready: 2, of: 3)
        #expect(board.look(at: down("montreal"), now: .noon) == [sign])
        #expect(board.look(at: down("montreal"), now: .noon + .minutes(59)).isEmpty)
        #expect(board.look(at: down("montreal"), now: .noon + .minutes(60)) == [sign])
        #expect(board.look(at: down("montreal"), now: .noon - .days(400)) == [sign])
        #expect(board.alertsToday == 5 && board.aliveAt == .noon - .days(400))
        board = self.board()
        #expect(board.look(at: down(), now: .noon).isEmpty)
        board = self.board {
            $0.alive = .hours(1)
            $0.kinds = [.disk]
        }
        #expect(board.look(at: down(), now: .noon).isEmpty)
    }
}
