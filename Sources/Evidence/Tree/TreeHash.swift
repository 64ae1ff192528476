import Crypto

/// 32 octets of SHA-256: a leaf, a node or a root of the log, or a commitment.
public struct TreeHash: Hashable, Sendable {
    /// The octets in order.
    public var octets: SIMD32<UInt8>

    /// A hash from its octets.
    public init(octets: SIMD32<UInt8>) { self.octets = octets }

    /// A hash from exactly 32 octets; nil for any other number.
    public init?(_ octets: some Collection<UInt8>) {
        guard octets.count == 32 else { return nil }
        // Contiguous octets, which is nearly always the case, are copied at once.
        let whole = octets.withContiguousStorageIfAvailable {
            UnsafeRawBufferPointer($0).loadUnaligned(as: SIMD32<UInt8>.self)
        }
        if let whole {
            self.octets = whole
            return
        }
        var all = SIMD32<UInt8>()
        for (index, octet) in octets.enumerated() { all[index] = octet }
        self.octets = all
    }

    /// A hash from 64 lower-case hexadecimal digits; nil for anything else.
    public init?(hex: String) {
        guard let octets = Hex.octets(of: hex) else { return nil }
        self.init(octets)
    }

    /// SHA-256 of the concatenated pieces.
    public init(hashing pieces: [UInt8]...) {
        var hash = SHA256()
        for piece in pieces { piece.withUnsafeBytes { hash.update(bufferPointer: $0) } }
        self.init(hash.finalize())
    }

    fileprivate init(_ digest: SHA256Digest) {
        octets = digest.withUnsafeBytes { $0.loadUnaligned(as: SIMD32<UInt8>.self) }
    }

    /// The hash of a leaf: SHA-256(0x00 || data) (RFC 9162 2.1.1).
    public static func leaf(_ data: [UInt8]) -> TreeHash { TreeHash(hashing: [0], data) }

    /// The hash of a node: SHA-256(0x01 || left || right) (RFC 9162 2.1.1).
    public static func node(_ left: TreeHash, _ right: TreeHash) -> TreeHash {
        withUnsafeTemporaryAllocation(byteCount: 65, alignment: 1) { buffer in
            buffer[0] = 1
            buffer.storeBytes(of: left.octets, toByteOffset: 1, as: SIMD32<UInt8>.self)
            buffer.storeBytes(of: right.octets, toByteOffset: 33, as: SIMD32<UInt8>.self)
            var hash = SHA256()
            hash.update(bufferPointer: UnsafeRawBufferPointer(buffer))
            return TreeHash(hash.finalize())
        }
    }

    /// The root of the empty log: SHA-256 of nothing (RFC 9162 2.1.1).
    public static let empty = TreeHash(hashing: [])

    /// The 32 octets.
    public var bytes: [UInt8] { (0..<32).map { octets[$0] } }

    /// 64 lower-case hexadecimal digits.
    public var hex: String { Hex.text(bytes) }
}

/// SHA-256 of octets that are added in pieces.
public struct RunningHash {
    private var hash = SHA256()

    /// Makes a hash of no octets.
    public init() {}

    /// Adds the next octets.
    public mutating func take(_ octets: UnsafeRawBufferPointer) { hash.update(bufferPointer: octets) }

    /// The hash of all octets added.
    public func finish() -> TreeHash { TreeHash(hash.finalize()) }
}

/// Octets as hexadecimal digits in lower case.
public enum Hex {
    private static let digits = Array("0123456789abcdef".utf8)

    /// Two digits for each octet.
    public static func text(_ octets: some Sequence<UInt8>) -> String {
        var text: [UInt8] = []
        for octet in octets {
            text.append(digits[Int(octet >> 4)])
            text.append(digits[Int(octet & 15)])
        }
        return String(decoding: text, as: UTF8.self)
    }

    /// The octets of lower-case digits; nil for anything else.
    public static func octets(of text: String) -> [UInt8]? {
        var octets: [UInt8] = []
        var high: UInt8?
        for digit in text.utf8 {
            let value: UInt8
            switch digit {
            case 0x30...0x39: value = digit - 0x30
            case 0x61...0x66: value = digit - 0x61 + 10
            default: return nil
            }
            if let first = high {
                octets.append(first << 4 | value)
                high = nil
            } else {
                high = value
            }
        }
        return high == nil ? octets : nil
    }
}

/// Base64 of RFC 4648 4, padded.
public enum Base64 {
    private static let letters = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)

    /// Four characters for every three octets.
    public static func text(_ octets: [UInt8]) -> String {
        var text: [UInt8] = []
        for start in stride(from: 0, to: octets.count, by: 3) {
            let piece = octets[start..<min(start + 3, octets.count)]
            let bits = piece.reduce(UInt32(0)) { $0 << 8 | UInt32($1) } << UInt32(8 * (3 - piece.count))
            for index in 0..<4 {
                text.append(
                    index <= piece.count ? letters[Int(bits >> UInt32(18 - 6 * index) & 63)] : UInt8(ascii: "="))
            }
        }
        return String(decoding: text, as: UTF8.self)
    }

    /// The octets of padded base64; nil for anything that ``text(_:)`` does not write.
    public static func octets(of text: String) -> [UInt8]? {
        var octets: [UInt8] = []
        var bits: UInt32 = 0
        var count = 0
        for letter in text.utf8 where letter != UInt8(ascii: "=") {
            guard let value = value(of: letter) else { return nil }
            bits = bits << 6 | value
            count += 1
            if count % 4 != 1 { octets.append(UInt8(truncatingIfNeeded: bits >> UInt32([0, 0, 4, 2][count % 4]))) }
        }
        return self.text(octets) == text ? octets : nil
    }

    private static func value(of letter: UInt8) -> UInt32? {
        switch letter {
        case 0x41...0x5A: UInt32(letter - 0x41)
        case 0x61...0x7A: UInt32(letter - 0x61 + 26)
        case 0x30...0x39: UInt32(letter - 0x30 + 52)
        case 0x2B: 62
        case 0x2F: 63
        default: nil
        }
    }
}
