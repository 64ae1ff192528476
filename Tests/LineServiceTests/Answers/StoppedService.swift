import EventStore
import Foundation
import LineConfiguration
import LinePolicy
import LineService
import Vocabulary

/// A configuration, and the database of a stopped service: one text answered, one refused, one block, one pause.
struct StoppedService {
    let folder: String
    let configuration: Configuration
    let start = Timestamp(milliseconds: 1_795_603_923_120)

    /// Writes the configuration; ``run()`` makes the database.
    init(folder: String) throws {
        self.folder = folder
        let file = folder + "/jedisnon.toml"
        try Self.toml.write(toFile: file, atomically: true, encoding: .utf8)
        configuration = try Configuration.load(path: file)
    }

    /// Runs the service for a short time.
    func run() async throws {
        let store = try EventStore.open(folder: configuration.service.stateDir, mode: .service)
        try await store.serviceStarted(version: "0.1.0", now: start)
        var picture = LinePicture(
            line: "montreal", position: 0, region: "Montréal", number: "+15145550101", state: .ready,
            legacyDetail: "Answers.")
        picture.network = "Bell"
        picture.signalDBm = -73
        try await store.saveLineState(picture, now: start)
        let line = configuration.lines[0]
        let context = LineContext(
            line: line.id, sim: "line:montreal", rules: line.rules, condition: LineCondition(), replyText: "Non.",
            budget: BudgetRules(box: BudgetLimits(total: Money(decimal: "10"))),
            timeZone: configuration.service.timeZone, joinedText: { parts in parts.compactMap(\.text).joined() },
            edges: { $0 })
        for (index, text) in ["salut", "encore"].enumerated() {
            _ = try await store.ingest(
                [message(text, octet: UInt8(index))], in: context, now: start + .seconds(Int64(index)), start: .notNow)
        }
        _ = try await store.ingest(
            [IncomingMessage(source: .direct, pdu: [0xAB, 0xCD], content: .undecodable(.legacy("cut off")))],
            in: context,
            now: start + .seconds(5), start: .notNow)
        try await store.block(.number("+15145550199"), note: "threats", now: start)
        try await store.pauseLine("quebec", why: "new SIM", releasePort: true, now: start)
        try store.close()
    }

    /// The whole log, as a program that reads the database sees it.
    func log() async throws -> [EventRecord] {
        let store = try EventStore.open(folder: configuration.service.stateDir, mode: .readOnly)
        let records = try await store.events()
        try store.close()
        return records
    }

    private func message(_ text: String, octet: UInt8) -> IncomingMessage {
        let contact = Contact(
            kind: .text, sender: .number("+15145550123"), text: text, isPerson: true, networkTime: start)
        return IncomingMessage(source: .direct, pdu: [octet], content: .text(TextContent(contact: contact)))
    }

    static let toml = """
        [service]
        state_dir = "state"
        socket    = "control.sock"
        time_zone = "America/Toronto"

        [budget]
        currency = "CAD"
        total    = 10.00

        [tariff]
        sms_segment = 0.02

        [[line]]
        id     = "montreal"
        region = "Montréal"
        number = "+15145550101"
        modem  = { device = "/dev/ttyUSB2" }

        [[line]]
        id     = "quebec"
        number = "+14185550102"
        modem  = { iccid = "89302720000000000001" }
        """
}
