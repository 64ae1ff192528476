import ATProtocol

extension Modem {
    /// Ends every call that rings or stands, and says whether the modem lists none any more.
    ///
    /// Only `+CHUP` and `H` are ever sent, before the commands that wait. False also where the modem does not list
    /// calls: then only its `NO CARRIER` tells.
    public func hangUp() async -> Bool {
        for command in profile.hangUpCommands {
            let response = await port.send(command, timeout: 5_000, urgent: true)
            if response.result == .portLost { return false }
            if await hasNoCall() { return true }
        }
        return false
    }

    /// The calls the modem knows of; empty when there is none, nil when it does not tell.
    func calls() async -> [CurrentCall]? {
        let response = await port.send("AT+CLCC", timeout: 5_000, urgent: true)
        guard response.result == .ok else { return nil }
        // Some makers list a call that has just ended with status 6.
        return response.lines.compactMap { CurrentCall($0) }.filter { $0.status != 6 }
    }

    private func hasNoCall() async -> Bool {
        await calls()?.isEmpty ?? false
    }
}
