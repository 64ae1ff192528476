import SerialPort
import Vocabulary

extension ModemDirectory {
    /// Whether a line's modem may not be its own: ModemManager runs and was not told to leave it alone.
    ///
    /// It runs as root, so neither a lock nor `TIOCEXCL` keeps it away, and which ports it has open is not shown to the
    /// service's user.
    func modemManagerMayTakeIt(_ setup: LineSetup) async -> Bool {
        guard let device = device(of: setup), !device.isLeftByModemManager else { return false }
        return await modemManagerRuns()
    }

    private func modemManagerRuns() async -> Bool {
        if let modemManager, Uptime.now() - modemManager.at < .seconds(30) { return modemManager.isThere }
        let isThere = await DedicatedThread.run("processes") { !PortHolders.processes(named: "ModemManager").isEmpty }
        modemManager = (isThere, .now())
        return isThere
    }
}
