/// Colours, or none.
struct Paint {
    let isOn: Bool

    enum Ink: String {
        case bold = "1"
        case dim = "2"
        case red = "31"
        case green = "32"
        case yellow = "33"
    }

    static let none = Paint(isOn: false)

    func callAsFunction(_ ink: Ink, _ text: String) -> String {
        isOn ? "\u{1B}[\(ink.rawValue)m\(text)\u{1B}[0m" : text
    }
}
