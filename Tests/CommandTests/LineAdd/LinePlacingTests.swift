import ControlAPI
import Foundation
import LineConfiguration
import LinePolicy
import Testing
import Vocabulary
import WordLiterals

@testable import jedisnon

/// What becomes of the file: written, refused, taken back, or left where nobody knows the outcome.
struct LinePlacingTests {
    let folder: LineAddFolder
    let line = LineFile(
        id: "quebec", region: "Québec", number: "+14185550102", modem: .iccid("89302720000000000002"))

    init() throws { folder = try LineAddFolder() }

    private func placing(
        _ service: ServiceApproval.Service? = nil, questions: Questions? = nil, overwrites: Bool = false
    ) -> LinePlacing {
        LinePlacing(
            trial: folder.trial, approval: ServiceApproval(service: service, main: folder.main), questions: questions,
            overwrites: overwrites)
    }

    private func service(
        knows ids: [String] = [], added: [String] = [], removed: [String] = [], failure: ControlError? = nil
    ) -> ServiceApproval.Service {
        ServiceApproval.Service(
            socket: "/run/x",
            reload: {
                if let failure { throw failure }
                return ReloadAnswer(added: added, removed: removed, changed: [])
            },
            lines: {
                LinesAnswer(
                    lines: ids.map {
                        LineRow(
                            id: $0, region: nil, number: "+15145550101", mode: "answer", calls: "auto", modem: "x",
                            state: "ready", detail: "", paused: nil)
                    })
            })
    }

    @Test("without a service the line takes effect at start, with a note about the delay")
    func stopped() async throws {
        let told = try await placing().place(line)
        #expect(told.contains("takes effect at start"))
        #expect(told.contains("she is still there"))
        #expect(try folder.names() == ["quebec.toml"])
        #expect(try Configuration.load(path: folder.main).lines.map(\.id) == ["montreal", "quebec"])
    }

    @Test("a delay of ten minutes and more, and a line that does not answer, get another note or none")
    func notes() async throws {
        let patient = try LineAddFolder("[policy]\nreply_delay = \"10m..20m\"")
        let text = LinePlacing.notes(line, try patient.trial.configuration(with: line))
        #expect(text == "")
        var shadow = line
        shadow.mode = .shadow
        #expect(LinePlacing.notes(shadow, try patient.trial.configuration(with: shadow)).contains("shadow"))
    }

    @Test("a line that the law keeps from answering is told why, where from, and what to add")
    func law() async throws {
        let folder = try LineAddFolder("[policy]\nlaw_acknowledged = [\"fr-plan-150\"]")
        var french = line
        french.number = "+33612345678"
        let text = LinePlacing.notes(french, try folder.trial.configuration(with: french))
        for part in ["fr-mobile", "2022-1583", "law_acknowledged = [\"fr-arcep-2023\", \"fr-plan-150\"]"] {
            #expect(text.contains(part))
        }
        #expect(!LinePlacing.notes(line, try folder.trial.configuration(with: line)).contains("law"))
    }

    @Test("a service that takes it runs it")
    func taken() async throws {
        #expect(try await placing(service(added: ["quebec"])).place(line).contains("The service runs it"))
        #expect(try folder.names() == ["quebec.toml"])
    }

