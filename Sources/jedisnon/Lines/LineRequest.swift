import LineConfiguration
import LinePolicy
import Vocabulary

/// What somebody said of a new line on the command line.
struct LineRequest: Equatable {
    /// The modem, as it was named.
    enum ModemRequest: Equatable {
        /// The last digits of a SIM that no line claims.
        case sim(String)
        /// As the configuration names it.
        case exactly(ModemSelector)
    }

    var id: String?
    var region: String?
    var number: String?
    var language: String?
    var modem: ModemRequest?
    var pinFile: String?
    var profile: String?
    var mode: LineMode?
    var calls: CallMode?

    /// The line, with whatever is still open filled in for a trial; a trial's complaints about those are not heard.
    var draft: LineFile {
        var modem = ModemSelector.device("/dev/null")
        if case .exactly(let selector)? = self.modem { modem = selector }
        return LineFile(
            id: id ?? regionID ?? "0", region: region, number: number ?? "+14165550199", language: language,
            modem: modem,
            pinFile: pinFile, profile: profile, mode: mode, calls: calls)
    }

    /// The id that the region suggests.
    var regionID: String? {
        region.map(LineName.id).flatMap { $0.isEmpty ? nil : $0 }
    }

    /// The keys of a line that were said, and so can be wrong.
    var keys: Set<String> {
        let said: [(String, Bool)] = [
            ("id", id != nil), ("region", region != nil), ("number", number != nil), ("language", language != nil),
            ("modem", modem != nil), ("pin_file", pinFile != nil), ("profile", profile != nil), ("mode", mode != nil),
            ("calls", calls != nil),
        ]
        return Set(said.filter(\.1).map { "line." + $0.0 })
    }

    /// A number as people write it, without what only separates its digits.
    static func number(_ typed: String) -> String {
        String(typed.filter { !$0.isWhitespace && !"-.()/".contains($0) })
    }
}
