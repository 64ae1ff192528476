import SerialPort
import Vocabulary

extension ModemDirectory {
    /// Why a line's modem may not be its own: a sentence where ModemManager runs and was not told to leave it alone.
    ///
    /// It runs as root, so neither a lock nor `TIOCEXCL` keeps it away, and which ports it has open is not shown to the
    /// service's user.
    func rival(of setup: LineSetup) async -> String? {
        guard let device = device(of: setup), !device.isLeftByModemManager, await modemManagerRuns() else { return nil }
        return "ModemManager runs and was not told to leave this modem alone, so it may take its messages: "
            + "sudo systemctl disable --now ModemManager, or install jedisnon's udev rules and plug the modem in again"
    }

    private func modemManagerRuns() async -> Bool {
        if let modemManager, Uptime.now() - modemManager.at < .seconds(30) { return modemManager.isThere }
        let isThere = await OwnThread.run("processes") { !PortHolders.processes(named: "ModemManager").isEmpty }
        modemManager = (isThere, .now())
        return isThere
    }
}
