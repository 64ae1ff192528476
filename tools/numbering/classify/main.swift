// Answers lines of standard input with what LinePolicy makes of a number; check.py compiles it with Sources/LinePolicy.
//   +15145550101      -> CA=ordinary, the class in each country, `-` for none
//   FR 06 12 34 56 78 -> how a sender is read on a line of that country: number +33612345678

func classes(_ number: String) -> String {
    let found = Country.allCases.compactMap { country in
        NumberingPlan.rangeClass(of: number, in: country).map { "\(country.rawValue)=\($0.rawValue)" }
    }
    return found.isEmpty ? "-" : found.joined(separator: ",")
}

func reading(_ address: Substring, in country: Country) -> String {
    switch Sender(address: String(address), kind: .unknown, lineCountry: country) {
    case .number(let text): "number \(text)"
    case .name(let text): "name \(text)"
    case .shortCode(let text): "short \(text)"
    case .other(let text): "other \(text)"
    case .withheld: "withheld"
    }
}

while let line = readLine() {
    if let country = Country(rawValue: String(line.prefix(2))) {
        print(reading(line.dropFirst(3), in: country))
    } else {
        print(classes(line))
    }
}
