import Synchronization

/// Hands one value to one waiting task, unless that task gives up first.
final class OneTimeValue<Value: Sendable>: Sendable {
    private enum State {
        case empty
        case waiting(CheckedContinuation<Value?, Never>)
        case full(Value)
        case over
    }

    private let state = Mutex(State.empty)

    /// Hands the value over; false when the waiting task has given up.
    func give(_ value: Value) -> Bool {
        let (isWanted, waiter) = state.withLock { state -> (Bool, CheckedContinuation<Value?, Never>?) in
            switch state {
            case .empty:
                state = .full(value)
                return (true, nil)
            case .waiting(let waiter):
                state = .over
                return (true, waiter)
            case .full, .over:
                return (false, nil)
            }
        }
        waiter?.resume(returning: value)
        return isWanted
    }

    /// Waits for the value; nil when ``giveUp()`` came first.
    func wait() async -> Value? {
        await withCheckedContinuation { continuation in
            let (isEarly, value) = state.withLock { state -> (Bool, Value?) in
                switch state {
                case .full(let value):
                    state = .over
                    return (true, value)
                case .empty:
                    state = .waiting(continuation)
                    return (false, nil)
                case .waiting, .over:
                    return (true, nil)
                }
            }
            if isEarly { continuation.resume(returning: value) }
        }
    }

    /// Ends the wait; a value that was given already stays.
    func giveUp() {
        let waiter = state.withLock { state -> CheckedContinuation<Value?, Never>? in
            switch state {
            case .waiting(let waiter):
                state = .over
                return waiter
            case .empty:
                state = .over
                return nil
            case .full, .over:
                return nil
            }
        }
        waiter?.resume(returning: nil)
    }
}
