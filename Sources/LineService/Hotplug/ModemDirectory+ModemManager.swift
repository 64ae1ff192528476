import SerialPort
import Vocabulary

extension ModemDirectory {
    /// Whether ModemManager may use a line's modem: it runs and was not told to ignore the modem.
    ///
    /// It runs as root, so neither a lock nor `TIOCEXCL` keeps it away, and the service's user cannot see which ports
    /// it has open.
    func modemManagerMayTakeIt(_ setup: LineSetup) async -> Bool {
        guard let device = device(of: setup), !device.isIgnoredByModemManager else { return false }
        return await modemManagerRuns()
    }

    private func modemManagerRuns() async -> Bool {
        if let modemManager, Uptime.now() - modemManager.at < .seconds(30) { return modemManager.isThere }
        let isThere = await DedicatedThread.run("processes") { !PortHolders.processes(named: "ModemManager").isEmpty }
        modemManager = (isThere, .now())
        return isThere
    }
}
