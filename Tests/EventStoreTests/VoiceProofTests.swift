import LinePolicy
import Testing
import Vocabulary

@testable import EventStore

struct VoiceProofTests {
    private let identity = VoiceIdentity(modem: "866758040000013", firmware: "LE20B04", sim: "89302720000000000001")

    @Test("voice is verified for one modem, firmware and SIM, also over a restart")
    func voiceProved() async throws {
        let folder = try TestFolder()
        let box = try TestBox(folder)
        #expect(try await box.store.voiceProof(line: "montreal", of: identity) == .none)
        try await box.store.voiceVerified(line: "montreal", with: identity, now: noon)
        try box.store.close()
        let again = try TestBox(folder).store
        #expect(try await again.voiceProof(line: "montreal", of: identity) == .verified(at: noon))
        for change: WritableKeyPath<VoiceIdentity, String> in [\.modem, \.firmware, \.sim] {
            var other = identity
            other[keyPath: change] = "another"
            #expect(try await again.voiceProof(line: "montreal", of: other) == .none)
        }
        #expect(try await again.voiceProof(line: "quebec", of: identity) == .none)
    }

    @Test("a call that nobody heard ends the verification, and a new verification ends the failure")
    func callNobody() async throws {
        let box = try TestBox()
        try await box.store.voiceVerified(line: "montreal", with: identity, now: noon)
        let later = noon + .hours(1)
        try await box.store.voiceFailed(line: "montreal", with: identity, fault: .legacy("silent\u{0}"), now: later)
        #expect(
            try await box.store.voiceProof(line: "montreal", of: identity)
                == .failed(at: later, fault: .legacy("silent\u{0}")))
        try await box.store.voiceVerified(line: "montreal", with: identity, now: later)
        #expect(try await box.store.voiceProof(line: "montreal", of: identity) == .verified(at: later))
        try await box.store.apply([], now: later, isTimeKnown: true)
        #expect(try await box.store.voiceProof(line: "montreal", of: identity) == .none)
    }
}
