import ControlAPI
import Testing
import Vocabulary
import WordLiterals

@testable import jedisnon

struct VoiceTrialWordsTests {
    private func answer(_ state: String, fault: String? = nil) -> VoiceTrialAnswer {
        VoiceTrialAnswer(
            line: "montreal", number: "+15145550101", expiresAt: ZonedTime(milliseconds: 1_795_626_000_000),
            state: Word(state), fault: fault)
    }

    @Test("the operator is told what to call, until when, and where the code goes")
    func request() {
        let text = VoiceTrialWords.request(answer("waiting"), canType: true)
        #expect(text.hasPrefix("Call +15145550101 from your own phone before "))
        #expect(text.contains("or here after the call"))
        #expect(!VoiceTrialWords.request(answer("waiting"), canType: false).contains("here"))
    }

    @Test("every state of a try has its sentence, and only three of them are open")
    func states() {
        for state in ["waiting", "speaking", "spoken", "verified", "failed", "expired"] {
            let text = VoiceTrialWords.progress(answer(state, fault: "x"), canType: false)
            #expect(text.count > 15 && text.hasSuffix("\n"))
        }
        let open = ["waiting", "speaking", "spoken", "verified", "failed", "expired"].filter {
            VoiceTrialWords.isOpen(answer($0))
        }
        #expect(open == ["waiting", "speaking", "spoken"])
    }

    @Test("what a modem said in a fault cannot move the cursor")
    func hostile() {
        let text = VoiceTrialWords.progress(answer("failed", fault: "ATA: \u{1B}[2J"), canType: true)
        #expect(text.contains("\\u001b[2J") && !text.contains("\u{1B}"))
    }
}
