import Crypto
import Vocabulary

/// The state of the log at one moment, signed by the box: with it anybody can detect later changes to anything before
/// it.
///
/// As a text it is a signed note with the three lines of a checkpoint (C2SP signed-note and tlog-checkpoint).
public struct SignedHead: Hashable, Sendable {
    /// The name of the log, derived from the key: it identifies neither the box nor a person.
    public var origin: String
    /// The number of leaves.
    public var size: Int
    /// The root over all leaves.
    public var root: TreeHash
    /// The Ed25519 signature of ``text``, 64 octets.
    public var signature: [UInt8]

    /// Makes a head.
    public init(origin: String, size: Int, root: TreeHash, signature: [UInt8]) {
        self.origin = origin
        self.size = size
        self.root = root
        self.signature = signature
    }

    /// The signed text: origin, size and root in base64, one line each.
    public var text: String { "\(origin)\n\(size)\n\(Base64.text(root.bytes))\n" }

    /// The whole note, to be kept or published.
    public func note(key: [UInt8]) -> String {
        "\(text)\n— \(origin) \(Base64.text(Self.keyHash(origin, key) + signature))\n"
    }

    /// Whether the box with this public key of 32 octets signed it.
    public func isSigned(by key: [UInt8]) -> Bool {
        guard origin == Self.origin(of: key), let key = try? Curve25519.Signing.PublicKey(rawRepresentation: key) else {
            return false
        }
        return key.isValidSignature(signature, for: Array(text.utf8))
    }

    /// The name of the log that a key signs.
    public static func origin(of key: [UInt8]) -> String {
        "jedisnon/" + Hex.text(TreeHash(hashing: key).bytes.prefix(8))
    }

    /// The four octets that identify the key of a signature in a note: SHA-256(name || 0x0A || 0x01 || key).
    private static func keyHash(_ name: String, _ key: [UInt8]) -> [UInt8] {
        Array(TreeHash(hashing: Array(name.utf8), [0x0A, 0x01], key).bytes.prefix(4))
    }

    /// Reads a note of ``note(key:)``; nil for anything else.
    ///
    /// A note does not contain its key: see ``isSigned(by:)``.
    public init?(note: String) {
        let lines = note.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        guard lines.count == 6, lines[3].isEmpty, lines[5].isEmpty, let size = Int(lines[1]), size > 0,
            String(size) == lines[1], let root = Base64.octets(of: lines[2]).flatMap({ TreeHash($0) }),
            lines[4].hasPrefix("— \(lines[0]) "),
            let signature = Base64.octets(of: String(lines[4].dropFirst(lines[0].count + 3))), signature.count == 68
        else { return nil }
        self.init(origin: lines[0], size: size, root: root, signature: Array(signature.dropFirst(4)))
    }
}

/// The key of the box: it signs heads and nothing else.
public struct HeadKey: Sendable {
    /// The length of the secret, and of the public key, in octets.
    public static let length = 32
    private let secret: Curve25519.Signing.PrivateKey

    /// Makes the key from a secret; nil unless it has 32 octets.
    public init?(secret: [UInt8]) {
        guard secret.count == Self.length, let key = try? Curve25519.Signing.PrivateKey(rawRepresentation: secret)
        else {
            return nil
        }
        self.secret = key
    }

    /// A new secret.
    public static func newSecret() -> [UInt8] { Array(Curve25519.Signing.PrivateKey().rawRepresentation) }

    /// The public half.
    public var publicKey: [UInt8] { Array(secret.publicKey.rawRepresentation) }

    /// Signs a state of the log.
    public func sign(size: Int, root: TreeHash) throws -> SignedHead {
        var head = SignedHead(origin: SignedHead.origin(of: publicKey), size: size, root: root, signature: [])
        head.signature = Array(try secret.signature(for: Array(head.text.utf8)))
        return head
    }
}
