import ControlAPI
import Foundation

/// The name and the id of a new line.
enum LineName {
    private static let longestRegion = 64
    private static let longestID = 32

    /// The id that a region suggests: `montreal` for `Montréal`; empty when no character is usable.
    static func id(from region: String) -> String {
        let plain = region.lowercased().replacing("œ", with: "oe").replacing("æ", with: "ae")
            .replacing("ß", with: "ss").decomposedStringWithCompatibilityMapping
        var id = ""
        for scalar in plain.unicodeScalars {
            switch scalar {
            case "a"..."z", "0"..."9": id.unicodeScalars.append(scalar)
            case _ where scalar.properties.generalCategory == .nonspacingMark: continue
            default: if !id.isEmpty, id.last != "-" { id += "-" }
            }
        }
        return withoutLastHyphens(String(id.prefix(longestID)))
    }

    /// The same, with a number appended if another line has it.
    static func freeID(from region: String, isTaken: (String) -> Bool) -> String? {
        let id = id(from: region)
        if id.isEmpty { return nil }
        if !isTaken(id) { return id }
        return (2...99).lazy.map { withoutLastHyphens(String(id.prefix(longestID - 3))) + "-\($0)" }
            .first { !isTaken($0) }
    }

    /// What is wrong with the name of a region; nil when nothing is.
    static func problem(aboutRegion region: String) -> String? {
        if region.count > longestRegion { return "region: at most \(longestRegion) characters" }
        return isOneLine(region) ? nil : "region: has characters that cannot be shown; type it again"
    }

    /// Whether a text is safe to display unchanged.
    static func isOneLine(_ text: String) -> Bool { SafeText.escaped(text) == text }

    private static func withoutLastHyphens(_ id: String) -> String {
        var id = id
        while id.last == "-" { id.removeLast() }
        return id
    }
}
