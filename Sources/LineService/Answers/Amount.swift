import ControlAPI
import LinePolicy
import Vocabulary

/// Reads an amount of money written by an operator.
public enum Amount {
    /// Whether the text is a decimal above 0 in the range of ``Money``.
    public static func isPositive(_ text: String) -> Bool {
        Money(decimal: text).map { $0 > .zero } ?? false
    }

    /// The amount; throws ``ControlError`` `usage` when ``isPositive(_:)`` is false.
    static func positive(_ text: String) throws(ControlError) -> Money {
        guard let amount = Money(decimal: text), amount > .zero else {
            throw ControlError(
                .usage, "an amount to add must be more than 0, with at most six decimals", hint: "such as 25 or 25.50")
        }
        return amount
    }
}
