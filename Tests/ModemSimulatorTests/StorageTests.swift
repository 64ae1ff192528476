import Foundation
import ModemSimulator
import Testing

struct StorageTests {
    @Test("a message is stored, announced, listed, read once as unread, and deleted")
    func lifeOfAMessage() throws {
        try Bench.with(.generic) { (modem, host) throws in
            #expect(try host.ask("AT+CNMI=2,1,0,0,0") == ["OK"])
            #expect(modem.deliver(from: "+15145550123", text: "hello") == [StorageSlot(memory: "SM", index: 1)])
            #expect(try host.read { $0.hasSuffix("1\r\n") } == "\r\n+CMTI: \"SM\",1\r\n")
            let list = try host.ask("AT+CMGL=0")
            #expect(list.count == 3)
            #expect(list[0] == "+CMGL: 1,0,,24")
            #expect(list[1].hasPrefix("07915141550591F9040B915141550521F30000"))
            #expect(list[1].hasSuffix("05E8329BFD06"))
            #expect(try host.ask("AT+CMGL=0") == ["OK"])
            #expect(try host.ask("AT+CMGR=1") == ["+CMGR: 1,,24", list[1], "OK"])
            #expect(try host.ask("AT+CMGD=?") == ["+CMGD: (1),(0-4)", "OK"])
            #expect(try host.ask("AT+CPMS?") == ["+CPMS: \"SM\",1,20,\"SM\",1,20,\"SM\",1,20", "OK"])
            #expect(try host.ask("AT+CMGD=1") == ["OK"])
            #expect(try host.ask("AT+CMGR=1") == ["+CMS ERROR: 321"])
            #expect(modem.deletions.map(\.slots) == [[StorageSlot(memory: "SM", index: 1)]])
        }
    }

    @Test(
        "the shape of listings is the maker's",
        arguments: [
            ("generic", "+CMGL: 1,0,,24"), ("huawei-e173", "+CMGL: 0,0,,24"), ("sim7600", "+CMGL: 0,0,\"\",24"),
            ("quectel-ec25", "+CMGL: 0,0,,24"),
        ])
    func shapes(profile: String, line: String) throws {
        try Bench.with(try #require(SimulatedProfile.named(profile))) { (modem, host) throws in
            _ = try host.ask("AT+CNMI=2,0,0,0,0")
            modem.deliver(from: "+15145550123", text: "hello")
            #expect(try host.ask("AT+CMGL=4").first == line)
        }
    }

    @Test("delete flags delete by state", arguments: [(1, ["SM 2", "SM 3"]), (2, ["SM 2"]), (3, ["SM 2"]), (4, [])])
    func deleteFlags(flag: Int, left: [String]) throws {
        try Bench.with(.generic) { (modem, host) throws in
            modem.store(pdu: Sample.flash, state: .receivedRead, in: "SM")
            modem.store(pdu: Sample.flash, state: .receivedUnread, in: "SM")
            modem.store(pdu: Sample.submit, state: .storedSent, in: "SM")
            #expect(try host.ask("AT+CMGD=1,\(flag)") == ["OK"])
            #expect(modem.stored(in: "SM").map { "\($0.slot.memory) \($0.slot.index)" } == left)
        }
    }

