import Vocabulary

/// Reads unambiguous JSON: whole numbers within 53 bits, no duplicate names, no unpaired surrogates, UTF-8.
public struct StrictJSON {
    /// Why a text cannot be read, and at which octet.
    public struct Fault: Error, Equatable, Sendable {
        /// What is wrong.
        public var what: String
        /// The number of octets before it.
        public var offset: Int

        /// Makes a fault.
        public init(what: String, offset: Int) {
            self.what = what
            self.offset = offset
        }
    }

    private let octets: UnsafeBufferPointer<UInt8>
    private var at = 0
    private var depth = 0

    /// The greatest depth of nested values.
    static let greatestDepth = 32
    private static let greatestInteger: Int64 = 9_007_199_254_740_991

    /// Reads a whole text as one value.
    public static func value(_ octets: some Collection<UInt8>) throws(Fault) -> JSONValue {
        func read(_ buffer: UnsafeBufferPointer<UInt8>) -> Result<JSONValue, Fault> {
            var reader = StrictJSON(octets: buffer)
            do throws(Fault) { return .success(try reader.whole()) } catch { return .failure(error) }
        }
        let result = octets.withContiguousStorageIfAvailable(read) ?? Array(octets).withUnsafeBufferPointer(read)
        return try result.get()
    }

    /// Reads a whole object without the list `name`; each element of that list is passed on with its range of octets,
    /// and not kept.
    public static func members(
        _ octets: [UInt8], without name: String, each: (JSONValue, Range<Int>) -> Void
    ) throws(Fault) -> Details {
        let result: Result<Details, Fault> = octets.withUnsafeBufferPointer { buffer in
            var reader = StrictJSON(octets: buffer)
            do throws(Fault) {
                return .success(try reader.members(without: name, each: each))
            } catch {
                return .failure(error)
            }
        }
        return try result.get()
    }

    private init(octets: UnsafeBufferPointer<UInt8>) { self.octets = octets }

    private mutating func members(
        without list: String, each: (JSONValue, Range<Int>) -> Void
    ) throws(Fault) -> Details {
        skipSpace()
        guard take(UInt8(ascii: "{")) else { throw fault("this is no object") }
        var wasListed = false
        let members = try object { reader, name throws(Fault) in
            guard name == list else { return try reader.value() }
            guard !wasListed else { throw reader.fault("a name is there twice") }
            wasListed = true
            reader.skipSpace()
            guard reader.take(UInt8(ascii: "[")) else { throw reader.fault("this is no list") }
            try reader.elements { reader throws(Fault) in
                reader.skipSpace()
                let start = reader.at
                each(try reader.value(), start..<reader.at)
            }
            return nil
        }
        skipSpace()
        guard at == octets.count else { throw fault("something follows the value") }
        return members
    }

    private mutating func whole() throws(Fault) -> JSONValue {
        let value = try value()
        skipSpace()
        guard at == octets.count else { throw fault("something follows the value") }
        return value
    }

    private func fault(_ what: String) -> Fault { Fault(what: what, offset: at) }

    private mutating func skipSpace() {
        while at < octets.count, [0x20, 0x09, 0x0A, 0x0D].contains(octets[at]) { at += 1 }
    }

    private mutating func take(_ octet: UInt8) -> Bool {
        guard at < octets.count, octets[at] == octet else { return false }
        at += 1
        return true
    }

    private mutating func value() throws(Fault) -> JSONValue {
        skipSpace()
        guard at < octets.count else { throw fault("the text ends early") }
        switch octets[at] {
        case UInt8(ascii: "{"): return .object(try nested { reader throws(Fault) in try reader.object() })
        case UInt8(ascii: "["): return .array(try nested { reader throws(Fault) in try reader.array() })
        case UInt8(ascii: "\""): return .string(try string())
        case UInt8(ascii: "t"): return try word("true", .bool(true))
        case UInt8(ascii: "f"): return try word("false", .bool(false))
        case UInt8(ascii: "n"): return try word("null", .null)
        default: return .integer(try integer())
        }
    }

    private mutating func nested<Value>(
        _ read: (inout StrictJSON) throws(Fault) -> Value
    ) throws(Fault) -> Value {
        at += 1
        depth += 1
        guard depth <= Self.greatestDepth else { throw fault("values lie more than \(Self.greatestDepth) deep") }
        let value = try read(&self)
        depth -= 1
        return value
    }

    private mutating func word(_ text: StaticString, _ value: JSONValue) throws(Fault) -> JSONValue {
        for index in 0..<text.utf8CodeUnitCount where !take(text.utf8Start[index]) {
            throw fault("this is no value")
        }
        return value
    }

    private mutating func object() throws(Fault) -> [String: JSONValue] {
        try object { reader, _ throws(Fault) in try reader.value() }
    }

