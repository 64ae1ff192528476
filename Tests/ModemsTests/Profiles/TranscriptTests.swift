import Modems
import NIOPosix
import Testing
import Vocabulary

/// The dialogue of each family, word by word: a change of its data that nobody meant shows here.
struct TranscriptTests {
    @Test("every profile has its transcript, and every transcript its header")
    func complete() throws {
        #expect(try Set(Transcript.names()) == Set(ModemProfile.all.map(\.name)))
        for name in try Transcript.names() {
            let transcript = try Transcript(named: name)
            for header in ["Name", "Source", "Tested"] {
                #expect(transcript.headers[header]?.isEmpty == false, "\(name): \(header)")
            }
            #expect(transcript.expected["profile"] == name)
        }
    }

    @Test(
        "the driver says what the transcript says, and reads from it what it should",
        arguments: ModemProfile.all.map(\.name))
    func replays(name: String) async throws {
        let transcript = try Transcript(named: name)
        let scripted = try ScriptedModem(transcript)
        defer { scripted.stop() }
        let port = try await ATPort.open(path: scripted.path, group: MultiThreadedEventLoopGroup.singleton)
        let found = try await story(Modem(port: port))
        #expect(scripted.surprises.isEmpty)
        #expect(scripted.rest.isEmpty)
        for (key, value) in transcript.expected { #expect(found[key] == value, "\(key)") }
        #expect(Set(found.keys) == Set(transcript.expected.keys))
    }

    /// Bring-up with a PIN, a message in, a message out, a call: what the driver made of each.
    private func story(_ modem: Modem) async throws -> [String: String] {
        var found: [String: String] = [:]
        try await modem.identify()
        _ = try await modem.readICCID()
        if case .needsPIN(let tries?) = try await modem.simState(attempts: 1) { found["pin tries"] = "\(tries)" }
        #expect(try await modem.enter(pin: "4711"))
        #expect(try await modem.simState(attempts: 1) == .ready)
        _ = try await modem.readICCID()
        found["profile"] = await modem.profile.name
        found["model"] = await modem.identity?.model
        found["imei"] = await modem.identity?.imei
        found["iccid"] = await modem.identity?.iccid
        try await modem.setUp()
        found["service centre"] = try await modem.lacksServiceCentre() ? "no" : "yes"
        found["registration"] = try await modem.registrations().status.map { "\($0)" }
        found["network"] = try await modem.networkName()
        found["signal"] = try await modem.signal().map { "\($0)" }
        found["ims"] = "\(try await modem.imsState())"
        try await receive(modem, &found)
        let outcome = await modem.submit(hex: "0011000B915141550521F30000AA05E8329BFD06", length: 19)
        if case .accepted(let reference?) = outcome { found["sent"] = "\(reference)" }
        for await event in modem.events {
            guard case .caller(let number, _) = event else { continue }
            found["caller"] = number
            break
        }
        found["hung up"] = await modem.hangUp() == .ended ? "yes" : "no"
        await modem.close()
        return found
    }

    private func receive(_ modem: Modem, _ found: inout [String: String]) async throws {
        for await event in modem.events {
            guard case .stored(let memory, let index) = event else { continue }
            found["announced"] = "\(memory) \(index)"
            found["message"] = try await modem.read(memory: memory, index: index)?.octets
                .map { ($0 < 16 ? "0" : "") + String($0, radix: 16, uppercase: true) }.joined()
            let deleted = try await modem.delete(memory: memory, indices: [index])
            found["deleted"] = deleted.map(String.init).joined(separator: " ")
            return
        }
    }
}
