import ModemSimulator
import Modems
import Testing
import Vocabulary

/// What a modem lets be set only in its own way, or not at all.
struct OtherWaysTests {
    @Test("whatever number of memories +CPMS takes, both are read, and the same form is used again", arguments: 1...3)
    func memoryForms(count: Int) async throws {
        let bench = try await Bench("generic")
        bench.simulated.set(fault: .memoriesNamed(count), times: nil)
        try await bench.bringUp()
        bench.simulated.store(pdu: Self.pdu, in: "ME")
        bench.simulated.store(pdu: Self.pdu, in: "SM")
        for memory in ["ME", "SM", "ME"] {
            #expect(try await bench.modem.list(memory: memory).map(\.index) == [1])
        }
        let selections = bench.simulated.commands.filter { $0.hasPrefix("AT+CPMS=\"") }
        let named = selections.map { $0.split(separator: ",").count }
        #expect(named.drop { $0 != count }.allSatisfy { $0 == count })
        // New messages still go where they went.
        if count == 3 { #expect(selections.suffix(2).allSatisfy { $0.hasSuffix("\"SM\",\"SM\"") }) }
        await bench.close()
    }

    @Test("only MT as the third memory, told by +CPMS=? or not", arguments: [false, true])
    func receivesIntoBoth(isMute: Bool) async throws {
        let bench = try await Bench("generic")
        bench.simulated.set(fault: .receivesOnlyInto("MT"), times: nil)
        if isMute { bench.simulated.set(fault: .commandFails("+CPMS=?", .error), times: nil) }
        try await bench.bringUp()
        #expect(bench.simulated.commands.contains("AT+CPMS=\"SM\",\"SM\",\"MT\""))
        #expect(try await bench.modem.list(memory: "ME").isEmpty)
        #expect(try await bench.modem.list(memory: "SM").isEmpty)
        await bench.close()
    }

    @Test("a memory that is offered and refused does not take the other with it", arguments: ["SM", "ME"])
    func refusedMemory(memory: String) async throws {
        let bench = try await Bench("generic")
        bench.simulated.set(fault: .commandFails("+CPMS=\"\(memory)\"", .cms(302)), times: nil)
        try await bench.bringUp()
        let other = memory == "SM" ? "ME" : "SM"
        #expect(await bench.modem.memories.first == other)
        #expect(try await bench.modem.list(memory: other).isEmpty)
        await bench.close()
    }

    @Test(
        "announcements are set with what is offered",
        arguments: [([[3], [1], [0], [0], [0]], [3, 1, 0, 0, 0]), ([[1, 2], [1], [0], [0], [1]], [2, 1, 0, 0, 1])])
    func announcements(offered: [[Int]], values: [Int]) async throws {
        let bench = try await Bench("generic")
        bench.simulated.set(fault: .announcementsOffered(offered), times: nil)
        try await bench.bringUp()
        #expect(await bench.modem.announcement?.values == values)
        await bench.close()
    }

    @Test("whatever AT&W stored, answers are read, and a call is not answered by itself")
    func storedForms() async throws {
        for form in 0..<16 {
            let bench = try await Bench("generic") { settings in
                settings.stored.echo = form & 1 != 0
                settings.stored.isVerbose = form & 2 != 0
                settings.stored.isQuiet = form & 4 != 0
                settings.stored.ringsToAnswer = form & 8 == 0 ? 0 : 1
            }
            try await bench.bringUp()
            #expect(await bench.modem.identity?.model == "27.005 modem", "\(form)")
            #expect(bench.simulated.ring(from: "+15145550123"))
            _ = try await bench.event("ring") { $0 == .ring }
            #expect(bench.simulated.answeredCalls == 0)
            await bench.close()
        }
    }

    @Test(
        "a modem that refuses the formats on one line takes them one by one, or goes on without",
        arguments: [
            "E0", "V1", "Q0", "S0",
        ])
    func refusedForms(command: String) async throws {
        let bench = try await Bench("generic") { $0.stored.isVerbose = false }
        bench.simulated.set(fault: .commandFails(command, .error), times: nil)
        try await bench.bringUp()
        #expect(try await bench.modem.signal() == -73)
        await bench.close()
    }

    @Test("a locked SIM that refuses everything but its PIN: the PIN goes in once, then the modem says who it is")
    func lockedAndMute() async throws {
        let bench = try await Bench("quectel-ec25") { $0.pin = "4321" }
        bench.simulated.set(fault: .lockedSIMRefuses(.error), times: nil)
        let modem = bench.modem
        try await modem.identify()
        #expect(try await modem.readICCID() == nil)
        #expect(try await modem.simState(attempts: 1) == .needsPIN(tries: nil))
        #expect(try await modem.enter(pin: "4321"))
        #expect(try await modem.simState(attempts: 1) == .ready)
        #expect(try await modem.identifyUnlocked())
        #expect(await modem.profile.name == "ec25")
        #expect(try await !modem.identifyUnlocked())
        #expect(bench.simulated.commands.count { $0.hasPrefix("AT+CPIN=") } == 1)
        await bench.close()
    }

    @Test("without AT+CPIN? the SIM's state is told otherwise", arguments: [nil, "1234"])
    func noPINQuestion(pin: String?) async throws {
        let bench = try await Bench("quectel-ec25") { $0.pin = pin }
        bench.simulated.set(fault: .commandFails("+CPIN?", .cme(4)), times: nil)
        try await bench.modem.identify()
        let state = try await bench.modem.simState(attempts: 1)
        #expect(state == (pin == nil ? .ready : .needsPIN(tries: 3)))
        await bench.close()
    }

    @Test(
        "a message store that starts is waited for, and its refusals are not taken for the modem's nature",
        arguments: [
            (SimulatedFault.SendError.cms(314), "+CMS ERROR: 314"), (.cms(515), "+CMS ERROR: 515"), (.error, "ERROR"),
        ])
    func starting(answer: SimulatedFault.SendError, words: String) async throws {
        let bench = try await Bench("generic")
        let fault = SimulatedFault.messagesStartUp(for: .seconds(3_600), answer)
        bench.simulated.set(fault: fault, times: nil)
        try await bench.modem.identify()
        await #expect(throws: ModemFault.storeBusy(answer: words)) {
            // It is in PDU mode anyway; which memory it reads from it does not say yet.
            try await bench.modem.setUp(retrying: .unclear)
        }
        if answer != .error {
            await #expect(throws: ModemFault.storeBusy(answer: words)) {
                try await bench.modem.setUp(retrying: .starting)
            }
        }
        bench.simulated.clear(fault: fault)
        try await bench.modem.setUp(retrying: .unclear)
        #expect(await bench.modem.announcement != nil)
        #expect(!bench.simulated.commands.contains { $0.hasPrefix("AT+CFUN") })
        await bench.close()
    }

    private static let pdu = "07915141550591F9040B915141550521F300006211524064040A05E8329BFD06"
}