    @Test("a full memory makes messages wait in the network until there is room")
    func capacity() throws {
        try Bench.with(.huaweiE173, { $0.capacities = ["SM": 2] }) { (modem, host) throws in
            #expect(try host.ask("AT+CNMI=2,1,0,0,0") == ["OK"])
            for number in 1...4 { modem.deliver(from: "+1514555012\(number)", text: "\(number)") }
            #expect(modem.waitingInNetwork == 2)
            #expect(
                Host.lines(try host.read { $0.hasSuffix("FULL: \"SM\"\r\n") })
                    == ["+CMTI: \"SM\",0", "+CMTI: \"SM\",1", "^SMMEMFULL: \"SM\""])
            host.write("AT+CMGD=1\r")
            #expect(
                Host.lines(try host.read { $0.contains("+CMTI") && $0.hasSuffix("\r\n") && $0.contains("OK") }).first
                    == "OK")
            _ = try host.readAll(for: 30)
            #expect(modem.waitingInNetwork == 1)
            // The message that waited is announced right behind the OK.
            host.write("AT+CMGD=0,4\r")
            #expect(Host.lines(try host.read { $0.contains("+CMTI") }) == ["OK", "+CMTI: \"SM\",0"])
            #expect(modem.waitingInNetwork == 0)
        }
    }

    @Test("MT shows the modem's memory and then the SIM's; a mirrored modem shows the same in both")
    func memories() throws {
        try Bench.with(.quectelEC25) { (modem, host) throws in
            modem.store(pdu: Sample.flash, in: "ME")
            modem.store(pdu: Sample.submit, in: "SM")
            #expect(try host.ask("AT+CPMS=\"MT\"").first == "+CPMS: 2,305,1,255,1,255")
            #expect(try host.ask("AT+CMGL=4").filter { $0.hasPrefix("+") } == ["+CMGL: 0,0,,24", "+CMGL: 255,0,,18"])
            #expect(try host.ask("AT+CMGD=255") == ["OK"])
            #expect(modem.stored(in: "SM").isEmpty)
        }
        try Bench.with(.quectelEC25, { $0.memoriesMirrorEachOther = true }) { (modem, host) throws in
            modem.store(pdu: Sample.flash, in: "ME")
            #expect(try host.ask("AT+CPMS=\"SM\"").last == "OK")
            #expect(try host.ask("AT+CMGL=4").contains(Sample.flash))
        }
    }

    @Test("long texts come in parts, in the alphabet they need")
    func longTexts() throws {
        try Bench.with(.quectelEC25) { (modem, _) throws in
            #expect(modem.deliver(from: "+15145550123", text: String(repeating: "a", count: 160)).count == 1)
            #expect(modem.deliver(from: "+15145550123", text: String(repeating: "a", count: 161)).count == 2)
            #expect(modem.deliver(from: "+15145550123", text: String(repeating: "ç", count: 70)).count == 1)
            #expect(modem.deliver(from: "+15145550123", text: String(repeating: "ç", count: 71)).count == 2)
            #expect(modem.deliver(from: "+15145550123", text: String(repeating: "😀", count: 67)).count == 3)
            #expect(modem.deliver(from: "A very long name", text: "hello").count == 1)
        }
    }

    @Test("broken PDUs are stored as they are")
    func brokenPDUs() throws {
        try Bench.with(.generic) { (modem, host) throws in
            modem.deliver(pdu: "0791")
            modem.deliver(pdu: "nonsense")
            #expect(try host.ask("AT+CMGL=4") == ["+CMGL: 1,0,,0", "0791", "+CMGL: 2,0,,0", "nonsense", "OK"])
        }
    }

    @Test("text mode shows number, time and text")
    func textMode() throws {
        try Bench.with(.generic) { (modem, host) throws in
            modem.deliver(from: "+15145550123", text: "hello", at: .init(timeIntervalSince1970: 1_732_500_000))
            #expect(try host.ask("AT+CMGF=1") == ["OK"])
            #expect(
                try host.ask("AT+CMGL=\"ALL\"")
                    == ["+CMGL: 1,\"REC UNREAD\",\"+15145550123\",,\"24/11/24,21:00:00-20\"", "hello", "OK"])
            #expect(
                try host.ask("AT+CMGR=1")
                    == ["+CMGR: \"REC READ\",\"+15145550123\",,\"24/11/24,21:00:00-20\"", "hello", "OK"])
            #expect(try host.ask("AT+CSCS=\"UCS2\"") == ["OK"])
            #expect(try host.ask("AT+CMGR=1")[1] == "00680065006C006C006F")
        }
    }
}
