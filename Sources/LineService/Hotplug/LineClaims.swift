import LineConfiguration
import LinePolicy
import Modems
import SerialPort
import Vocabulary

/// Decides which line a modem belongs to, from the lines' configuration.
///
/// A line that names an ICCID takes precedence over one that names an IMEI, and that one over one that names a port.
struct LineClaims {
    private var byICCID: [String: String] = [:]
    private var byIMEI: [String: String] = [:]
    private var byPort: [String: String] = [:]
    /// Paths that lines name, by the node to which they resolve.
    private var paths: [String: String] = [:]

    init(_ setups: [LineSetup] = []) {
        for setup in setups {
            switch setup.modem {
            case .iccid(let iccid): byICCID[iccid] = setup.id
            case .imei(let imei): byIMEI[imei] = setup.id
            case .usbPath(let port): byPort[port] = setup.id
            case .device(let path): paths[setup.id] = path
            }
        }
    }

    /// The line that a modem at a USB port belongs to.
    func owner(of probed: ProbedModem, port: String) -> String? {
        owner(iccid: probed.description.iccid) ?? probed.description.imei.flatMap { byIMEI[$0] } ?? byPort[port]
    }

    /// The line that names a SIM.
    func owner(iccid: String?) -> String? {
        iccid.flatMap { byICCID[$0] }
    }

    /// The line that names one of these ports by its path or by a link to it.
    func lineNaming(anyOf ttys: [USBTTY]) -> String? {
        guard !paths.isEmpty else { return nil }
        let nodes = Set(ttys.map(\.path))
        return paths.first { nodes.contains($0.value) || nodes.contains(DeviceNode.resolved($0.value)) }?.key
    }
}
