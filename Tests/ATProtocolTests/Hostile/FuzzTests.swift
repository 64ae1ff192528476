import ATProtocol
import SeededRandom
import Testing

/// Bytes, commands and timers in any order keep the promises.
struct FuzzTests {
    /// Pieces of real dialogues; the generator glues, cuts and garbles them.
    private static let pieces: [String] =
        [
            "\r\nOK\r\n", "\r\nERROR\r\n", "\r\n> ", ">", "\r\n+CMGS: 42\r\n", "\r\n+CMS ERROR: 38\r\n",
            "\r\n+CME ERROR: 14\r\n", "+CME ERROR:\r\n", "\r\nRING\r\n", "\r\nNO CARRIER\r\n", "BUSY\r\n",
            "+CMT: ,24\r\n", "+CUSD: 1,\"menu\r\n", "\",15\r\n", Conversation.pdu + "\r\n", "+CMGL: 1,1,,24\r\n",
            "AT+CMGS=23\r\r\n", "+CMEE: 1\r\n", "+CMGF: 0\r\n", "\r", "\n", "\u{1A}", "\u{1B}", "\0", " \u{301}",
            "\u{301}",
        ] + IndicationTests.lines.map { $0.0 + "\r\n" }

    private static let commands: [ATCommand] =
        Array(repeating: Conversation.submit, count: 8)
        + ["AT", "ATI", "AT+CMGL=4", "ATH", "ATD0123;", "AT+CREG?", "AT+CUSD?", "AT+CCID"].map { ATCommand($0) }

    /// What a modem would say now.
    private func likelyAnswer(_ host: Host) -> String {
        if host.running[.prompt] != nil {
            return "\r\n> "
        }
        guard host.running[.probe] != nil, let question = host.written.last, question.hasSuffix("?\r") else {
            return "\r\nOK\r\n"
        }
        return "\r\n\(question.dropFirst(2).dropLast(2)): 1\r\n\r\nOK\r\n"
    }

    private func step(_ host: inout Host, _ random: inout SeededGenerator) {
        switch Int.random(in: 0..<100, using: &random) {
        case 0..<15:
            host.receive(likelyAnswer(host))
        case 15..<25:
            host.fire(.settle)
        case 25..<45:
            var piece = Array(Self.pieces.randomElement(using: &random).map { Array($0.utf8) } ?? [])
            if Int.random(in: 0..<6, using: &random) == 0, let place = piece.indices.randomElement(using: &random) {
                piece[place] = UInt8.random(in: 0...255, using: &random)
            }
            let cut = Int.random(in: 0...piece.count, using: &random)
            host.receive(Array(piece[..<cut]))
            host.receive(Array(piece[cut...]))
        case 45..<55:
            host.receive(random.octets(Int.random(in: 0..<40, using: &random)))
        case 55..<75:
            Self.commands.randomElement(using: &random).map { host.send($0) }
        case 75..<90:
            // Every second time one that does not run.
            let running = ATTimer.allCases.filter { host.running[$0] != nil }
            let timer = (Bool.random(using: &random) ? running : ATTimer.allCases).randomElement(using: &random)
            timer.map { host.fire($0) }
        case 90..<99:
            host.resynchronise(attempts: Int.random(in: -1...4, using: &random))
        default:
            host.reset()
        }
    }

    @Test("each command ends at most once, a body has its prompt, timers are balanced", arguments: 1...40)
    func anyOrder(seed: Int) {
        var random = SeededGenerator(seed: UInt64(seed))
        var host = Host()
        for count in 1...2_000 {
            let before = host
            step(&host, &random)
            if !host.breaches.isEmpty {
                Issue.record(
                    "seed \(seed), step \(count): \(host.breaches), written before \(before.written.suffix(3))")
                return
            }
        }
        // The run must have reached what it is about.
        #expect(host.finished.count > 50)
        #expect(host.bodies > 2)
        #expect(host.finished.contains { $0.result == .timedOut })
    }

    @Test("whatever happened, firing what runs ends it, and a clean re-synchronisation leads on", arguments: 1...20)
    func alwaysEnds(seed: Int) {
        var random = SeededGenerator(seed: UInt64(seed) &+ 1_000)
        var host = Host()
        for _ in 1...300 {
            step(&host, &random)
        }
        var fires = 0
        while let timer = ATTimer.allCases.first(where: { host.running[$0] != nil }), fires < 20 {
            host.fire(timer)
            fires += 1
        }
        #expect(!host.dialogue.isBusy)
        host.receive("\r\n")
        host.resynchronise(attempts: 1)
        let question = host.written.last?.dropFirst(2).prefix { $0 != "?" } ?? ""
        host.receive("\r\n\(question): 1\r\n\r\nOK\r\n")
        host.fire(.settle)
        #expect(host.result == .ok, "seed \(seed)")
        host.send("AT+CSQ")
        host.receive("\r\n+CSQ: 17,99\r\n\r\nOK\r\n")
        #expect(host.lines == ["+CSQ: 17,99"], "seed \(seed)")
        #expect(host.breaches == [])
    }

    @Test("random lines crash no parser")
    func parsers() {
        var random = SeededGenerator(seed: 7)
        let sources = Transcript.all.flatMap(\.received)
        for _ in 1...20_000 {
            guard let source = sources.randomElement(using: &random) else {
                return
            }
            var bytes = Array(source.utf8.prefix(200))
            for _ in 0..<Int.random(in: 1...6, using: &random) {
                guard let place = bytes.indices.randomElement(using: &random) else {
                    break
                }
                switch Int.random(in: 0..<4, using: &random) {
                case 0: bytes[place] = UInt8.random(in: 0...255, using: &random)
                case 1: bytes.remove(at: place)
                case 2: bytes.insert(contentsOf: "\u{301}".utf8, at: place)
                default: bytes.insert(Array("\",:()-+?\r9".utf8).randomElement(using: &random) ?? 0, at: place)
                }
            }
            Parsers.readAll(String(decoding: bytes, as: UTF8.self))
        }
    }
}
