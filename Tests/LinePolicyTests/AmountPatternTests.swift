import Testing
import Vocabulary

@testable import LinePolicy

/// The balance in what a network says.
struct AmountPatternTests {
    @Test(
        "the first group of the first match is the amount",
        arguments: [
            (#"([0-9]+[.,][0-9]{2}) ?\$"#, "Votre solde est de 12,50 $ jusqu'au 30.11.2026", "12.50"),
            (#"([0-9]+[.,][0-9]{2}) ?\$"#, "Votre solde : 12,50\u{A0}$", "12.50"),
            (#"(\d+)"#, "You have 7 dollars and 50 cents", "7.00"),
            (#"(?i)SOLDE.*?([0-9]+,[0-9]{2})"#, "n 0,01 Solde: 3,20 puis 9,99", "3.20"),
            (#"Bal(?:ance)?:? ?\$?(-?[0-9.]+)"#, "Balance: $-1.25.", "-1.25"),
            (#"^(?:a|b|ab)(?:c|bcd)(\d*)$"#, "abcd12", "12.00"),
            (#"(?s)solde.(\d+[.,]\d+)"#, "solde\n4,20", "4.20"),
            (#"(?m)^Credit (\d+)$"#, "Hello\nCredit 15\nBye", "15.00"),
            (#"(?<amount>[\d.]+) EUR|x"#, "100.00 EURO", "100.00"),
            (#"\bGuthaben: ([^ ]+)"#, "Ihr Guthaben: 1.234,56 EUR", "1234.56"),
            (#"([0-9]{1,3}(?:,[0-9]{3})*\.[0-9]{2})"#, "is 12,345.67 left", "12345.67"),
            (#"(\d+[.,]\d\d)"#, "الرصيد ٤١٠٫٠ أو 10.00", "10.00"),
            ("[\\x30-\\u0039]([\\]5-]+)", "45", "5.00"),
        ])
    func finds(pattern: String, text: String, amount: String) throws {
        #expect(try AmountPattern(pattern).amount(in: text)?.decimal == amount)
    }

    @Test(
        "a text that does not match, or a group that is no amount, is none", arguments: ["", "solde", "12.50 EUR", "$"])
    func findsNothing(text: String) throws {
        #expect(try AmountPattern(#"([0-9]+[.,][0-9]{2}) ?\$"#).amount(in: text) == nil)
        #expect(try AmountPattern(#"(x*)"#).amount(in: text) == nil)
    }

    @Test(
        "amounts as people write them",
        arguments: [
            ("12", "12.00"), ("12,5", "12.50"), ("1 234,56", "1234.56"), ("1'234.50", "1234.50"), ("1.234", "1234.00"),
            ("0.125", "0.125"), ("1,234,567", "1234567.00"), ("1.234.567,8", "1234567.80"), ("-3.20", "-3.20"),
            ("\u{2212}3", "-3.00"), (".50", "0.50"), ("5.", "5.00"), ("٤١٠٫٥", "410.50"), ("+4", "4.00"),
        ])
    func amounts(text: String, decimal: String) { #expect(AmountPattern.money(text)?.decimal == decimal) }

    @Test("what is no amount", arguments: ["", " ", "x", "1x", "1-2", "12345678901234567", "1.2345678"])
    func noAmounts(text: String) { #expect(AmountPattern.money(text) == nil) }

    @Test(
        "what is no pattern says why",
        arguments: [
            ("(", AmountPattern.Fault.unbalanced), ("(a))", .unbalanced), ("([0-9)", .unbalanced), ("a", .noGroup),
            ("(?:a)", .noGroup), ("(a)\\1", .unknown("\\1")), ("(a)(?=b)", .unknown("(?")), ("(a)**", .unknown("*")),
            ("*(a)", .unknown("*")), ("(a){300}", .tooLarge), ("((a{200}){200})", .tooLarge),
            ("(\\p{L})", .unknown("\\p")),
            (String(repeating: "(", count: 30), .tooLarge), ("([z-a])", .unknown("-")), ("(\\", .unbalanced),
            ("([[:digit:]])", .unknown("[:")),
        ])
    func faults(pattern: String, fault: AmountPattern.Fault) {
        #expect(throws: fault) { try AmountPattern(pattern) }
    }

    @Test("patterns and texts that would take other readers for ever take no time")
    func hostile() throws {
        let clock = ContinuousClock()
        let text = String(repeating: "a", count: 5_000)
        let patterns = try ["(a+)+$b", "(a*)*b", "((a|aa)+)+c", "(.*.*.*.*)=", "(a{0,40}){0,20}b"].map {
            try AmountPattern($0)
        }
        let took = clock.measure { for pattern in patterns { #expect(pattern.amount(in: text) == nil) } }
        #expect(took < .seconds(5))
    }

    @Test("a balance limits for three days; nothing left forbids free replies too")
    func left() {
        let now = Timestamp(seconds: 1_800_000_000)
        var known = KnownBalance(amount: Money(micros: 500_000), readAt: now, spentSince: Money(micros: 480_000))
        #expect(known.left(at: now) == Money(micros: 20_000))
        #expect(known.left(at: now, giving: Money(micros: 20_000)) == Money(micros: 40_000))
        #expect(known.left(at: now + .days(3)) == nil)
        known.spentSince = Money(micros: 600_000)
        #expect(known.left(at: now) == .zero)
        known.amount = .zero
        #expect(known.left(at: now) == Money(micros: -1))
        #expect(KnownBalance().left(at: now) == nil)
    }

    @Test("a person is told below the floor, at nothing, and after three days without an answer")
    func standing() {
        let now = Timestamp(seconds: 1_800_000_000)
        let two = Money(micros: 2_000_000)
        func standing(_ amount: Money?, floor: Money?, failing: Span? = nil) -> BalanceStanding {
            BalanceStanding(
                KnownBalance(amount: amount, failingSince: failing.map { now - $0 }, fault: .refused), floor: floor,
                now: now)
        }
        #expect(standing(two, floor: two) == .fine)
        #expect(standing(Money(micros: 1_999_999), floor: two) == .low(Money(micros: 1_999_999), floor: two))
        #expect(standing(Money(micros: 1), floor: nil) == .fine)
        #expect(standing(.zero, floor: nil) == .low(.zero, floor: .zero))
        #expect(standing(two, floor: two, failing: .days(3) - .milliseconds(1)) == .fine)
        #expect(standing(two, floor: two, failing: .days(3)) == .unknown(.refused))
        #expect(BalanceStanding(nil, floor: two, now: now) == .fine)
    }
}
