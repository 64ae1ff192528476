extension BinaryInteger {
    /// Hexadecimal digits of a value that is not negative, padded with zeros to at least `digits`.
    package func hexadecimal(_ digits: Int, uppercase: Bool = false) -> String {
        let text = String(self, radix: 16, uppercase: uppercase)
        return String(repeating: "0", count: max(0, digits - text.utf8.count)) + text
    }
}
