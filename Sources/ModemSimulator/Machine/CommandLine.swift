/// One command of a command line (ITU-T V.250 5.2 and 5.4).
struct Request {
    enum Form {
        case execute
        case read
        case test
        case set
    }

    /// The name in upper case, without AT: `+CMGF`, `E`, `&F`.
    let name: String
    let form: Form
    /// What follows `=`, or the number after a basic command.
    let arguments: [Argument]
    /// The command as it was typed, without AT.
    let text: String

    struct Argument {
        let text: String
        let isQuoted: Bool
    }

    /// The argument at a position, from 0; nil when it is missing or empty.
    func text(_ index: Int) -> String? {
        guard arguments.indices.contains(index), arguments[index].isQuoted || !arguments[index].text.isEmpty else {
            return nil
        }
        return arguments[index].text
    }

    /// The number at a position; nil when it is missing or not a number.
    func number(_ index: Int) -> Int? { text(index).flatMap { Int($0) } }

    /// Whether there is an argument at a position.
    func has(_ index: Int) -> Bool { text(index) != nil }
}

/// Splits a command line into commands.
enum CommandLine {
    /// The commands of a line; nil when it does not begin with AT, which a modem ignores.
    static func requests(in line: String) -> [Request]? {
        let characters = Array(line)
        guard let start = start(of: characters) else { return nil }
        var rest = characters[start...]
        var requests: [Request] = []
        while let first = rest.first {
            if first == ";" || first == " " {
                rest = rest.dropFirst()
            } else if first.isLetter || first == "&" || first == "\\" {
                requests.append(basic(&rest))
            } else {
                requests.append(extended(&rest))
            }
        }
        return requests
    }

    /// Where the commands begin: after the last AT, past noise and partial commands.
    private static func start(of characters: [Character]) -> Int? {
        let trimmed = characters.firstIndex { $0 != " " } ?? 0
        guard characters.count >= trimmed + 2, characters[trimmed].uppercased() == "A",
            characters[trimmed + 1].uppercased() == "T"
        else { return nil }
        return trimmed + 2
    }

    private static func basic(_ rest: inout ArraySlice<Character>) -> Request {
        var name = String(rest.removeFirst()).uppercased()
        if name == "&" || name == "\\", let second = rest.first {
            name += second.uppercased()
            rest = rest.dropFirst()
        }
        if name == "D" {
            let number = String(rest)
            rest = []
            return Request(
                name: name, form: .execute, arguments: [.init(text: number, isQuoted: false)], text: name + number)
        }
        let digits = rest.prefix { $0.isWholeNumber }
        rest = rest.dropFirst(digits.count)
        var text = name + String(digits)
        // S-registers: S0=1, S0?
        if name == "S", let sign = rest.first, sign == "=" || sign == "?" {
            let value = rest.dropFirst().prefix { $0.isWholeNumber }
            rest = rest.dropFirst(1 + value.count)
            text += String(sign) + String(value)
            return Request(
                name: name, form: sign == "?" ? .read : .set, arguments: [.init(text: String(value), isQuoted: false)],
                text: text)
        }
        return Request(
            name: name, form: .execute, arguments: [.init(text: String(digits), isQuoted: false)], text: text)
    }

    private static func extended(_ rest: inout ArraySlice<Character>) -> Request {
        var isQuoted = false
        let text = rest.prefix { character in
            if character == "\"" { isQuoted.toggle() }
            return isQuoted || character != ";"
        }
        rest = rest.dropFirst(text.count)
        let name = String(text.prefix { $0 != "=" && $0 != "?" }).uppercased()
        let tail = text.dropFirst(name.count)
        let form: Request.Form
        if tail.isEmpty {
            form = .execute
        } else if tail.first == "?" {
            form = .read
        } else if tail.dropFirst().first == "?", tail.count == 2 {
            form = .test
        } else {
            form = .set
        }
        return Request(
            name: name.filter { $0 != " " }, form: form,
            arguments: form == .set ? arguments(in: tail.dropFirst()) : [], text: String(text))
    }

    private static func arguments(in text: ArraySlice<Character>) -> [Request.Argument] {
        var arguments: [Request.Argument] = []
        var current = ""
        var isInside = false
        var wasQuoted = false
        func finish() -> Request.Argument { .init(text: current, isQuoted: wasQuoted) }
        for character in text {
            switch character {
            case "\"":
                isInside.toggle()
                wasQuoted = true
            case "," where !isInside:
                arguments.append(finish())
                (current, wasQuoted) = ("", false)
            case " " where !isInside: break
            default: current.append(character)
            }
        }
        return arguments + [finish()]
    }
}
