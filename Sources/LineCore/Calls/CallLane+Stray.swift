import Vocabulary

/// Calls older than the open port, as after a crash or a lost port, and callers during another call.
extension CallLane {
    mutating func nextForStray(at now: Uptime) -> Operation? {
        switch stray {
        case .asking, .ringing: return operation(.askCalls(soon: false), .stray)
        case .ending(let number, _, let next): return next <= now ? operation(.hangUp(number: number), .stray) : nil
        case .forcing: return operation(.restartRadio, .stray)
        case nil: return nil
        }
    }

    mutating func strayDone(_ result: CallOutcome, at now: Uptime) {
        // A caller has come meanwhile and may be answered.
        if call != nil || isLost, stray != .forcing { return stray = nil }
        switch (stray, result) {
        case (.asking, .calls(let listing)):
            guard case .calls(let listed) = listing, let one = listed.first(where: \.stands) else {
                memory.hasGhostCall = false
                return stray = nil
            }
            stray = .ending(number: one.number, attempts: 0, next: now)
        case (.ending(let number, let before, _), .hungUp(let outcome)):
            let attempts = before + 1
            switch outcome {
            // Still listed after the radio was off: there is no such call, or nothing ends it. Texts continue.
            case _ where memory.hasGhostCall: stray = nil
            case .ended, .unsupported: stray = nil
            case .ignored: stray = .forcing
            case .stands, .silent:
                stray =
                    attempts < CallTiming.maximumHangUps
                    ? .ending(number: number, attempts: attempts, next: now + CallTiming.pause(after: attempts))
                    : .forcing
            }
        case (.forcing, _):
            memory.hasGhostCall = true
            lose(.callNotEnded)
        case (.ringing, .calls(let listing)):
            stray = nil
            guard case .calls(let listed) = listing else { return }
            memory.lastRing = nil
            guard let one = listed.first(where: { !$0.stands }) else { return }
            found(Caller(number: one.number ?? "", type: one.type), at: now)
        default: stray = nil
        }
    }

    /// Takes a call that was already ringing when the port was opened.
    private mutating func found(_ caller: Caller, at now: Uptime) {
        change(at: now) { call in
            call.caller = caller
            if caller.number.isEmpty { call.search = NumberSearch(list: .withoutNumber) }
            call.isLeftover = true
        }
    }

    // MARK: Callers during another call

    /// Acts on waiting callers who were recorded.
    mutating func settleWaitingCallers(in world: CallWorld) {
        for index in waiting.indices {
            switch waiting[index].phase {
            case .decided(let event, let isRefused):
                if isLost || (isRefused && world.letsRefusedCallersRing) {
                    end(waiting: index, event: event)
                } else {
                    waiting[index].phase = .refusing(event: event)
                }
            case .refusing(let event) where isLost: end(waiting: index, event: event)
            case .deciding, .refusing, .over: break
            }
        }
        if call == nil { waiting.removeAll { $0.phase == .over } }
    }

    mutating func decided(waiting id: Int, _ result: CallOutcome) {
        guard let index = waiting.firstIndex(where: { $0.id == id }) else { return }
        guard case .recorded(let event, let reason, _) = result else {
            write(.keep(waiting[index].record), for: nil)
            waiting[index].phase = .decided(event: nil, isRefused: false)
            return
        }
        waiting[index].phase = .decided(event: event, isRefused: reason != nil)
    }

    mutating func refused(waiting id: Int, isConfirmed: Bool) {
        guard let index = waiting.firstIndex(where: { $0.id == id }), case .refusing(let event) = waiting[index].phase
        else { return }
        if let event { write(.note(.rejected(isConfirmed: isConfirmed), of: event), for: nil) }
        end(waiting: index, event: event)
    }

    private mutating func end(waiting index: Int, event: Int64?) {
        let end = CallEndDetails(ending: .line, interruption: isLost ? .modemLost : nil)
        if let event { write(.note(.ended(end), of: event), for: nil) }
        waiting[index].phase = .over
        settled += 1
    }
}