    /// Reads the members of an object after its brace; a member for which `read` returns nil is left out.
    private mutating func object(
        _ read: (inout StrictJSON, String) throws(Fault) -> JSONValue?
    ) throws(Fault) -> [String: JSONValue] {
        var members: [String: JSONValue] = [:]
        skipSpace()
        if take(UInt8(ascii: "}")) { return members }
        while true {
            skipSpace()
            guard at < octets.count, octets[at] == UInt8(ascii: "\"") else { throw fault("a name is missing") }
            let name = try string()
            skipSpace()
            guard take(UInt8(ascii: ":")) else { throw fault("a colon is missing") }
            if let value = try read(&self, name) {
                guard members.updateValue(value, forKey: name) == nil else { throw fault("a name is there twice") }
            }
            skipSpace()
            if take(UInt8(ascii: "}")) { return members }
            guard take(UInt8(ascii: ",")) else { throw fault("a comma is missing") }
        }
    }

    private mutating func array() throws(Fault) -> [JSONValue] {
        var values: [JSONValue] = []
        try elements { reader throws(Fault) in values.append(try reader.value()) }
        return values
    }

    /// Reads the elements of a list after its bracket.
    private mutating func elements(_ read: (inout StrictJSON) throws(Fault) -> Void) throws(Fault) {
        skipSpace()
        if take(UInt8(ascii: "]")) { return }
        while true {
            try read(&self)
            skipSpace()
            if take(UInt8(ascii: "]")) { return }
            guard take(UInt8(ascii: ",")) else { throw fault("a comma is missing") }
        }
    }

    private mutating func integer() throws(Fault) -> Int64 {
        let start = at
        _ = take(UInt8(ascii: "-"))
        let first = at
        while at < octets.count, (0x30...0x39).contains(octets[at]) { at += 1 }
        if at < octets.count, [UInt8(ascii: "."), UInt8(ascii: "e"), UInt8(ascii: "E")].contains(octets[at]) {
            throw fault("a number is not whole")
        }
        guard at > first else { throw fault("this is no value") }
        let digits = String(decoding: octets[start..<at], as: UTF8.self)
        guard at - first == 1 || octets[first] != 0x30, digits != "-0", let value = Int64(digits),
            value.magnitude <= Self.greatestInteger
        else { throw fault("a number is too large, or has a zero before it") }
        return value
    }

    private mutating func string() throws(Fault) -> String {
        at += 1
        let start = at
        while at < octets.count, octets[at] != UInt8(ascii: "\""), octets[at] != UInt8(ascii: "\\"),
            octets[at] >= 0x20
        {
            at += 1
        }
        guard at < octets.count, octets[at] != UInt8(ascii: "\"") else {
            guard at < octets.count else { throw fault("a text does not end") }
            let text = try utf8(octets[start..<at])
            at += 1
            return text
        }
        var bytes = Array(octets[start..<at])
        while true {
            guard at < octets.count else { throw fault("a text does not end") }
            let octet = octets[at]
            at += 1
            switch octet {
            case UInt8(ascii: "\""): return try utf8(bytes[...])
            case UInt8(ascii: "\\"): bytes.append(contentsOf: String(try escaped()).utf8)
            case ..<0x20: throw fault("a control character is not escaped")
            default: bytes.append(octet)
            }
        }
    }

    private func utf8(_ octets: some Collection<UInt8>) throws(Fault) -> String {
        guard let text = String(validating: octets, as: UTF8.self) else { throw fault("this is not UTF-8") }
        return text
    }

    private mutating func escaped() throws(Fault) -> Unicode.Scalar {
        guard at < octets.count else { throw fault("a text does not end") }
        at += 1
        switch octets[at - 1] {
        case UInt8(ascii: "\""): return "\""
        case UInt8(ascii: "\\"): return "\\"
        case UInt8(ascii: "/"): return "/"
        case UInt8(ascii: "b"): return "\u{08}"
        case UInt8(ascii: "f"): return "\u{0C}"
        case UInt8(ascii: "n"): return "\n"
        case UInt8(ascii: "r"): return "\r"
        case UInt8(ascii: "t"): return "\t"
        case UInt8(ascii: "u"):
            var value = try unit()
            if (0xD800...0xDBFF).contains(value), take(UInt8(ascii: "\\")), take(UInt8(ascii: "u")) {
                let low = try unit()
                guard (0xDC00...0xDFFF).contains(low) else { throw fault("half of a surrogate pair") }
                value = 0x10000 + (value - 0xD800) << 10 + (low - 0xDC00)
            }
            guard let scalar = Unicode.Scalar(value) else { throw fault("half of a surrogate pair") }
            return scalar
        default: throw fault("this is no escape")
        }
    }

    private mutating func unit() throws(Fault) -> UInt32 {
        guard at + 4 <= octets.count else { throw fault("a text does not end") }
        var value: UInt32 = 0
        for digit in octets[at..<at + 4] {
            switch digit {
            case 0x30...0x39: value = value << 4 | UInt32(digit - 0x30)
            case 0x41...0x46: value = value << 4 | UInt32(digit - 0x41 + 10)
            case 0x61...0x66: value = value << 4 | UInt32(digit - 0x61 + 10)
            default: throw fault("this is no escape")
            }
        }
        at += 4
        return value
    }
}
