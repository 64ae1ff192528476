import ControlAPI
import LineConfiguration
import Testing
import WordLiterals

@testable import jedisnon

/// What `line add` asks, takes and refuses before anything is written.
struct LineInterviewTests {
    let folder: LineAddFolder

    init() throws { folder = try LineAddFolder() }

    @Test("with nobody to ask, everything that is missing is named at once")
    func missing() throws {
        let error = #expect(throws: ControlError.self) { try folder.interview(LineRequest()) }
        #expect(error?.code == .usage)
        for word in ["--sim", "--device", "ID", "--region", "--number", "none"] {
            #expect(error?.hint?.contains(word) == true, "\(word)")
        }
        #expect(try folder.names() == nil)
    }

    @Test("everything wrong that was said is named at once, before the first question")
    func wrong() throws {
        let person = ScriptedPerson([])
        let request = LineRequest(
            id: "Québec", region: "a\u{1B}[2Jb", number: "5145550102", language: "de",
            modem: .exactly(.device("/dev/x")))
        let error = #expect(throws: ControlError.self) { try folder.interview(request, questions: person.questions) }
        #expect(error?.code == .usage)
        for key in ["id:", "region:", "number:", "language:"] { #expect(error?.hint?.contains(key) == true, "\(key)") }
        #expect(person.heard == "")
    }

    @Test("a number, an id or a SIM that another line has is refused, and that line is named")
    func duplicates() throws {
        let request = LineRequest(
            id: "montreal", number: "+15145550101", modem: .exactly(.iccid("89302720000000000001")))
        let error = #expect(throws: ControlError.self) { try folder.interview(request) }
        let hint = try #require(error?.hint)
        #expect(hint.contains("jedisnon.toml:"))
        for key in ["id:", "number:", "modem:"] { #expect(hint.contains(key), "\(key)") }
    }

    @Test("the only SIM without a line is taken, with the number it knows; the region names the line")
    func onlySIM() throws {
        let sims = [LineAddFolder.sim("89302720000000000002", number: "+14185550102")]
        let line = try folder.interview(LineRequest(region: "Québec"), sims: sims)
        #expect(line.modem == .iccid("89302720000000000002"))
        #expect(line.number == "+14185550102")
        #expect(line.id == "quebec")
        #expect(line.language == nil)
    }

    @Test("a number that the SIM knows and another line has is not proposed")
    func simNumberTaken() throws {
        let sims = [LineAddFolder.sim("89302720000000000002", number: "+15145550101")]
        let error = #expect(throws: ControlError.self) { try folder.interview(LineRequest(id: "a"), sims: sims) }
        #expect(error?.hint?.contains("--number") == true)
    }

    @Test("digits that no SIM, or more than one, ends with: the masked ones are listed", arguments: ["9", "0002"])
    func digits(digits: String) throws {
        let sims = ["89302720000000000002", "89302720000000010002"].map { LineAddFolder.sim($0) }
        let error = #expect(throws: ControlError.self) {
            try folder.interview(LineRequest(id: "a", number: "+14185550102", modem: .sim(digits)), sims: sims)
        }
        let hint = try #require(error?.hint)
        #expect(hint.contains("89302•••••••••••••02"))
        #expect(!hint.contains("8930272"))
    }

    @Test("digits that one SIM ends with choose it")
    func oneSIM() throws {
        let sims = ["89302720000000000002", "89302720000000010003"].map { LineAddFolder.sim($0) }
        let request = LineRequest(id: "a", number: "+14185550102", modem: .sim("10003"))
        #expect(try folder.interview(request, sims: sims).modem == .iccid("89302720000000010003"))
    }

    @Test("a person is asked for what is missing, and again for what cannot be")
    func asked() throws {
        let sims = [
            LineAddFolder.sim("89302720000000000002", number: "+14185550102"),
            LineAddFolder.sim("89302720000000000003"),
        ]
        let person = ScriptedPerson(["", "77", "0002", "Montréal", "montreal", "", "418", "", "it", ""])
        let line = try folder.interview(LineRequest(), sims: sims, questions: person.questions)
        #expect(
            line
                == LineFile(
                    id: "montreal-2", region: "Montréal", number: "+14185550102", language: "en",
                    modem: .iccid("89302720000000000002")))
        #expect(person.hasSaidAll)
        #expect(person.heard.contains("[montreal-2]") && person.heard.contains("[+14185550102]"))
        #expect(!person.heard.contains("89302720000000000002"))
    }

    @Test("whoever said enough is asked nothing")
    func enough() throws {
        let person = ScriptedPerson([])
        let request = LineRequest(id: "a", number: "+14185550102", modem: .exactly(.imei("860000000000001")))
        #expect(try folder.interview(request, questions: person.questions) == request.draft)
        #expect(person.heard == "")
    }

    @Test("whoever does not want the only SIM, or hangs up, changes nothing", arguments: [["n"], []])
    func declined(answers: [String]) throws {
        let person = ScriptedPerson(answers)
        #expect(throws: Questions.declined) {
            try folder.interview(
                LineRequest(), sims: [LineAddFolder.sim("89302720000000000002")], questions: person.questions)
        }
        #expect(person.heard.contains("89302•••••••••••••02"))
    }

    @Test("what a modem says of itself cannot move the cursor")
    func hostileModem() {
        var sim = LineAddFolder.sim("89302720000000000002")
        sim.modem.network = "Be\u{1B}[2Jll\u{202E}"
        sim.modem.model = "a\nb"
        #expect(UnclaimedSIMs.words(sim).allSatisfy { !$0.isNewline && $0 != "\u{1B}" && $0 != "\u{202E}" })
    }
}
