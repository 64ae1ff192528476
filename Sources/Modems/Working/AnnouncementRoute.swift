import ATProtocol
import Vocabulary

/// On which of its ports a modem sends unsolicited result codes, as data.
///
/// The setting is stored in the modem's flash: it is read first, and written only when it must change.
public struct AnnouncementRoute: Sendable, Hashable {
    /// The command that reads the setting.
    public var query: String
    /// The name of the line in the answer.
    public var name: String
    /// The position of the port's keyword on that line, from 0.
    public var field: Int
    /// The command that changes the setting, up to the port's keyword.
    public var command: String
    /// The keyword for all ports at once; nil if there is none.
    public var allPorts: String?
    /// The keywords for the AT ports of a USB product, in the order of its interfaces in the profile.
    public var usb: [String]
    /// The keyword for the UART.
    public var uart: String

    /// Quectel's `+QURCCFG` (EC2x&EG9x&EG25-G Series AT Commands Manual).
    public static let quectel = AnnouncementRoute(
        query: "AT+QURCCFG=\"urcport\"", name: "+QURCCFG", field: 1, command: "AT+QURCCFG=\"urcport\",",
        allPorts: "all", usb: ["usbat", "usbmodem"], uart: "uart1")

    /// The command that selects a keyword.
    func setting(_ word: String) -> String { command + "\"\(word)\"" }

    /// Whether announcements on the port `word` reach us; `own` is our port's keyword, nil if unknown.
    func reaches(_ word: String, own: String?) -> Bool {
        let word = word.lowercased()
        return word == allPorts || (own.map { $0 == word } ?? usb.contains(word))
    }

    /// The keywords to try, the best first.
    func keywords(own: String?) -> [String] { [allPorts].compactMap { $0 } + (own.map { [$0] } ?? usb) }

    /// The keyword of the port we listen on; nil if unknown.
    func word(of port: OwnPort, in models: [USBModel]) -> String? {
        switch port {
        case .usb(let interface):
            models.lazy.compactMap { $0.atInterfaces.firstIndex(of: interface) }.first.flatMap { place in
                usb.indices.contains(place) ? usb[place] : nil
            }
        case .uart: uart
        case .unknown: nil
        }
    }
}

/// Which of a modem's ports we have opened.
public enum OwnPort: Sendable, Hashable {
    /// A USB interface.
    case usb(interface: UInt8)
    /// A serial port of the computer.
    case uart
    /// Not known.
    case unknown
}

extension Modem {
    /// Notes which of the modem's ports this is.
    public func note(port: OwnPort) { ownPort = port }

    /// Directs announcements to the port we listen on, if the family has such a setting.
    func routeAnnouncements() async throws(ModemFault) {
        guard let route = profile.announcementRoute, let present = try await word(of: route) else { return }
        let own = route.word(of: ownPort, in: profile.usb)
        var word = present
        // A keyword that this modem has just refused is not written again.
        for wish in route.keywords(own: own) where !route.reaches(word, own: own) && !triedRoutes.contains(wish) {
            triedRoutes.insert(wish)
            guard try await attempt(route.setting(wish)) != nil else { continue }
            // Some answer OK and change nothing.
            word = try await self.word(of: route) ?? word
        }
        announcementsElsewhere = route.reaches(word, own: own) ? nil : word
    }

    private func word(of route: AnnouncementRoute) async throws(ModemFault) -> String? {
        try await attempt(route.query)?.lazy.map { ATFields($0) }.first { $0.name == route.name }?.text(route.field)
    }
}
