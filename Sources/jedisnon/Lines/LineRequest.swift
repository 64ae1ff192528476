import LineConfiguration
import LinePolicy
import Vocabulary

/// The values given for a new line on the command line.
struct LineRequest: Equatable {
    /// How the modem was named.
    enum ModemRequest: Equatable {
        /// The last digits of a SIM that belongs to no line.
        case sim(String)
        /// A selector as in the configuration.
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

    /// The line with placeholders for missing values, for a trial; problems with placeholders are ignored.
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

    /// The keys that were given, and so can be wrong.
    var keys: Set<String> {
        let said: [(String, Bool)] = [
            ("id", id != nil), ("region", region != nil), ("number", number != nil), ("language", language != nil),
            ("modem", modem != nil), ("pin_file", pinFile != nil), ("profile", profile != nil), ("mode", mode != nil),
            ("calls", calls != nil),
        ]
        return Set(said.filter(\.1).map { "line." + $0.0 })
    }

    /// A number as people write it, without the separators between its digits.
    static func number(_ typed: String) -> String {
        String(typed.filter { !$0.isWhitespace && !"-.()/".contains($0) })
    }
}
