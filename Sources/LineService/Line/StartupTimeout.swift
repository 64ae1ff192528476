import Modems
import Vocabulary

/// How long a modem's SIM and message store may take to start before recovery begins.
///
/// Half a minute is normal after power-up. Every reset starts it again, so nothing is reset meanwhile.
struct StartupTimeout {
    private let since: Uptime
    private let limit: Span
    private static let unclear = Span.seconds(10)
    private static let absence = Span.seconds(5)
    private static let starting = Span.seconds(40)

    /// Starts now: a minute on the first try, less once a recovery step was tried.
    init(isFirstTry: Bool, at now: Uptime = .now()) {
        since = now
        limit = isFirstTry ? .seconds(60) : .seconds(25)
    }

    /// Whether to query again what does not work yet.
    func lasts(at now: Uptime) -> Bool { now < since + limit }

    /// Whether a SIM reported missing may still appear: some modems report that before they have checked.
    func mayStillAppear(at now: Uptime) -> Bool { now < since + Self.absence }

    /// Which refusals during set-up still mean that the modem is starting.
    func forSetUp(at now: Uptime) -> SetUpRetry {
        if now >= since + min(limit, Self.starting) { return .none }
        return now < since + Self.unclear ? .unclear : .starting
    }
}
