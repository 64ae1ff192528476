import ATProtocol
import Vocabulary

/// How a modem announces new messages: the parameters of `+CNMI` (3GPP TS 27.005 3.4.1).
public struct Announcement: Hashable, Sendable {
    /// Mode, mt, bm, ds and bfr, as many as this modem takes; the first two always.
    public let values: [Int]

    init(_ values: [Int]) { self.values = values }

    /// The command that sets it.
    var command: String { "AT+CNMI=" + values.map(String.init).joined(separator: ",") }

    /// The modes in which announcements reach us, the best first: 0 keeps them in the modem.
    private static let modes = [2, 1, 3]
    /// Stored and announced; 3 does so with everything but class 3.
    ///
    /// 2 stores nothing: an announcement that no program reads is lost.
    private static let storing = [1, 3]

    /// What to try, the best first, by the answer to `AT+CNMI=?`; without one, what most modems take.
    static func choices(offered lines: [String]) -> [Announcement] {
        guard let offered = lines.lazy.compactMap({ ParameterRanges.parameters($0, of: "+CNMI") }).first else {
            return common
        }
        var choices: [Announcement] = []
        for mode in pick(modes, offered, 0) {
            for stored in pick(storing, offered, 1) {
                // Broadcasts and status reports stay where they are, if that can be had.
                let rest = (2..<5).prefix { $0 < offered.count }.map { offered[$0].min() ?? 0 }
                choices += [Announcement([mode, stored] + rest), Announcement([mode, stored])]
            }
        }
        // Some list less than they take.
        return choices + common.filter { !choices.contains($0) }
    }

    /// Of our wishes those that a parameter allows; all where the modem does not tell.
    private static func pick(_ wishes: [Int], _ offered: [[Int]], _ position: Int) -> [Int] {
        guard position < offered.count, !offered[position].isEmpty else { return wishes }
        return wishes.filter { offered[position].contains($0) }
    }

    private static let common: [Announcement] = modes.flatMap { mode in
        [[mode, 1, 0, 0, 0], [mode, 1], [mode, 1, 0, 0, 1]].map(Announcement.init)
    }
}

extension Modem {
    /// Sets how new messages are announced, in the first form that this modem takes.
    ///
    /// False where it takes none: then they have to be looked for. Throws ``ModemFault/storeBusy(answer:)`` while the
    /// message store is still starting.
    @discardableResult
    public func announceMessages() async throws(ModemFault) -> Bool {
        announcement = nil
        var choices = Announcement.choices(offered: try await attempt("AT+CNMI=?") ?? [])
        let own = profile.announcements.map { Announcement($0) }
        choices = own + choices.filter { !own.contains($0) }
        var unanswered = 0
        for choice in choices {
            let reply = try await ask(choice.command, timeout: 5_000)
            switch reply {
            case .answered:
                announcement = choice
                return true
            case .refused(let result, let words):
                if result.refusal == .starting { throw .storeBusy(answer: words) }
            case .unanswered:
                unanswered += 1
                // What it does not answer in two forms it does not answer in twelve.
                if unanswered == 2 { return false }
            }
        }
        return false
    }
}
