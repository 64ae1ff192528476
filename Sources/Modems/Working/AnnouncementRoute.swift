import ATProtocol
import Vocabulary

/// On which of its ports a modem sends unsolicited result codes, as data.
///
/// The setting lies in the modem's flash: it is read first, and written only where it has to be another.
public struct AnnouncementRoute: Sendable, Hashable {
    /// Asks for the setting.
    public var query: String
    /// The name of the answer's line.
    public var name: String
    /// The position of the port's word on that line, from 0.
    public var field: Int
    /// Changes the setting, up to the port's word.
    public var command: String
    /// The word for all ports at once; nil where there is none.
    public var everywhere: String?
    /// The words for the AT ports of a USB product, in the order of its interfaces in the profile.
    public var usb: [String]
    /// The word for the UART.
    public var uart: String

    /// Quectel's `+QURCCFG` (EC2x&EG9x&EG25-G Series AT Commands Manual).
    public static let quectel = AnnouncementRoute(
        query: "AT+QURCCFG=\"urcport\"", name: "+QURCCFG", field: 1, command: "AT+QURCCFG=\"urcport\",",
        everywhere: "all", usb: ["usbat", "usbmodem"], uart: "uart1")

    /// The command that sets a word.
    func setting(_ word: String) -> String { command + "\"\(word)\"" }

    /// Whether what is said on the port of this word comes here; `own` is our port's word, nil where that is not known.
    func reaches(_ word: String, own: String?) -> Bool {
        let word = word.lowercased()
        return word == everywhere || (own.map { $0 == word } ?? usb.contains(word))
    }

    /// The words to try, the best first.
    func wishes(own: String?) -> [String] { [everywhere].compactMap { $0 } + (own.map { [$0] } ?? usb) }

    /// The word of the port we listen on; nil where that is not known.
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
    /// A serial port of the board.
    case uart
    /// Nobody knows.
    case unknown
}

extension Modem {
    /// Notes which of the modem's ports this is.
    public func note(port: OwnPort) { ownPort = port }

    /// Has announcements said on the port we listen on, where the family has such a setting.
    func routeAnnouncements() async throws(ModemFault) {
        guard let route = profile.announcementRoute, let present = try await word(of: route) else { return }
        let own = route.word(of: ownPort, in: profile.usb)
        var word = present
        // What this modem did not take a moment ago is not written again.
        for wish in route.wishes(own: own) where !route.reaches(word, own: own) && !triedRoutes.contains(wish) {
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
