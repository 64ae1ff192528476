import ControlAPI
import Evidence
import Foundation
import Glibc
import Vocabulary

/// The forms of an exported file.
enum EvidenceForm: String, CaseIterable {
    case html, csv, json

    /// The form that a path names by its extension; nil for any other.
    init?(path: String) {
        self.init(rawValue: URL(filePath: path).pathExtension.lowercased())
    }

    /// Writes a document, as the service gives it, in this form.
    func write(_ octets: [UInt8], to take: ([UInt8]) throws -> Void) throws {
        switch self {
        case .html: try EvidencePage(EvidenceDocument(octets)).write(to: take)
        case .csv: try EvidenceTable.write(EvidenceDocument(octets), to: take)
        case .json: try take(octets)
        }
    }
}

/// A file that somebody hands over for a check: it may hold anything.
struct EvidenceFile {
    /// The document in it.
    let document: JSONValue
    /// Whether what a person sees of it is what its data say; nil = another version made it, and this one cannot tell.
    let isAsShown: Bool?

    /// No file of ours is larger: contacts are folded long before.
    static let largest = 256 << 20

    init(path: String) throws(ControlError) {
        let octets = try Self.octets(of: path, atMost: Self.largest)
        switch octets.first(where: { $0 > 0x20 }) {
        case UInt8(ascii: "{"):
            document = try Self.value(octets, path)
            isAsShown = true
        case UInt8(ascii: "<"): (document, isAsShown) = try Self.page(octets, path)
        default: (document, isAsShown) = try Self.table(octets, path)
        }
    }

    private static func page(_ octets: [UInt8], _ path: String) throws(ControlError) -> (JSONValue, Bool?) {
        let data = Data(octets)
        guard let start = data.range(of: Data(EvidencePage.dataStart.utf8)),
            let end = data.range(of: Data(EvidencePage.dataEnd.utf8), in: start.upperBound..<data.endIndex)
        else { throw notOurs(path) }
        let value = try value(Array(data[start.upperBound..<end.lowerBound]), path)
        guard case .object(let document) = value else { throw notOurs(path) }
        guard document["page"] == .integer(ExportDocument.page) else { return (value, nil) }
        return (value, isMade(octets) { take in try EvidencePage(EvidenceDocument(document)).write(to: take) })
    }

    private static func table(_ octets: [UInt8], _ path: String) throws(ControlError) -> (JSONValue, Bool?) {
        guard let text = String(validating: octets, as: UTF8.self), let read = EvidenceTable.read(text) else {
            throw notOurs(path)
        }
        guard read.document["page"] == .integer(ExportDocument.page) else { return (.object(read.document), nil) }
        var rows = read.rows[...]
        var isSame = true
        do {
            try EvidenceTable.eachRow(of: EvidenceDocument(read.document)) {
                if rows.popFirst() != $0 { isSame = false }
            }
        } catch {
            isSame = false
        }
        return (.object(read.document), isSame && rows.isEmpty)
    }

    /// Whether pieces that are made one after the other are these octets.
    private static func isMade(_ octets: [UInt8], by make: (([UInt8]) throws -> Void) throws -> Void) -> Bool {
        var rest = octets[...]
        var isSame = true
        do {
            try make { piece in
                if isSame, rest.starts(with: piece) { rest.removeFirst(piece.count) } else { isSame = false }
            }
        } catch {
            return false
        }
        return isSame && rest.isEmpty
    }

    private static func value(_ octets: [UInt8], _ path: String) throws(ControlError) -> JSONValue {
        do throws(StrictJSON.Fault) {
            return try StrictJSON.value(octets)
        } catch {
            throw ControlError(
                .damaged, "\(SafeText.escaped(path)) cannot be read at octet \(error.offset): \(error.what)",
                hint: "check the file as it was handed over, before any program saved it again")
        }
    }

    private static func notOurs(_ path: String) -> ControlError {
        ControlError(
            .damaged, "\(SafeText.escaped(path)) is no evidence file of jedisnon",
            hint: "name a file that `jedisnon export` wrote: .html, .csv or .json")
    }

    /// What a regular file holds; nothing is waited for.
    static func octets(of path: String, atMost limit: Int) throws(ControlError) -> [UInt8] {
        let file = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        guard file >= 0 else {
            throw ControlError(
                .usage, "\(SafeText.escaped(path)) cannot be read: \(String(cString: strerror(errno)))",
                hint: "name the file to check")
        }
        defer { close(file) }
        // A device or a pipe has no length, and is not read.
        guard let status = FileStatus(descriptor: file), status.kind == .other else {
            throw ControlError(.usage, "\(SafeText.escaped(path)) is no ordinary file", hint: "name the file to check")
        }
        guard status.size <= limit else {
            throw ControlError(
                .damaged, "\(SafeText.escaped(path)) has \(status.size) octets, more than any file of ours",
                hint: "name a file that `jedisnon export` wrote")
        }
        var octets = [UInt8](repeating: 0, count: status.size)
        var length = 0
        while length < octets.count {
            let count = octets.withUnsafeMutableBytes {
                read(file, UnsafeMutableRawBufferPointer(rebasing: $0[length...]).baseAddress, $0.count - length)
            }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { break }
            length += count
        }
        return Array(octets.prefix(length))
    }
}
