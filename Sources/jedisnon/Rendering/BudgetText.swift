import ControlAPI
import Vocabulary

/// Money for a person.
enum BudgetText {
    /// The box in one line.
    static func sentence(_ budget: BudgetStatus) -> String {
        let currency = budget.currency.map { " " + SafeText.escaped($0) } ?? ""
        var text = "Budget: \(budget.spent)\(currency) spent, \(budget.reserved) reserved, "
        text += budget.left.map { "\($0) left" } ?? "no limit"
        if let contacts = budget.contactsLeft { text += ", enough for \(contacts) contacts" }
        return text
    }

    /// The box, then each line.
    static func table(_ budget: BudgetAnswer) -> String {
        let heads = ["", "SPENT", "RESERVED", "LEFT", "TOTAL", "PER MONTH", "CONTACTS LEFT"]
        let box = row(
            "whole box", budget.spent, budget.reserved, budget.left, budget.total, budget.perMonth, budget.contactsLeft)
        let lines = budget.lines.sorted { $0.key < $1.key }.map {
            row($0, $1.spent, $1.reserved, $1.left, $1.total, $1.perMonth, $1.contactsLeft)
        }
        let currency = budget.currency.map { "All amounts in \(SafeText.escaped($0)); - is no limit.\n" }
        return ([heads, box] + lines).map { format($0) + "\n" }.joined() + (currency ?? "") + pace(budget)
            + balances(budget)
    }

    /// The balances of prepaid SIMs, and how they compare with our own count.
    private static func balances(_ budget: BudgetAnswer) -> String {
        budget.lines.sorted { $0.key < $1.key }.compactMap { line, money in
            money.balance.map { "SIM of \(SafeText.escaped(line)): \(sentence($0)).\n" }
        }.joined()
    }

    private static func sentence(_ balance: BalanceRow) -> String {
        var parts: [String] = []
        if let amount = balance.amount {
            parts.append("balance \(amount)" + (balance.at.map { " on \($0.day) \($0.clock)" } ?? ""))
            parts.append("\(balance.spentSince) counted since")
        } else {
            parts.append(balance.askedAt == nil ? "the balance was not asked yet" : "the balance is not known")
        }
        if let difference = balance.difference, difference != "0.00" {
            parts.append("the network differs from our count by \(difference)")
        }
        if let fault = balance.fault {
            parts.append("the last question failed (\(SafeText.escaped(fault)))")
            if let answer = balance.answer { parts.append("the network said \"\(SafeText.escaped(answer))\"") }
        }
        return parts.joined(separator: ", ")
    }

    /// How fast it goes, and where that ends.
    private static func pace(_ budget: BudgetAnswer) -> String {
        guard let perDay = budget.perDay else { return "" }
        let end = budget.runsOutOn.map { "; at that rate the money is used up on \($0)" } ?? ""
        return "\(perDay) a day since the beginning of last month\(end).\n"
    }

    private static func row(
        _ name: String, _ spent: String, _ reserved: String, _ left: String?, _ total: String?, _ month: String?,
        _ contacts: Int64?
    ) -> [String] {
        [name, spent, reserved, left ?? "-", total ?? "-", month ?? "-", contacts.map { String($0) } ?? "-"]
    }

    private static func format(_ cells: [String]) -> String {
        let name = Columns.left(SafeText.escaped(cells[0]), 16)
        return name + zip(cells.dropFirst(), [10, 10, 10, 10, 10, 14]).map { Columns.right($0, $1) }.joined()
    }
}
