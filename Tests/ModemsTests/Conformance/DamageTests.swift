import ATProtocol
import ModemSimulator
import Testing
import Vocabulary

@testable import Modems

/// Messages that come damaged, late or not at all out of a memory.
struct DamageTests {
    private static let faults: [(fault: SimulatedFault, times: Int?)] = [
        (.pduCut(digits: 6), 1), (.pduCut(digits: 1), 1), (.pduCut(digits: 16), 1), (.pduLost, 1), (.pduLost, 2),
        (.pduSplit(after: 20), nil), (.pduSplit(after: 21), nil), (.headerLengthOff(by: 1), nil),
        (.headerLengthOff(by: 8), nil), (.headerOnlyLength, 1), (.headerLost, 1), (.headerOnlyLength, nil),
        (.indicationInEveryGap("BATTERY LOW"), nil), (.indicationInEveryGap("DST: 0"), nil),
        (.indicationInEveryGap("00"), nil), (.indicationInEveryGap("^RSSI: 17"), nil),
    ]

    @Test("whatever happens on the way once, or always in the same way, the message is read", arguments: faults.indices)
    func reads(index: Int) async throws {
        let (fault, times) = Self.faults[index]
        let bench = try await Bench("generic")
        try await bench.bringUp()
        let slot = try #require(bench.simulated.deliver(from: "+15145550123", text: "Bonjour toi").first)
        let whole = try #require(try await bench.modem.read(memory: slot.memory, index: slot.index))
        bench.simulated.set(fault: fault, times: times)
        let read = try #require(try await bench.modem.read(memory: slot.memory, index: slot.index))
        #expect(read.octets == whole.octets && !read.isDamaged)
        bench.simulated.clearFaults()
        await bench.close()
    }

    @Test("the same in a listing, of the first of two messages", arguments: faults.indices)
    func lists(index: Int) async throws {
        let (fault, times) = Self.faults[index]
        let bench = try await Bench("generic")
        try await bench.bringUp()
        bench.simulated.deliver(from: "+15145550123", text: "un")
        bench.simulated.deliver(from: "+15145550124", text: "deux")
        let whole = try await bench.modem.list(memory: "SM")
        bench.simulated.set(fault: fault, times: times)
        let listed = try await bench.modem.list(memory: "SM")
        #expect(listed.map(\.octets) == whole.map(\.octets), "\(fault)")
        #expect(listed.map(\.index) == whole.map(\.index), "\(fault)")
        #expect(listed.allSatisfy { !$0.isDamaged })
        await bench.close()
    }

    @Test("a PDU that is cut at every reading is what is there; one that never comes stays where it is")
    func givesUp() async throws {
        let bench = try await Bench("generic")
        try await bench.bringUp()
        bench.simulated.deliver(from: "+15145550123", text: "Bonjour toi")
        let whole = try #require(try await bench.modem.read(memory: "SM", index: 1))
        bench.simulated.set(fault: .pduCut(digits: 6), times: nil)
        let cut = try #require(try await bench.modem.read(memory: "SM", index: 1))
        #expect(cut.isDamaged && cut.octets == whole.octets.dropLast(3))
        bench.simulated.clearFaults()
        bench.simulated.set(fault: .pduLost, times: nil)
        #expect(try await bench.modem.read(memory: "SM", index: 1) == nil)
        #expect(try await bench.modem.list(memory: "SM").isEmpty)
        await bench.close()
    }

    @Test("a modem that fell back to text mode is set right, and the message read")
    func textMode() async throws {
        let bench = try await Bench("generic")
        try await bench.bringUp()
        bench.simulated.deliver(from: "+15145550123", text: "Bonjour toi")
        let whole = try #require(try await bench.modem.read(memory: "SM", index: 1))
        _ = try await bench.modem.attempt("AT+CMGF=1")
        #expect(try await bench.modem.read(memory: "SM", index: 1) == whole)
        await bench.close()
    }

    @Test("a memory that cannot be listed is read place by place; an empty one is empty whatever the error")
    func unlisted() async throws {
        let bench = try await Bench("generic")
        try await bench.bringUp()
        for error in [SimulatedFault.SendError.cme(22), .error, .cms(500)] {
            bench.simulated.set(fault: .emptyListingFails(error))
            #expect(try await bench.modem.list(memory: "SM").isEmpty)
        }
        for text in ["un", "deux"] { bench.simulated.deliver(from: "+15145550123", text: text) }
        bench.simulated.set(fault: .listingFails(memory: "SM", .cms(500)), times: nil)
        #expect(try await bench.modem.list(memory: "SM").map(\.index) == [1, 2])
        bench.simulated.set(fault: .commandFails("+CMGR", .cms(500)), times: nil)
        await #expect(throws: ModemFault.refused(command: "AT+CMGL=4", answer: "+CMS ERROR: 500")) {
            try await bench.modem.list(memory: "SM")
        }
        await bench.close()
    }

    @Test("a message that is handed over keeps its PDU, whatever stands before it")
    func direct() async throws {
        for fault in [SimulatedFault.pduSplit(after: 20), .headerLengthOff(by: 1), .headerLost, .pduCut(digits: 6)] {
            let bench = try await Bench("generic")
            try await bench.bringUp()
            bench.simulated.set(fault: fault, times: nil)
            // Class 0 is stored nowhere.
            bench.simulated.deliver(
                pdu: "07915141674523F1040B915141550521F30010621130210000690BC2B7BBAE7AA3CBF474DA")
            let event = try await bench.event("delivery") {
                switch $0 {
                case .direct, .stray: true
                default: false
                }
            }
            switch event {
            case .direct(let hex, _): #expect(hex.count >= 60)
            case .stray(let hex): #expect(fault == .headerLost && hex.count > 60)
            default: Issue.record("\(event)")
            }
            await bench.close()
        }
    }
}
