import ControlAPI

/// The modems that are plugged in and belong to no line, for a person.
enum UnclaimedText {
    /// One block per modem: its place and model, and its problem or the command that makes a line of it.
    static func text(_ modems: [UnclaimedModem], width: Int) -> String {
        guard !modems.isEmpty else { return "" }
        return "\nPlugged in, and no line uses it:\n"
            + modems.map { modem in
                Columns.wrapped(facts(modem), width: width, indent: 2)
                    + Columns.wrapped(SafeText.escaped(modem.detail), width: width, indent: 4)
                    // Never wrapped, so that it can be copied.
                    + (modem.addCommand.map { "    " + SafeText.escaped($0) + "\n" } ?? "")
            }.joined()
    }

    private static func facts(_ modem: UnclaimedModem) -> String {
        var facts = [modem.usbPath.map { "USB port \($0)" } ?? modem.device ?? "a modem"]
        if let model = modem.model { facts.append(model) }
        if let iccid = modem.iccid { facts.append("SIM \(iccid)") }
        if let number = modem.number { facts.append("number \(number)") }
        if let network = modem.network { facts.append(network) }
        return facts.map { SafeText.escaped($0) }.joined(separator: ", ")
    }
}
