import Testing
import Vocabulary
import Words

/// Every sentence exists in both languages.
struct WordsTests {
    private let english = English()
    private let french = French()

    @Test("the English sentence of a notice is this one", arguments: NoticeExample.all)
    func sentence(example: NoticeExample) {
        #expect(english.sentence(example.notice) == example.english)
    }

    @Test("no two notices have the same sentence in French, and none is English", arguments: NoticeExample.all)
    func translated(example: NoticeExample) {
        let sentence = french.sentence(example.notice)
        #expect(sentence != example.english)
        #expect(Self.englishWords(in: sentence).isEmpty)
        // A device that does not answer is called a modem only if it was one before.
        #expect(NoticeExample.all.filter { french.sentence($0.notice) == sentence }.count == 1)
    }

    @Test(
        "every word of an enumeration has its words in both languages"
    )
    func lists() {
        for words: any Words in [english, french] {
            let lists = [
                LineState.allCases.map(words.words), Reason.allCases.map(words.clause),
                EventKind.allCases.map(words.words), CallEnding.allCases.map(words.clause),
                RecoveryStep.allCases.map(words.clause), FaultTests.audio.map(words.clause),
                Law.allCases.map(words.words), LawNotice.allCases.map(words.clause),
            ]
            for list in lists { #expect(Set(list).count == list.count && !list.contains("")) }
        }
        let all =
            LineState.allCases.map(french.words) + Reason.allCases.map(french.clause)
            + EventKind.allCases.map(french.words) + CallEnding.allCases.map(french.clause)
            + RecoveryStep.allCases.map(french.clause) + FaultTests.audio.map(french.clause)
            + Law.allCases.map(french.words) + LawNotice.allCases.map(french.clause)
        for words in all { #expect(Self.englishWords(in: words).isEmpty) }
    }

    @Test("a word of another version is shown unchanged")
    func foreign() {
        #expect(french.words(Word<LineState>("on_fire")) == "on_fire")
        #expect(english.clause(Word<Reason>("moon_phase")) == "moon_phase")
        #expect(english.clause(Word<Reason>("stale")) == english.clause(.stale))
    }

    @Test("a language has its own words")
    func languages() {
        #expect(Language.english.words.words(.ready) == "ready" && Language.french.words.words(.ready) == "prête")
    }

    @Test("the recovery of status is the English words of the step", arguments: RecoveryStep.allCases)
    func recovery(step: RecoveryStep) {
        #expect(english.clause(step) == step.rawValue)
    }

    /// Words that only an English sentence has; the settings in it are the same in both languages.
    static func englishWords(in sentence: String) -> [String] {
        let words = sentence.replacing("speak-and-text", with: "").split { !$0.isLetter }.map { $0.lowercased() }
        return words.filter {
            ["the", "is", "it", "its", "and", "of", "to", "was", "this", "that", "not", "with", "for", "are", "has"]
                .contains($0)
        }
    }
}
