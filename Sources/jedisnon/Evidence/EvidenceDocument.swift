import ControlAPI
import Evidence
import Vocabulary

/// An exported document as pages and tables are made of it: its contacts one at a time, since of somebody who does not stop there
/// are many.
struct EvidenceDocument {
    /// All members but the contacts.
    let members: Details
    /// Each form of the sender in the PDUs, sorted.
    let received: [String]
    private let contacts: Contacts

    private enum Contacts {
        /// Where each lies in the octets of the document.
        case octets([UInt8], [Range<Int>])
        case values([Details])
    }

    /// A document as the service gives it.
    init(_ octets: [UInt8]) throws(StrictJSON.Fault) {
        var places: [Range<Int>] = []
        var received: Set<String> = []
        members = try StrictJSON.members(octets, without: "contacts") { value, place in
            places.append(place)
            if case .object(let contact) = value, let form = contact.text("as_received") { received.insert(form) }
        }
        self.received = received.sorted()
        contacts = .octets(octets, places)
    }

    /// A document that was read as a whole.
    init(_ document: Details) {
        members = document.filter { $0.key != "contacts" }
        let contacts = document.rows("contacts")
        received = Set(contacts.compactMap { $0.text("as_received") }).sorted()
        self.contacts = .values(contacts)
    }

    /// Passes on each contact, in order, with its JSON as files have it.
    func eachContact(_ pass: (Details, [UInt8]) throws -> Void) throws {
        switch contacts {
        case .octets(let octets, let places):
            for place in places {
                guard case .object(let contact) = try StrictJSON.value(octets[place]) else { continue }
                try pass(contact, Array(octets[place]))
            }
        case .values(let values):
            for contact in values { try pass(contact, SafeText.escapedJSON(contact.canonicalOctets)) }
        }
    }

    /// Passes on the JSON of the whole document, as files have it, piece by piece.
    func json(_ pass: ([UInt8]) throws -> Void) throws {
        switch contacts {
        case .octets(let octets, _):
            let end = octets.last == UInt8(ascii: "\n") ? octets.count - 1 : octets.count
            for start in stride(from: 0, to: end, by: Self.piece) {
                try pass(Array(octets[start..<min(start + Self.piece, end)]))
            }
        case .values(let values):
            var document = members
            document["contacts"] = .array(values.map { .object($0) })
            try pass(SafeText.escapedJSON(document.canonicalOctets))
        }
    }

    private static let piece = 1 << 16
}
