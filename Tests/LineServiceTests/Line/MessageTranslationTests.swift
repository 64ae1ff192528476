import EventStore
import Foundation
import LineCore
import LinePolicy
import Modems
import Testing
import Vocabulary
import WordLiterals

@testable import LineService
@testable import SMSCodec

/// The messages of a modem, as the store gets them.
struct MessageTranslationTests {
    private let translation = MessageTranslation(lineCountry: .canada)

    /// A DELIVER from +15145550123, without an SMSC address.
    private func pdu(first: UInt8 = 0x04, pid: UInt8 = 0, dcs: UInt8 = 0, data: [UInt8]) -> [UInt8] {
        [0, first, 0x0B, 0x91, 0x51, 0x41, 0x55, 0x05, 0x21, 0xF3, pid, dcs, 0x62, 0x11, 0x30, 0x21, 0, 0, 0x69] + data
    }

    /// A length and the octets of STOP or 8-bit content, with a header before it.
    private func text(_ header: [UInt8] = []) throws -> [UInt8] {
        var octets: [UInt8] = []
        let data = try UserData(
            text: "STOP", alphabet: .ucs2, header: header.isEmpty ? nil : UserDataHeader(octets: header))
        data.encode(into: &octets)
        return octets
    }

    private func isPerson(_ octets: [UInt8]) throws -> Bool {
        let content = SlotContent(memory: "SM", index: 1, isOutgoing: false, octets: octets)
        let heard = try #require(translation.stored(content, in: Slot(store: "sim", memory: "SM", index: 1)))
        guard case .text(let text) = heard.message.content else {
            Issue.record("not decoded")
            return true
        }
        return text.contact.isPerson
    }

