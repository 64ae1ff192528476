import ModemSimulator
import Modems
import Testing
import Vocabulary

/// Every family, simulated: messages in, messages out, and a memory that is full.
struct MessageTests {
    /// A SUBMIT to +15145510101 and the length of its TPDU.
    static let submit = (hex: "0011000B915141550101F10000AA05E8329BFD06", length: 19)

    @Test("a message is announced, read, listed and deleted", arguments: Family.all)
    func receives(family: Family) async throws {
        let bench = try await Bench(family)
        try await bench.bringUp()
        let slot = try #require(bench.simulated.deliver(from: "+15145550123", text: "hello").first)
        let event = try await bench.event("announcement") { if case .stored = $0 { true } else { false } }
        #expect(event == .stored(memory: slot.memory, index: slot.index))
        let read = try await bench.modem.read(memory: slot.memory, index: slot.index)
        #expect(read?.octets.isEmpty == false)
        bench.simulated.deliver(from: "+15145550124", text: "again")
        let listed = try await bench.modem.list(memory: slot.memory)
        #expect(listed.count == 2)
        #expect(listed.first?.octets == read?.octets)
        let indices = listed.compactMap(\.index)
        #expect(try await bench.modem.delete(memory: slot.memory, indices: indices) == indices)
        #expect(bench.simulated.stored(in: slot.memory).isEmpty)
        #expect(try await bench.modem.list(memory: slot.memory).isEmpty)
        #expect(try await bench.modem.read(memory: slot.memory, index: slot.index) == nil)
        await bench.close()
    }

    @Test("every memory that can hold a message is swept", arguments: Family.all)
    func sweepsEveryMemory(family: Family) async throws {
        let bench = try await Bench(family)
        try await bench.bringUp()
        let memories = await bench.modem.memories
        #expect(!memories.isEmpty)
        let pdu = "07915141550591F9040B915141550121F30000626011125100" + "0A05E8329BFD06"
        for memory in memories {
            #expect(bench.simulated.store(pdu: pdu, in: memory) != nil, "\(memory)")
            #expect(try await bench.modem.list(memory: memory).count == 1, "\(memory)")
        }
        await bench.close()
    }

    @Test("a message is sent, refused before its body, and refused after it", arguments: Family.all)
    func sends(family: Family) async throws {
        let bench = try await Bench(family)
        try await bench.bringUp()
        func send() async -> SubmitOutcome {
            await bench.modem.submit(hex: Self.submit.hex, length: Self.submit.length)
        }
        #expect(await send() == .accepted(reference: 1))
        #expect(bench.simulated.submissions.map(\.to) == ["+15145510101"])
        bench.simulated.set(fault: .refusedBeforeBody(.cms(304)))
        #expect(await send() == .definite(fault: .answered(answer: "+CMS ERROR: 304"), bodyWritten: false))
        bench.simulated.set(fault: .refusedAfterBody(.cms(21)))
        #expect(await send() == .refused(fault: .answered(answer: "+CMS ERROR: 21"), bodyWritten: true))
        bench.simulated.set(fault: .refusedAfterBody(.error))
        #expect(await send() == .unknown(fault: .answered(answer: "ERROR")))
        #expect(bench.simulated.submissions.count == 1)
        await bench.close()
    }

    @Test("a full memory shows, and is told where the family tells it", arguments: Family.all)
    func fills(family: Family) async throws {
        let bench = try await Bench(family) { $0.capacities = ["SM": 2, "ME": 2] }
        try await bench.bringUp()
        for text in ["one", "two", "three"] { bench.simulated.deliver(from: "+15145550123", text: text) }
        if family.tellsOfFullMemory {
            #expect(try await bench.event("full memory") { $0 == .sweepNeeded } == .sweepNeeded)
        }
        #expect(try await bench.modem.fill() == MemoryFill(used: 2, size: 2))
        #expect(bench.simulated.waitingInNetwork == 1)
        // Room is made, and the network brings what waited.
        let memory = try #require(await bench.modem.memories.first)
        let first = try #require(try await bench.modem.list(memory: memory).first)
        let place = try #require(first.index)
        #expect(try await bench.modem.delete(memory: memory, indices: [place]) == [place])
        try await bench.simulated.wait(for: "redelivery") { $0.waitingInNetwork == 0 }
        #expect(try await bench.modem.list(memory: memory).count == 2)
        await bench.close()
    }

    @Test("LTE families let messages use LTE, others leave the bearer alone", arguments: Family.all)
    func widensBearer(family: Family) async throws {
        let bench = try await Bench(family)
        try await bench.bringUp()
        let expected = try #require(ModemProfile.named(family.driver)).messageBearer.map { ["AT+CGSMS=\($0)"] } ?? []
        #expect(bench.simulated.commands.filter { $0.hasPrefix("AT+CGSMS=") } == expected)
        await bench.close()
    }
}
