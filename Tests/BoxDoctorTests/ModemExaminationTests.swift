import ControlAPI
import Modems
import SerialPort
import Synchronization
import Testing
import Vocabulary
import WordLiterals

@testable import BoxDoctor

/// Modems, as they say themselves and as a running service says.
struct ModemExaminationTests {
    @Test("a modem in good order is fine, and the command that makes a line of it is a note")
    func fine() async throws {
        let found = try await look(ModemHealth.good)
        #expect(found.ids == ["modem", "modem_unclaimed"])
        #expect(found[1].remedy == "sudo jedisnon line add --usb-path 1-1")
    }

    @Test(
        "each fault of a SIM has its finding",
        arguments: [
            (ModemHealth.SIM.missing, "sim_missing"), (.busy("+CME ERROR: 14"), "sim_busy"), (.puk, "sim_puk"),
            (.lock("the network's code"), "sim_locked"), (.pin(tries: 3), "sim_pin"), (.pin(tries: 2), "sim_pin"),
            (.pin(tries: nil), "sim_pin"),
        ])
    func sims(sim: ModemHealth.SIM, id: String) async throws {
        var health = ModemHealth.good
        health.sim = sim
        let found = try await look(health)
        #expect(found.ids.first == id)
        #expect(found[0].severity == .problem)
        if case .pin(tries: 2) = sim { #expect(found[0].what.contains("2 of 3 tries")) }
    }

    @Test("a PIN that a line has is the service's business")
    func knownPIN() async throws {
        var health = ModemHealth.good
        health.sim = .pin(tries: 3)
        let found = try await look(
            health,
            configuration: """
                [[line]]
                id = "a"
                number = "+15145550101"
                modem = { usb_path = "1-1" }
                pin_file = "pin"
                """)
        #expect(found.ids == ["sim_pin_known", "modem"])
    }

    @Test(
        "each fault of the network has its finding",
        arguments: [
            ("no_network", ModemHealth.good.with { $0.registration = 2 }),
            ("no_network", ModemHealth.good.with { $0.registration = 3 }),
            ("roaming", ModemHealth.good.with { $0.registration = 5 }),
            ("smsc_missing", ModemHealth.good.with { $0.lacksServiceCentre = true }),
            ("signal_weak", ModemHealth.good.with { $0.signal = -106 }),
            ("storage_full", ModemHealth.good.with { $0.fill = MemoryFill(used: 23, size: 25) }),
            ("storage_full", ModemHealth.good.with { $0.fill = MemoryFill(used: 20, size: 25) }),
        ])
    func networks(id: String, health: ModemHealth) async throws {
        #expect(try await look(health).ids.first == id)
    }

    @Test("a signal of -105 dBm and a memory with room are fine")
    func limits() async throws {
        let health = ModemHealth.good.with {
            $0.signal = -105
            $0.fill = MemoryFill(used: 19, size: 25)
        }
        #expect(try await look(health).ids == ["modem", "modem_unclaimed"])
    }

    @Test("a modem that does not answer, has gone, or cannot be opened")
    func failures() async throws {
        #expect(try await outcome(.silent).ids == ["modem_silent"])
        #expect(try await outcome(.gone).ids == ["modem_gone"])
        let held = try await outcome(.closed(.held(path: "/dev/ttyUSB2", holder: nil)))
        #expect(held.ids == ["port_closed"])
        #expect(held[0].what == "/dev/ttyUSB2 is held by another program")
    }

    @Test("only the ports of a modem that nobody uses are opened")
    func untouched() async throws {
        let made = try MadeUpHost()
        try made.plug(.ec25(), .converter)
        let asked = Mutex<[[String]]>([])
        made.host.diagnosis = { ports in
            asked.withLock { $0.append(ports.named) }
            return .silent
        }
        func asking() async -> [[String]] {
            asked.withLock { $0 = [] }
            _ = await made.findings { ModemExamination(host: $0, situation: $1) }
            return asked.withLock { $0 }
        }
        #expect(await asking() == [["/dev/ttyUSB2", "/dev/ttyUSB3"]])
        for service in [ExaminedHost.Service.running(StatusAnswer(service: .madeUp, lines: [], budget: nil)), .denied] {
            made.host.queryService = { _ in service }
            #expect(await asking().isEmpty)
        }
        made.host.queryService = { _ in .stopped(isLeftOver: true) }
        try made.run("minicom", process: 99, open: ["/dev/ttyUSB0"])
        #expect(await asking().isEmpty)
    }

    @Test("what a running service says of its lines")
    func lines() async throws {
        let states = [
            "ready": DoctorSeverity.ok, "starting": .note, "paused": .note, "degraded": .warning, "absent": .problem,
            "pin_required": .problem, "sim_missing": .problem, "no_network": .problem, "failed": .problem,
        ]
        for (state, severity) in states {
            let line = LineStatus(id: "a", region: nil, number: "+15145550101", state: Word(state), detail: "So it is.")
            let found = try await running([line])
            #expect(found.ids == ["line_\(state)"])
            #expect(found[0].severity == severity)
            #expect((found[0].remedy == nil) == (severity == .ok))
        }
    }

    @Test(
        "what mends a line is decided by its code, whatever its sentence says",
        arguments: NoticeCode.allCases.filter(\.isTrouble))
    func codes(code: NoticeCode) async throws {
        // A sentence that mentions everything: nobody may look for words in it.
        var line = LineStatus(
            id: "a", region: nil, number: "+15145550101", state: "degraded",
            detail: "calls = \"speak\": the SMSC of the SIM's memory has no PIN")
        line.notice = .bare(code.rawValue)
        let found = try await running([line])
        #expect(found.ids == ["line_degraded"])
        let remedy = try #require(found[0].remedy)
        let isSaid = remedy.hasPrefix("do what the sentence says")
        #expect(isSaid == (code == .unknown), "\(remedy)")
        line.detail = "So it is."
        #expect(try await running([line])[0].remedy == remedy)
    }

    @Test("a line that works may still have a weak signal, a full memory, or be abroad")
    func lineConditions() async throws {
        var line = LineStatus(id: "a", region: nil, number: "+15145550101", state: "ready", detail: "Answers.")
        line.signalDBm = -109
        line.storage = StorageUse(used: 48, size: 50)
        line.roaming = true
        #expect(try await running([line]).ids == ["line_ready", "roaming", "signal_weak", "storage_full"])
    }

    private func look(_ health: ModemHealth, configuration: String? = nil) async throws -> [DoctorFinding] {
        try await outcome(.modem(health), configuration: configuration)
    }

    private func outcome(_ diagnosis: ModemDiagnosis, configuration: String? = nil) async throws -> [DoctorFinding] {
        let made = try MadeUpHost(configuration)
        try made.plug(.ec25())
        made.host.diagnosis = { _ in diagnosis }
        return await made.findings { ModemExamination(host: $0, situation: $1) }
    }

    private func running(_ lines: [LineStatus]) async throws -> [DoctorFinding] {
        let made = try MadeUpHost()
        made.host.queryService = { _ in .running(StatusAnswer(service: .madeUp, lines: lines, budget: nil)) }
        return await made.findings { LineExamination(situation: $1) }
    }
}

extension ModemHealth {
    /// A modem that could answer people.
    static var good: ModemHealth {
        var health = ModemHealth(path: "/dev/ttyUSB2")
        health.iccid = "89302720000000000001"
        health.registration = 1
        health.signal = -73
        health.network = "Bell"
        health.fill = MemoryFill(used: 0, size: 25)
        return health
    }

    func with(_ change: (inout ModemHealth) -> Void) -> ModemHealth {
        var changed = self
        change(&changed)
        return changed
    }
}
