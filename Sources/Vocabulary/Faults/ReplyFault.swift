/// Why a reply was not sent, or why that is not known; `part` counts from 1, where parts before it were accepted.
public enum ReplyFault: CodedFault {
    /// The modem or the network reported an error.
    case answered(answer: String, part: Int? = nil)
    /// The modem did not send the prompt for the text.
    case noPrompt(part: Int? = nil)
    /// The modem did not report the outcome.
    case noAnswer(part: Int? = nil)
    /// The port was lost.
    case portLost(part: Int? = nil)
    /// It has no such part.
    case noSuchPart(part: Int)
    /// Its text cannot be encoded: what is wrong, and in which field.
    case notEncoded(PDUFault, field: String)
    /// The rest of its parts was not sent.
    case restNotSent
    /// The rest of its parts was held for too long, and not sent.
    case restHeld
    /// The modem was lost while a call was being answered.
    case modemLostAtAnswer
    /// The service ended without warning.
    case serviceInterrupted
    /// No outcome was reported.
    case noOutcome
    /// The words of an older version.
    case legacy(String)
}

extension ReplyFault {
    /// The code, which programs use.
    public var code: String {
        switch self {
        case .answered: "answered"
        case .noPrompt: "no_prompt"
        case .noAnswer: "no_answer"
        case .portLost: "port_lost"
        case .noSuchPart: "no_such_part"
        case .notEncoded: "not_encoded"
        case .restNotSent: "rest_not_sent"
        case .restHeld: "rest_held"
        case .modemLostAtAnswer: "modem_lost_at_answer"
        case .serviceInterrupted: "service_interrupted"
        case .noOutcome: "no_outcome"
        case .legacy: "told"
        }
    }

    /// The values by their names.
    public var values: [String: JSONValue] {
        switch self {
        case .answered(let answer, let part): ["answer": .string(answer), "part": part.map { .count($0) } ?? .null]
        case .noPrompt(let part), .noAnswer(let part), .portLost(let part):
            ["part": part.map { .count($0) } ?? .null]
        case .noSuchPart(let part): ["part": .count(part)]
        case .notEncoded(let fault, let field): ["fault": .word(fault), "field": .string(field)]
        case .restNotSent, .restHeld, .modemLostAtAnswer, .serviceInterrupted, .noOutcome: [:]
        case .legacy(let words): ["words": .string(words)]
        }
    }

    /// A fault from its code and its values.
    public init?(code: String, values: [String: JSONValue]) {
        let part = values.count("part")
        let known: ReplyFault? =
            switch code {
            case "answered": values.text("answer").map { .answered(answer: $0, part: part) }
            case "no_prompt": .noPrompt(part: part)
            case "no_answer": .noAnswer(part: part)
            case "port_lost": .portLost(part: part)
            case "no_such_part": part.map { .noSuchPart(part: $0) }
            case "not_encoded":
                values.text("fault").flatMap(PDUFault.init(rawValue:)).flatMap { fault in
                    values.text("field").map { .notEncoded(fault, field: $0) }
                }
            case "rest_not_sent": .restNotSent
            case "rest_held": .restHeld
            case "modem_lost_at_answer": .modemLostAtAnswer
            case "service_interrupted": .serviceInterrupted
            case "no_outcome": .noOutcome
            case "told": values.text("words").map { .legacy($0) }
            default: nil
            }
        guard let known else { return nil }
        self = known
    }

    /// The same fault for a part that follows accepted ones.
    public func of(part: Int) -> ReplyFault {
        switch self {
        case .answered(let answer, _): .answered(answer: answer, part: part)
        case .noPrompt: .noPrompt(part: part)
        case .noAnswer: .noAnswer(part: part)
        case .portLost: .portLost(part: part)
        default: self
        }
    }
}
