extension BinaryInteger {
    /// Hexadecimal digits, at least so many, with zeros before them; of what is not negative.
    package func hexadecimal(_ digits: Int, uppercase: Bool = false) -> String {
        let text = String(self, radix: 16, uppercase: uppercase)
        return String(repeating: "0", count: max(0, digits - text.utf8.count)) + text
    }
}
