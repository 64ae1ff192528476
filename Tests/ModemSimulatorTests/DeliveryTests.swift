import Foundation
import ModemSimulator
import Testing

struct DeliveryTests {
    @Test(
        "+CNMI decides between store, announcement and direct delivery",
        arguments: [
            ("2,0,0,0,0", "", 1), ("2,1,0,0,0", "\r\n+CMTI: \"SM\",1\r\n", 1), ("2,2,0,0,0", "+CMT: ,24", 0),
            ("2,3,0,0,0", "+CMTI", 1),
        ])
    func routes(announcements: String, said: String, stored: Int) throws {
        try Bench.with(.generic) { (modem, host) throws in
            #expect(try host.ask("AT+CNMI=" + announcements) == ["OK"])
            modem.deliver(from: "+15145550123", text: "hello")
            let heard = try host.readAll(for: 40)
            #expect(said.isEmpty ? heard.isEmpty : heard.contains(said))
            #expect(modem.stored(in: "SM").count == stored)
        }
    }

    @Test("class 0 comes direct where announcements are on")
    func flash() throws {
        try Bench.with(.generic) { (modem, host) throws in
            #expect(try host.ask("AT+CNMI=2,1,0,0,0") == ["OK"])
            modem.deliver(pdu: Sample.flash)
            #expect(Host.lines(try host.read { $0.hasSuffix("06\r\n") }) == ["+CMT: ,24", Sample.flash])
            #expect(modem.stored(in: "SM").isEmpty)
        }
    }

    @Test("mode 0 keeps announcements back until they are asked for")
    func buffered() throws {
        try Bench.with(.generic) { (modem, host) throws in
            #expect(try host.ask("AT+CNMI=0,1,0,0,0") == ["OK"])
            modem.deliver(from: "+15145550123", text: "hello")
            #expect(try host.readAll(for: 30) == "")
            host.write("AT+CNMI=2\r")
            #expect(
                Host.lines(try host.read { $0.contains("+CMTI") && $0.hasSuffix("1\r\n") }) == [
                    "OK", "+CMTI: \"SM\",1",
                ])
        }
    }

    @Test("with +CSMS=1 a direct delivery wants +CNMA and the next one waits for it")
    func acknowledgement() throws {
        try Bench.with(.sim7600) { (modem, host) throws in
            #expect(try host.ask("AT+CSMS=1") == ["+CSMS: 1,1,1", "OK"])
            #expect(try host.ask("AT+CNMI=2,2,0,0,0") == ["OK"])
            modem.deliver(from: "+15145550123", text: "one")
            modem.deliver(from: "+15145550123", text: "two")
            let first = Host.lines(try host.read { $0.contains("+CMT: \"\",") && $0.hasSuffix("\r\n") })
            #expect(first.count == 2)
            #expect(modem.waitingInNetwork == 1)
            host.write("AT+CNMA\r")
            let second = Host.lines(
                try host.read {
                    $0.contains("+CMT") && $0.hasSuffix("\r\n") && $0.components(separatedBy: "\r\n").count > 5
                })
            #expect(second.first == "OK")
            #expect(second.last != first.last)
            #expect(try host.ask("AT+CNMA=0") == ["OK"])
            _ = try host.ask("AT+CMEE=1")
            #expect(try host.ask("AT+CNMA") == ["+CMS ERROR: 340"])
        }
    }

    @Test(
        "what is not acknowledged comes again, and direct delivery ends where the standard says so",
        arguments: [
            ("generic", true), ("quectel-ec25", false),
        ])
    func missingAcknowledgement(profile: String, endsRouting: Bool) throws {
        let profile = try #require(SimulatedProfile.named(profile))
        try Bench.with(profile, { $0.acknowledgeWithin = .milliseconds(60) }) { (modem, host) throws in
            _ = try host.ask("AT+CSMS=1")
            _ = try host.ask("AT+CNMI=2,2,0,0,0")
            modem.deliver(from: "+15145550123", text: "hello")
            _ = try host.read { $0.contains("+CMT:") && $0.hasSuffix("06\r\n") }
            if endsRouting {
                #expect(try host.readAll(for: 150) == "")
                #expect(modem.stored(in: "SM").count == 1)
                #expect(try host.ask("AT+CNMI?") == ["+CNMI: 2,0,0,0,0", "OK"])
            } else {
                _ = try host.read { $0.contains("+CMT:") && $0.hasSuffix("06\r\n") }
                #expect(try host.ask("AT+CNMA") == ["OK"])
                #expect(modem.stored(in: "ME").isEmpty)
            }
        }
    }

    @Test(
        "status reports come as they are asked for",
        arguments: [("2,1,0,1,0", "+CDS: "), ("2,1,0,2,0", "+CDSI: \"SM\",1")])
    func statusReports(announcements: String, said: String) throws {
        try Bench.with(.generic, { $0.statusReportAfter = .milliseconds(10) }) { (_, host) throws in
            #expect(try host.ask("AT+CNMI=" + announcements) == ["OK"])
            #expect(
                try host.send("AT+CMGS=\(Sample.submitLength)", body: Sample.submitWithReport) == ["+CMGS: 1", "OK"])
            let heard = try host.read { $0.contains(said) && $0.hasSuffix("\r\n") }
            if said == "+CDS: " { #expect(heard.contains("\r\n07915141550591F90601")) }
        }
    }

    @Test("an EC25 announces reports in the receiving memory and keeps them elsewhere")
    func reportsElsewhere() throws {
        try Bench.with(.quectelEC25, { $0.statusReportAfter = .milliseconds(10) }) { (modem, host) throws in
            #expect(try host.ask("AT+CNMI=2,1,0,2,0") == ["OK"])
            _ = try host.send("AT+CMGS=\(Sample.submitLength)", body: Sample.submitWithReport)
            #expect(try host.read { $0.hasSuffix("0\r\n") && $0.contains("CDSI") } == "\r\n+CDSI: \"ME\",0\r\n")
            #expect(try host.ask("AT+CMGR=0") == ["OK"])
            #expect(modem.stored(in: "SR").count == 1)
        }
    }

    @Test("without service messages wait in the network")
    func noService() throws {
        try Bench.with(.generic, { $0.registration = .searching }) { (modem, host) throws in
            _ = try host.ask("AT+CREG=1")
            _ = try host.ask("AT+CNMI=2,1,0,0,0")
            modem.deliver(from: "+15145550123", text: "hello")
            #expect(modem.waitingInNetwork == 1)
            modem.reconfigure { $0.registration = .roaming }
            #expect(
                Host.lines(try host.read { $0.contains("+CMTI") && $0.hasSuffix("1\r\n") }) == [
                    "+CREG: 5", "+CMTI: \"SM\",1",
                ])
        }
    }

    @Test("registration takes the time it is told to take")
    func registrationDelay() throws {
        try Bench.with(.generic, { $0.registersAfter = .milliseconds(100) }) { (_, host) throws in
            #expect(try host.ask("AT+CREG?") == ["+CREG: 0,2", "OK"])
            _ = try host.ask("AT+CREG=2")
            #expect(try host.read { $0.hasSuffix("\"\r\n") } == "\r\n+CREG: 1,\"2B5C\",\"0140A8DB\"\r\n")
        }
    }
}
