import Testing

@testable import LineService

/// The code that the operator hears and types.
@Suite struct VoiceTrialTests {
    @Test func `a code never has a digit twice in a row, so that a held key cannot spoil it`() {
        for _ in 0..<500 {
            let code = VoiceTrial().code
            #expect(code.count == 4 && code.allSatisfy(\.isNumber))
            #expect(zip(code, code.dropFirst()).allSatisfy { $0 != $1 })
        }
    }
}
