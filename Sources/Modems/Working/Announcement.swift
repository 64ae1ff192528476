import ATProtocol
import Vocabulary

/// How a modem announces new messages: the parameters of `+CNMI` (3GPP TS 27.005 3.4.1).
public struct Announcement: Hashable, Sendable {
    /// Mode, mt, bm, ds and bfr, as many as this modem accepts; always at least the first two.
    public let values: [Int]

    init(_ values: [Int]) { self.values = values }

    /// The command that sets it.
    var command: String { "AT+CNMI=" + values.map(String.init).joined(separator: ",") }

    /// The modes that send announcements to us, the best first; mode 0 would hold them back in the modem.
    private static let modes = [2, 1, 3]
    /// Values of mt that store and announce a message; 3 does so for all classes but class 3.
    ///
    /// 2 stores nothing: a message handed over while no program listens is lost.
    private static let storing = [1, 3]

    /// The settings to try, the best first, from the answer to `AT+CNMI=?`, or else what most modems accept.
    static func choices(offered lines: [String]) -> [Announcement] {
        guard let offered = lines.lazy.compactMap({ ParameterRanges.parameters($0, of: "+CNMI") }).first else {
            return common
        }
        var choices: [Announcement] = []
        for mode in pick(modes, offered, 0) {
            for stored in pick(storing, offered, 1) {
                // Prefer values that leave broadcasts and status reports in the modem.
                let rest = (2..<5).prefix { $0 < offered.count }.map { offered[$0].min() ?? 0 }
                choices += [Announcement([mode, stored] + rest), Announcement([mode, stored])]
            }
        }
        // Some modems accept more than they list.
        return choices + common.filter { !choices.contains($0) }
    }

    /// The preferred values that a parameter allows; all of them if the modem does not list it.
    private static func pick(_ preferences: [Int], _ offered: [[Int]], _ position: Int) -> [Int] {
        guard position < offered.count, !offered[position].isEmpty else { return preferences }
        return preferences.filter { offered[position].contains($0) }
    }

    private static let common: [Announcement] = modes.flatMap { mode in
        [[mode, 1, 0, 0, 0], [mode, 1], [mode, 1, 0, 0, 1]].map(Announcement.init)
    }
}

extension Modem {
    /// Sets how new messages are announced, with the first setting that this modem accepts.
    ///
    /// False if it accepts none: then the line must poll for messages. Throws ``ModemFault/storeBusy(answer:)`` while
    /// the message store is still starting.
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
                // A modem that leaves two forms unanswered would not answer any of the twelve.
                if unanswered == 2 { return false }
            }
        }
        return false
    }
}