    @Test("what the service refuses is taken back, with its reason")
    func refused() async throws {
        let refusal = ControlError(.configuration, "state_dir cannot change", hint: "restart the service")
        let error = await #expect(throws: ControlError.self) {
            try await placing(service(failure: refusal)).place(line)
        }
        #expect(error?.code == .configuration)
        #expect(error?.hint?.contains("state_dir cannot change") == true)
        #expect(try folder.names() == [])
    }

    @Test("what the service refuses brings the earlier file back")
    func refusedOverOld() async throws {
        try folder.write("# by hand\n", to: "lines.d/quebec.toml")
        let refusal = ControlError(.configuration, "no")
        await #expect(throws: ControlError.self) {
            try await placing(service(failure: refusal), overwrites: true).place(line)
        }
        #expect(try folder.read("quebec.toml") == "# by hand\n")
        #expect(try folder.names() == ["quebec.toml"])
    }

    @Test("a service whose answer got lost: the file stays, and the error says how to find out")
    func lost() async throws {
        let failure = ControlError(.notRunning, "the service stopped answering")
        let error = await #expect(throws: ControlError.self) {
            try await placing(service(failure: failure)).place(line)
        }
        #expect(error?.code == .notRunning)
        #expect(error?.message.contains("not known") == true && error?.hint?.contains("line list") == true)
        #expect(try folder.names() == ["quebec.toml"])
    }

    @Test("a service that runs with another configuration is found out")
    func otherService() async throws {
        let error = await #expect(throws: ControlError.self) {
            try await placing(service(knows: ["other"])).place(line)
        }
        #expect(error?.code == .configuration && error?.hint?.contains("--config") == true)
        #expect(try folder.names() == [])
    }

    @Test("the same line again is no error and writes nothing")
    func again() async throws {
        _ = try await placing().place(line)
        let before = try FileManager.default.attributesOfItem(atPath: folder.path + "/lines.d/quebec.toml")
        #expect(try await placing(service(knows: ["quebec"])).place(line).contains("as it should be"))
        let after = try FileManager.default.attributesOfItem(atPath: folder.path + "/lines.d/quebec.toml")
        #expect(before[.systemFileNumber] as? Int == after[.systemFileNumber] as? Int)
    }

    @Test("a file by hand is not written over without a person's yes", arguments: [nil, ["n"], [""], []])
    func byHand(answers: [String]?) async throws {
        try folder.write("# by hand\n", to: "lines.d/quebec.toml")
        let person = answers.map { ScriptedPerson($0) }
        let error = await #expect(throws: ControlError.self) {
            try await placing(questions: person?.questions).place(line)
        }
        #expect(error?.code == (answers == nil ? .unusable : .failed))
        #expect(try folder.read("quebec.toml") == "# by hand\n")
        if let person { #expect(person.heard.contains("-# by hand\n") && person.heard.contains("+[[line]]\n")) }
    }

    @Test("with a person's yes it is, and with --yes too")
    func agreed() async throws {
        for (questions, overwrites) in [(ScriptedPerson(["y"]).questions, false), (nil, true)] {
            try folder.write("# by hand\n", to: "lines.d/quebec.toml")
            _ = try await placing(questions: questions, overwrites: overwrites).place(line)
            #expect(try folder.read("quebec.toml") == line.text)
            #expect(try folder.names() == ["quebec.toml"])
        }
    }

    @Test("a configuration that is wrong without the line is not the line's fault: 78, and nothing is written")
    func brokenElsewhere() async throws {
        try folder.write("[[line]]\nid = 7\n", to: "lines.d/other.toml")
        await #expect(throws: ConfigurationError.self) { try await placing().place(line) }
        #expect(try folder.names() == ["other.toml"])
    }

    @Test("two who add the same number at once: one wins, the other hears why")
    func atOnce() async throws {
        let (trial, approval) = (folder.trial, ServiceApproval(service: nil, main: folder.main))
        let line = line
        var twin = line
        twin.id = "twin"
        let results = await withTaskGroup(of: Result<String, any Error>.self) { group in
            for line in [line, twin] {
                group.addTask {
                    let placing = LinePlacing(trial: trial, approval: approval, questions: nil, overwrites: false)
                    do { return .success(try await placing.place(line)) } catch { return .failure(error) }
                }
            }
            return await group.reduce(into: []) { $0.append($1) }
        }
        let errors = results.compactMap { result in
            if case .failure(let error) = result { error as? ControlError } else { nil }
        }
        #expect(errors.map(\.code) == [.usage])
        #expect(try folder.names()?.count == 1)
        _ = try Configuration.load(path: folder.main)
    }

    @Test("removing finds the file by what is in it, adopted ones too, and leaves the main file to a person")
    func removal() async throws {
        _ = try await placing().place(line)
        try FileManager.default.moveItem(
            atPath: folder.path + "/lines.d/quebec.toml", toPath: folder.path + "/lines.d/odd.toml.toml")
        try folder.write(
            LineFile(id: "laval", number: "+14505550103", modem: .usbPath("1-2")).text, to: "state/lines.d/laval.toml")
        let configuration = try Configuration.load(path: folder.main)
        let odd = try LineRemoval.file(of: "quebec", in: configuration)
        #expect(odd.path == folder.path + "/lines.d/odd.toml.toml" && !odd.isAdopted)
        #expect(try LineRemoval.file(of: "laval", in: configuration).isAdopted)
        let main = #expect(throws: ControlError.self) { try LineRemoval.file(of: "montreal", in: configuration) }
        #expect(main?.code == .usage && main?.message.contains("jedisnon.toml:5") == true)
        let none = #expect(throws: ControlError.self) { try LineRemoval.file(of: "../x", in: configuration) }
        #expect(none?.code == .unknownLine)

        let refusing = ServiceApproval(service: service(failure: ControlError(.configuration, "no")), main: folder.main)
        await #expect(throws: ControlError.self) {
            try await LineRemoval(approval: refusing, main: folder.main).remove("quebec", odd)
        }
        #expect(try folder.names() == ["odd.toml.toml"])
        let taking = ServiceApproval(service: service(removed: ["quebec"]), main: folder.main)
        _ = try await LineRemoval(approval: taking, main: folder.main).remove("quebec", odd)
        #expect(try folder.names() == [])
        await #expect(throws: ControlError.self) {
            try await LineRemoval(approval: taking, main: folder.main).remove("quebec", odd)
        }
    }
}
