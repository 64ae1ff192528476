import LinePolicy
import Testing
import Vocabulary

struct ArithmeticTests {
    @Test("times and spans stop at the ends of their range")
    func timesSaturate() {
        let last = Timestamp(milliseconds: .max)
        let first = Timestamp(milliseconds: .min)
        #expect(last + .hours(1) == last)
        #expect(first - .hours(1) == first)
        #expect(last - first == Span(milliseconds: .max))
        #expect(first - last == Span(milliseconds: .min))
        #expect(Timestamp(seconds: .max) == last)
        #expect(Span.days(.max) == Span(milliseconds: .max))
        #expect(Span.days(.min) == Span(milliseconds: .min))
        #expect(Span(milliseconds: .min) - Span(milliseconds: 1) == Span(milliseconds: .min))
    }

    @Test("money stops at the ends of its range")
    func moneySaturates() {
        let most = Money(micros: .max)
        #expect(most + Money(micros: 1) == most)
        #expect(Money(micros: .min) - most == Money(micros: .min))
        #expect(most * 2 == most)
        #expect(most * -2 == Money(micros: .min))
    }

    @Test(
        "money is read from plain decimals only",
        arguments: [
            ("0.02", 20_000), ("1000", 1_000_000_000), ("-3", -3_000_000), ("0.000001", 1), ("1.50", 1_500_000),
            ("", nil), ("-", nil), (".5", nil), ("5.", nil), ("1e3", nil), ("0.0000001", nil), ("1,5", nil),
            ("+1", nil),
            (" 1", nil), ("--1", nil), ("1.2.3", nil), ("1000000000.01", nil), ("99999999999", nil), ("１", nil),
        ] as [(String, Int64?)])
    func moneyText(text: String, micros: Int64?) {
        #expect(Money(decimal: text)?.micros == micros)
    }

    @Test(
        "money is written with two decimals or as many as it needs",
        arguments: [(20_000, "0.02"), (1_000_000_000, "1000.00"), (6500, "0.0065"), (-1, "-0.000001"), (0, "0.00")])
    func moneyWritten(micros: Int64, text: String) {
        #expect(Money(micros: micros).decimal == text)
        #expect(Money(decimal: text) == Money(micros: micros))
    }
}
