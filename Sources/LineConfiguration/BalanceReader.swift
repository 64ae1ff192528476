import LinePolicy
import Vocabulary

/// Reads `[line.balance]`: what is asked of the network, how its answer is read, and below what a person is told.
enum BalanceReader {
    static func balance(of line: TableReader) -> BalanceQuestion? {
        guard let table = line.table("balance", known: ["code", "pattern", "floor"]) else { return nil }
        let floor = table.money("floor")
        for key in ["code", "pattern"] where !table.has(key) { table.report(key, "is missing") }
        let code = code(table)
        let pattern = pattern(table)
        guard let code, let pattern else { return nil }
        return BalanceQuestion(code: code, pattern: pattern, floor: floor)
    }

    private static func code(_ table: TableReader) -> ServiceCode? {
        guard let text = table.string("code") else { return nil }
        do {
            return try ServiceCode(text)
        } catch .changesService {
            table.report(
                "code", "is a code that changes a service of the SIM",
                hint: "only a question for the balance may be asked")
        } catch {
            table.report("code", "is no USSD code", hint: "write it like *123#")
        }
        return nil
    }

    private static func pattern(_ table: TableReader) -> AmountPattern? {
        guard let text = table.string("pattern") else { return nil }
        let (what, hint): (String, String)
        do {
            return try AmountPattern(text)
        } catch {
            switch error {
            case .unbalanced: (what, hint) = ("has a bracket without its other half", "( needs ), [ needs ]")
            case .unknown(let part):
                (what, hint) = ("has \(part), which is not understood", "letters, sets, groups, | and * + ? {2} are")
            case .tooLarge: (what, hint) = ("is too large", "write the words next to the amount, not the whole text")
            case .noGroup: (what, hint) = ("has no group", "put the amount into ( ), as in '([0-9]+[.,][0-9]{2})'")
            }
        }
        table.report("pattern", what, hint: hint)
        return nil
    }
}
