import LinePolicy
import Vocabulary

/// One line as a file of `lines.d` defines it.
///
/// Properties that are nil are left out of the file, and then the main file or the built-in default applies.
public struct LineFile: Sendable, Equatable {
    /// The id; the file is named after it.
    public var id: String
    /// The region it stands for.
    public var region: String?
    /// Its E.164 number.
    public var number: String
    /// `fr` or `en`.
    public var language: String?
    /// How its modem is found.
    public var modem: ModemSelector
    /// The file with the SIM's PIN.
    public var pinFile: String?
    /// The modem profile.
    public var profile: String?
    /// Whether it answers.
    public var mode: LineMode?
    /// What it does with callers.
    public var calls: CallMode?

    /// Makes a line without checking it; ``tried(in:folder:)`` does that.
    public init(
        id: String, region: String? = nil, number: String, language: String? = nil, modem: ModemSelector,
        pinFile: String? = nil, profile: String? = nil, mode: LineMode? = nil, calls: CallMode? = nil
    ) {
        self.id = id
        self.region = region
        self.number = number
        self.language = language
        self.modem = modem
        self.pinFile = pinFile
        self.profile = profile
        self.mode = mode
        self.calls = calls
    }

    /// The name of the file.
    ///
    /// An invalid id never becomes part of a path: the file is then `line.toml`, for trials only.
    public var name: String { Self.isIdentifier(id) ? id + ".toml" : "line.toml" }

    /// The text of the file: always one `[[line]]` with exactly these values.
    public var text: String {
        let values: [(key: String, value: String?)] = [
            ("id", TOMLText.quoted(id)), ("region", region.map(TOMLText.quoted)), ("number", TOMLText.quoted(number)),
            ("language", language.map(TOMLText.quoted)), ("modem", modemTable),
            ("pin_file", pinFile.map(TOMLText.quoted)), ("profile", profile.map(TOMLText.quoted)),
            ("mode", mode.map { TOMLText.quoted($0.rawValue) }),
            ("calls", calls.map { TOMLText.quoted($0.rawValue) }),
        ]
        let lines = values.compactMap { key, value in
            value.map { key + String(repeating: " ", count: 8 - key.count) + " = " + $0 + "\n" }
        }
        return Self.header + "[[line]]\n" + lines.joined()
    }

    /// Writes the file into a folder of lines, which is made if it is missing.
    ///
    /// Does nothing when the file exists with this text; never overwrites another one.
    public func write(into folder: String) throws(LineFileError) {
        let lines = try LinesFolder(folder, make: true)
        let octets = Array(text.utf8)
        let found = try lines.content(of: name)
        if found == octets { return }
        guard found == nil else { throw .changed("\(folder)/\(name) is there already, with another text") }
        try lines.write(octets, as: fileName(), over: nil).keep()
    }

    /// The name of the file to write; throws when the id is invalid.
    public func fileName() throws(LineFileError) -> String {
        guard Self.isIdentifier(id) else { throw .unusable("\(TOMLText.quoted(id)) is no id of a line") }
        return name
    }

    /// Whether a text can be the id of a line: 1 to 32 small letters, digits, `-` and `_`.
    static func isIdentifier(_ id: String) -> Bool {
        (1...32).contains(id.utf8.count)
            && id.utf8.allSatisfy {
                (0x61...0x7A).contains($0) || (0x30...0x39).contains($0) || $0 == 0x2D || $0 == 0x5F
            }
    }

    private static let header = """
        # Written by jedisnon. Edit it as you like: `jedisnon line add` shows what would change before it writes
        # over it, `jedisnon reload` makes the service read it again.

        """

    private var modemTable: String {
        let (key, value) =
            switch modem {
            case .device(let path): ("device", path)
            case .iccid(let iccid): ("iccid", iccid)
            case .imei(let imei): ("imei", imei)
            case .usbPath(let path): ("usb_path", path)
            }
        return "{ \(key) = \(TOMLText.quoted(value)) }"
    }
}

/// Writes texts as TOML.
enum TOMLText {
    /// A basic string (TOML 1.0), escaped so that no text can end it or change the writing direction after it.
    static func quoted(_ text: String) -> String {
        var quoted = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"", "\\": quoted += "\\" + String(scalar)
            // No text of a configuration may contain U+0000.
            case "\0": quoted += "\u{FFFD}"
            default:
                if isHarmless(scalar) {
                    quoted.unicodeScalars.append(scalar)
                } else {
                    quoted += "\\u" + scalar.value.hexadecimal(4, uppercase: true)
                }
            }
        }
        return quoted + "\""
    }

    /// Not a control character, a line separator or a direction mark; all of those are below U+10000.
    private static func isHarmless(_ scalar: Unicode.Scalar) -> Bool {
        !scalar.isUnprintable && scalar.value != 0xFEFF
    }
}
