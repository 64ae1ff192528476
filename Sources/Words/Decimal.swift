/// Formats numbers for a sentence.
enum Decimal {
    /// Milliseconds as seconds: `30`, `0.5`.
    static func seconds(_ milliseconds: Int) -> String {
        milliseconds.isMultiple(of: 1000) ? String(milliseconds / 1000) : String(Double(milliseconds) / 1000)
    }

    /// Tenths as a number with one decimal: `3.2`.
    static func tenths(_ count: Int) -> String { "\(count / 10).\(count % 10)" }
}
