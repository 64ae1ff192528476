/// How full a message memory is (3GPP TS 27.005 clause 3.2.2).
public struct MemoryUsage: Sendable, Hashable {
    /// `SM`, `ME`...; nil in the answer to setting memories, which does not name them.
    public let name: String?
    /// Messages in it.
    public let used: Int
    /// Places in it.
    public let total: Int

    /// Reads the memories of a line, of the answer to `AT+CPMS?` or to `AT+CPMS="SM",...`; nil for any other line.
    ///
    /// In both, messages are read and deleted in the first memory, sent from the second and received into the third.
    public static func list(_ line: some StringProtocol) -> [MemoryUsage]? {
        let line = ATFields(line)
        guard line.name == "+CPMS", let first = line[0] else {
            return nil
        }
        let isNamed = !first.text.isDecimal
        let step = isNamed ? 3 : 2
        var list: [MemoryUsage] = []
        for start in stride(from: 0, to: line.fields.count - step + 1, by: step) {
            guard let used = line.number(start + step - 2), let total = line.number(start + step - 1) else {
                return list.isEmpty ? nil : list
            }
            list.append(MemoryUsage(name: isNamed ? line.text(start) : nil, used: used, total: total))
        }
        return list.isEmpty ? nil : list
    }

    /// Reads the memories that `AT+CPMS=?` lists for each position; nil for any other line.
    public static func choices(_ line: some StringProtocol) -> [[String]]? {
        guard let name = ATFields.name(of: line), name == "+CPMS" else {
            return nil
        }
        let groups = ParameterGroups.split(line[name.endIndex...].dropFirst())
        return groups.isEmpty ? nil : groups.map { ATFields($0).fields.map(\.text) }
    }
}
