import ControlAPI
import EventStore
import LinePolicy
import Testing
import Vocabulary
import Words

@testable import LineService

struct AnswersTests {
    @Test("only a complete decimal above 0 is an amount to add")
    func amounts() throws {
        for text in ["0", "-1", "x", "", "1e3", "0.0000001", "1,50", " 1"] {
            #expect(!Amount.isPositive(text))
            #expect(throws: ControlError.self) { try Amount.positive(text) }
        }
        #expect(try Amount.positive("25.50").decimal == "25.50")
    }

    @Test("the most expensive reply is computed from the settings of the line")
    func dearest() {
        var rules = LineRules(countries: [.canada])
        rules.pricePerPart = Money(micros: 20_000)
        rules.pricePerCall = Money(micros: 50_000)
        rules.replyParts = 2
        let prices: [(CallMode, Int64)] = [
            (.auto, 40_000), (.hangUp, 40_000), (.hangUpAndText, 40_000), (.speak, 50_000), (.speakAndText, 90_000),
        ]
        for (mode, price) in prices {
            rules.calls = mode
            #expect(rules.highestReplyPrice.micros == price)
        }
    }

    @Test("every error of the store has the exit code of the contract")
    func storeErrors() {
        let expected: [(StoreError, Int32)] = [
            (.newerVersion, 65), (.damaged(answer: "x"), 65), (.unusable(answer: "x"), 73),
            (.noDatabase(path: "/x"), 73),
            (.diskFull(answer: "x"), 73), (.heldByAnother(pid: 1, folder: "/x"), 73), (.busy(answer: "x"), 73),
            (.unknownPerson, 64), (.failed(answer: "x"), 1),
        ]
        for (error, code) in expected {
            #expect(ControlError(error).code.exitCode == code)
            #expect(ControlError(error).message == English().clause(error))
        }
    }
}