    @Test("texts of persons are recognised")
    func textsPersons() throws {
        for pid: UInt8 in [0x00, 0x3F, 0x41, 0x47] { #expect(try isPerson(pdu(pid: pid, dcs: 8, data: text()))) }
        for dcs: UInt8 in [0x08, 0x19, 0x1A, 0x1B] { #expect(try isPerson(pdu(dcs: dcs, data: text()))) }
        #expect(try isPerson(pdu(first: 0x44, dcs: 8, data: text([0, 3, 9, 2, 1]))))
        #expect(try isPerson(pdu(dcs: 0, data: [0])), "an empty text is a text")
    }

    @Test("type 0, data for the SIM, octets without text and texts for machines are not from persons")
    func type0() throws {
        for pid: UInt8 in [0x40, 0x5F, 0x7C, 0x7D, 0x7E, 0x7F] {
            #expect(try !isPerson(pdu(pid: pid, dcs: 8, data: text())), "protocol \(pid)")
        }
        for header: [UInt8] in [
            [0x70, 0], [0x7F, 1, 0], [0x01, 2, 0, 1], [0x23, 1, 0], [0x05, 4, 0x0B, 0x84, 0, 0], [0x09, 1, 0],
        ] {
            #expect(try !isPerson(pdu(first: 0x44, dcs: 8, data: text(header))), "\(header)")
        }
        for dcs: UInt8 in [0x18, 0xC8, 0xD0, 0xE0] { #expect(try !isPerson(pdu(dcs: dcs, data: text())), "\(dcs)") }
        for data: [UInt8] in [[0], [2, 1, 2]] { #expect(try !isPerson(pdu(dcs: 4, data: data)), "8 bit \(data)") }
        #expect(try !isPerson(pdu(dcs: 0xF6, data: [1, 7])), "class 2, 8 bit")
    }

    @Test("octets that contradict their header at every reading are kept, and not shown as a text")
    func octetsContradict() throws {
        let octets = try pdu(dcs: 8, data: text())
        let content = SlotContent(
            memory: "SM", index: 1, isOutgoing: false, octets: octets, length: 99, isDamaged: true)
        let heard = try #require(translation.stored(content, in: Slot(store: "sim", memory: "SM", index: 1)))
        guard case .undecodable(let fault) = heard.message.content else { return #expect(Bool(false)) }
        #expect(fault == .otherOctets(announced: 99))
        #expect(heard.message.pdu == octets)
    }

    @Test("an incomplete direct delivery is recorded with what is there")
    func wasHanded() throws {
        let octets = try pdu(dcs: 8, data: text())
        let hex = Hexadecimal.string(octets)
        func direct(_ hex: String, _ length: Int?, announced: Bool = true) -> IncomingMessage.Content? {
            translation.direct(PendingWork.DirectDelivery(hex: hex, length: length, wasAnnounced: announced))?
                .message.content
        }
        func isText(_ content: IncomingMessage.Content?) -> Bool { if case .text = content { true } else { false } }
        #expect(isText(direct(hex, octets.count - 1)))
        #expect(isText(direct(hex, octets.count)), "a header that is wrong, of octets that agree with themselves")
        #expect(isText(direct(hex, nil)))
        #expect(isText(direct(hex, nil, announced: false)))
        for (damaged, length) in [(String(hex.dropLast(6)), octets.count - 1), (hex + "0041", octets.count - 1)] {
            let content = direct(damaged, length)
            #expect(content != nil && !isText(content))
            #expect(direct(damaged, nil, announced: false) == nil)
        }
        let words = direct("+CMT: \"+15145550123\",,\"26/11/30,05:00:00-20\"\nSalut", nil)
        #expect(words != nil && !isText(words))
        #expect(direct("+CMT: x\ny", nil, announced: false) == nil)
    }

    @Test("the timestamp has the service centre and its zone as printed")
    func stampNames() throws {
        let octets = [0x07, 0x91, 0x51, 0x41, 0x67, 0x45, 0x23, 0xF1] + (try pdu(dcs: 8, data: text()).dropFirst())
        let content = SlotContent(memory: "SM", index: 1, isOutgoing: false, octets: octets)
        let stamp = try #require(translation.stored(content, in: Slot(store: "sim", memory: "SM", index: 1))?.stamp)
        // 0x69: sixteen quarters and the sign.
        #expect(stamp.centre.contains("15147654321") && stamp.zone == -16)
        #expect(stamp.sent == Timestamp(seconds: 1_793_721_600))
    }

    @Test("a text without a slot has an index of its own")
    func textWithout() {
        let places = Set((0..<200).map { Slot.index(ofUnplaced: [UInt8($0), 1]) })
        #expect(places.count == 200 && places.allSatisfy { $0 < 0 })
        #expect(Slot.index(ofUnplaced: [1, 2]) == Slot.index(ofUnplaced: [1, 2]))
    }
}

/// Long messages as SIMs store them, through the store.
struct LongTextTests {
    /// A new store, and what it recorded of PDUs in hexadecimal.
    private func recorded(_ pdus: [String], overdue: Int? = nil) async throws -> [EventRecord] {
        let folder = NSTemporaryDirectory() + "long-text-\(UUID().uuidString)"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: false)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let store = try EventStore.open(folder: folder, mode: .service)
        let context = LineContext(
            line: "a", sim: "sim", rules: LineRules(countries: [.canada]), condition: LineCondition(),
            replyText: "Non.", budget: BudgetRules(), timeZone: .gmt, joinedText: JoinedParts.text,
            edges: JoinedParts.edges)
        let now = Timestamp(seconds: 1_793_700_000)
        let translation = MessageTranslation(lineCountry: .canada)
        for (index, hex) in pdus.enumerated() {
            if index == overdue {
                let open = try await store.openWork().longMessages.map(\.id)
                _ = try await store.completeOverdueMessages(open, in: context, now: now, start: .notNow)
            }
            let content = SlotContent(
                memory: "SM", index: index, isOutgoing: false, octets: try Hexadecimal.octets(of: hex, field: "pdu"))
            let heard = try #require(
                translation.stored(content, in: Slot(store: "sim", memory: "SM", index: index)))
            _ = try await store.ingest([heard.message], in: context, now: now, start: .notNow)
        }
        let events = try await store.events().filter { $0.kind == .smsReceived }
        try store.close()
        return events
    }

    /// An escape separated from its character, and a split surrogate pair.
    private static let cut: [(parts: [String], text: String)] = [
        (
            [
                "07915141674523F1440B915141550521F30000621130100000699F050003090201F4"
                    + String(repeating: "7ABD5EAFD7EBF5", count: 18) + "7ABD5EAFD76F00",
                "07915141674523F1440B915141550521F30000621130100000690B05000309020250E6B41B",
            ], String(repeating: "z", count: 151) + "{fin"
        ),
        (
            [
                "07915141674523F1440B915141550521F40008621130100000690A0500030702010078D83D",
                "07915141674523F1440B915141550521F40008621130100000690E050003070202DC4B0074006F0069",
            ], "x👋toi"
        ),
    ]

    @Test("a character split between two parts is whole, in either order", arguments: cut.indices)
    func wasCut(index: Int) async throws {
        let (parts, text) = Self.cut[index]
        for order in [parts, parts.reversed()] {
            #expect(try await recorded(order).map(\.text) == [text])
        }
    }

    @Test("a late part brings the character that was split")
    func partComes() async throws {
        let parts = Self.cut[0].parts
        let late = try await recorded(parts, overdue: 1)
        #expect(late.map(\.text) == [String(repeating: "z", count: 151), "{fin"])
        let early = try await recorded(parts.reversed(), overdue: 1)
        #expect(early.map(\.text) == ["(fin", String(repeating: "z", count: 151) + "{"])
    }
}
