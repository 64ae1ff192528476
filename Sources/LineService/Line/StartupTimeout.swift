import Modems
import Vocabulary

/// For how long a modem's SIM and message store may take to start before anything is done about it.
///
/// Half a minute is normal after power-up. Every reset begins it anew, so nothing is reset meanwhile.
struct StartupTimeout {
    private let since: Uptime
    private let limit: Span
    private static let unclear = Span.seconds(10)
    private static let absence = Span.seconds(5)
    private static let starting = Span.seconds(40)

    /// From now on: a minute, and less once something was already tried to bring the modem back.
    init(isFirstTry: Bool, at now: Uptime = .now()) {
        since = now
        limit = isFirstTry ? .seconds(60) : .seconds(25)
    }

    /// What does not work yet is asked again.
    func lasts(at now: Uptime) -> Bool { now < since + limit }

    /// A SIM that is said to be missing may still be found: some modems say so before they have looked.
    func mayStillAppear(at now: Uptime) -> Bool { now < since + Self.absence }

    /// Which refusals of the set-up still count as a start, and no longer as what this modem is like.
    func forSetUp(at now: Uptime) -> SetUpRetry {
        if now >= since + min(limit, Self.starting) { return .none }
        return now < since + Self.unclear ? .unclear : .starting
    }
}
