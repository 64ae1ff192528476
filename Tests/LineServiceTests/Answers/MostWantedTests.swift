import ControlAPI
import Testing
import Vocabulary
import WordLiterals

@testable import EventStore
@testable import LineService

struct MostWantedTests {
    @Test(
        "the region without a line from which most people came back is guessed; those with a line or without a place are not"
    )
    func guess() {
        let weeks = [
            week(.montreal, repeats: 9), week(.frenchMobile, repeats: 8), week(.westernQuebec, repeats: 3),
            week(.toronto, repeats: 2), week(.toronto, line: "a", repeats: 50),
        ]
        let guess = MostWanted(weeks, homes: [.montreal])
        #expect(guess?.region == .known(.westernQuebec) && guess?.repeatSenders == 3 && guess?.laterSenders == 0)
    }

    @Test("in the first week only who came back counts; later who came at all, the curious left out")
    func firstWave() {
        #expect(MostWanted([week(.toronto, senders: 40)], homes: []) == nil)
        let later = MostWanted(
            [week(.toronto, senders: 40), week(.manitoba, monday: 7, senders: 5, curious: 2)], homes: [])
        #expect(later?.region == .known(.manitoba) && later?.laterSenders == 3)
        #expect(MostWanted([], homes: []) == nil)
    }

    private func week(
        _ region: CallerRegion, line: String? = nil, monday: Int = 0, senders: Int = 0, repeats: Int = 0,
        curious: Int = 0
    ) -> Figures.Week {
        Figures.Week(
            line: line, monday: monday, region: .known(region), contacts: senders, senders: senders,
            repeatSenders: repeats, curious: curious)
    }
}
