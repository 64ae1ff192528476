/// The details of `head_signed`: how far the log was signed, and by which version.
public struct HeadDetails: Hashable, Sendable {
    /// The number of events under the head.
    public var size: Int64
    /// Its root, 64 hexadecimal digits.
    public var root: String
    /// The version of the program that signed.
    public var version: String
    /// Whether it is the first head under a new key: the previous key was lost, or there was none.
    public var hasNewKey: Bool

    /// Makes the details of a head.
    public init(size: Int64, root: String, version: String, hasNewKey: Bool) {
        self.size = size
        self.root = root
        self.version = version
        self.hasNewKey = hasNewKey
    }
}

extension HeadDetails {
    /// The canonical form in which they are stored.
    var details: Details {
        Details([
            "size": .integer(size), "root": .string(root), "version": .string(version), "new_key": .flag(hasNewKey),
        ])
    }

    init?(_ details: Details) {
        guard let size = details.integer("size"), let root = details.text("root"),
            let version = details.text("version")
        else { return nil }
        self.init(size: size, root: root, version: version, hasNewKey: details.flag("new_key") ?? false)
    }
}
