import Foundation
import Glibc
import ModemSimulator
import Testing

struct ControlTests {
    private static func with(_ body: (SimulatedModem, Host, (String) throws -> [String: Any]) throws -> Void) throws {
        let path = NSTemporaryDirectory() + "control-\(getpid())-\(UInt32.random(in: 0 ... .max))"
        try Bench.with { (modem, host) throws in
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

    @Test(
        "bad requests are answered with what is wrong",
        arguments: [
            "", "nonsense", #"{"do":"fly"}"#, #"{"do":"inject"}"#, #"{"do":"state","modem":7}"#,
            #"{"do":"fault","fault":"x"}"#,
            #"{"do":"vanish","for":-1}"#, #"{"do":"set","registration":9}"#,
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
