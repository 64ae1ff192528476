import Foundation
import Glibc
import ModemSimulator
import Testing

struct ControlTests {
    private static func with(
        _ profile: SimulatedProfile = .generic,
        _ body: (SimulatedModem, Host, (String) throws -> [String: Any]) throws -> Void
    ) throws {
        let path = NSTemporaryDirectory() + "control-\(getpid())-\(UInt32.random(in: 0 ... .max))"
        try Bench.with(profile) { (modem, host) throws in
            let socket = try ControlSocket(path: path, modems: [modem])
            defer { socket.close() }
            try body(modem, host) { request in
                let answer = try ControlSocket.ask(path: path, request: request)
                return try #require(try JSONSerialization.jsonObject(with: Data(answer.utf8)) as? [String: Any])
            }
        }
        #expect(access(path, F_OK) != 0)
    }

    @Test("a script injects, reads storage and commands, and reads back what was sent")
    func story() throws {
        try Self.with { modem, host, ask in
            let injected = try ask(
                #"{"do":"inject","from":"+15145550123","text":"Bonjour","at":"2024-11-25T12:00:00Z"}"#)
            #expect(injected["ok"] as? Bool == true)
            #expect((injected["slots"] as? [[String: Any]])?.first?["index"] as? Int == 1)
            #expect((try ask(#"{"do":"storage","memory":"SM"}"#)["messages"] as? [Any])?.count == 1)
            _ = try host.send("AT+CMGS=18", body: Sample.submit)
            let sent = try ask(#"{"do":"submitted"}"#)["submissions"] as? [[String: Any]]
            #expect(sent?.first?["to"] as? String == "+15145550123")
            #expect(sent?.first?["text"] as? String == "hello")
            #expect(sent?.first?["client_saw_success"] as? Bool == true)
            #expect(
                (try ask(#"{"do":"commands"}"#)["commands"] as? [[String: Any]])?.last?["text"] as? String
                    == "AT+CMGS=18")
            #expect(try ask(#"{"do":"wait","submissions":1,"within":1}"#)["ok"] as? Bool == true)
            #expect(try ask(#"{"do":"wait","submissions":2,"within":0.05}"#)["ok"] as? Bool == false)
        }
    }

    @Test("a script rings, breaks and unplugs the modem")
    func network() throws {
        try Self.with { modem, host, ask in
            #expect(try ask(#"{"do":"ring","from":"+15145550123","rings":5}"#)["ok"] as? Bool == true)
            #expect(modem.hasCall)
            #expect(try ask(#"{"do":"ring"}"#)["ok"] as? Bool == false)
            _ = try ask(#"{"do":"caller_hangs_up"}"#)
            #expect(!modem.hasCall)
            _ = try ask(#"{"do":"fault","fault":"freeze","always":true}"#)
            #expect(modem.activeFaults == [.freeze])
            _ = try ask(#"{"do":"clear"}"#)
            #expect(modem.activeFaults.isEmpty)
            _ = try ask(#"{"do":"set","registration":5,"signal":7}"#)
            let state = try ask(#"{"do":"state"}"#)["state"] as? [String: Any]
            #expect(state?["registration"] as? Int == 5)
            #expect(state?["opened"] as? Bool == true)
            _ = try ask(#"{"do":"vanish"}"#)
            #expect(host.isHungUp())
            _ = try ask(#"{"do":"reappear"}"#)
            #expect(modem.path != nil)
        }
    }

    @Test("a script calls, presses keys, and reads what the caller heard")
    func calls() throws {
        try Self.with(.sim7600) { modem, host, ask in
            #expect(try ask(#"{"do":"press","key":"9"}"#)["ok"] as? Bool == false)
            #expect(try ask(#"{"do":"heard","file":"x"}"#)["ok"] as? Bool == false)
            _ = try ask(#"{"do":"set","call_waiting":false,"answer_delay":0.01,"sound_card":true}"#)
            #expect(modem.settings.answerDelay == .milliseconds(10))
            #expect(!modem.settings.callWaiting && modem.settings.hasSoundCard)
            _ = try ask(#"{"do":"ring","from":"+15145550123"}"#)
            _ = try host.read { $0.hasSuffix("RING\r\n") }
            for command in ["AT+DDET=1", "ATA", "AT+CPCMREG=1"] {
                host.write(command + "\r")
                _ = try host.read { $0.contains("\r\nOK\r\n") }
            }
            #expect(try ask(#"{"do":"wait","answered":1}"#)["ok"] as? Bool == true)
            #expect(try ask(#"{"do":"press","key":"9","for":0.05}"#)["ok"] as? Bool == true)
            _ = try host.read { $0.contains("+RXDTMF: 9") }
            let voice = try VoiceHost(try #require(modem.voicePath))
            _ = try voice.play(Sound.ramp(1600), on: modem)
            _ = try ask(#"{"do":"caller_hangs_up"}"#)
            #expect(try ask(#"{"do":"wait","ended":1}"#)["ok"] as? Bool == true)
            let file = NSTemporaryDirectory() + "heard-\(getpid())-\(UInt32.random(in: 0 ... .max)).wav"
            defer { unlink(file) }
            #expect(try ask(#"{"do":"heard","file":"\#(file)"}"#)["ok"] as? Bool == true)
            let wav = [UInt8](try Data(contentsOf: URL(filePath: file)))
            #expect(String(decoding: wav[8..<16], as: UTF8.self) == "WAVEfmt ")
            let isWhole = Sound.samples(Array(wav.dropFirst(44))) == modem.voice.heard
            #expect(isWhole && modem.voice.heard.contains(1600))
            let call = try #require((try ask(#"{"do":"calls"}"#)["calls"] as? [[String: Any]])?.first)
            #expect(call["from"] as? String == "+15145550123")
            #expect(call["octets_taken"] as? Int == 3200)
            let state = try ask(#"{"do":"state"}"#)["state"] as? [String: Any]
            #expect(state?["voice_path"] as? String == modem.voicePath)
        }
    }

    @Test("every fault has a name that reads back", arguments: SimulatedFault.forms)
    func faultNames(form: String) {
        let examples = [
            "UP_TO": "3", "OCTETS": "4", "SECONDS": "1.5", "COMMAND": "+CMGR", "ERROR": "cms 500", "LINE": "RING",
            "COUNT": "3", "MEMORY": "MT", "MODES": "1,2", "MT": "1", "BM": "0", "DS": "0", "BFR": "1", "DIGITS": "6",
        ]
        for form in form.contains("[:SECONDS]")
            ? [form.replacing("[:SECONDS]", with: ""), form.replacing("[:SECONDS]", with: ":2")] : [form]
        {
            var words = form.replacing("[:LINE...]", with: "").split(separator: ":").map(String.init)
            let choices = words.last?.split(separator: "|").map(String.init) ?? []
            for choice in choices {
                words[words.count - 1] = choice
                let name = words.map { examples[$0] ?? $0 }.joined(separator: ":")
                #expect(SimulatedFault(name) != nil, "\(name)")
            }
        }
        #expect(SimulatedFault("audio_stalls:-1") == nil)
        #expect(SimulatedFault("answer_refused:maybe") == nil)
    }

    @Test(
        "bad requests are answered with what is wrong",
        arguments: [
            "", "nonsense", #"{"do":"fly"}"#, #"{"do":"inject"}"#, #"{"do":"state","modem":7}"#,
            #"{"do":"fault","fault":"x"}"#,
            #"{"do":"vanish","for":-1}"#, #"{"do":"set","registration":9}"#, #"{"do":"press"}"#,
            #"{"do":"heard"}"#,
        ])
    func badRequests(request: String) throws {
        try Self.with { _, _, ask in
            let answer = try ask(request)
            #expect(answer["ok"] as? Bool == false)
            #expect((answer["error"] as? String)?.isEmpty == false)
        }
    }

    @Test("a socket in use is not taken over")
    func inUse() throws {
        let path = NSTemporaryDirectory() + "control-\(getpid())-\(UInt32.random(in: 0 ... .max))"
        let socket = try ControlSocket(path: path, modems: [])
        #expect(throws: SimulatorError.self) { _ = try ControlSocket(path: path, modems: []) }
        socket.close()
    }
}
