import Modems
import NIOCore
import SerialPort
import Vocabulary

/// The condition of an unused modem, as it reports it.
enum ModemDiagnosis: Sendable {
    case modem(ModemHealth)
    case closed(SerialPortError)
    /// No port answered AT.
    case silent
    /// It was removed, or stopped answering.
    case gone

    /// Probes the ports of one device for a modem, then reads its condition.
    static func of(_ ports: ModemPorts, group: any EventLoopGroup) async -> ModemDiagnosis {
        switch await ModemProbe(group: group).probe(ports) {
        case .closed(let error): return .closed(error)
        case .silent: return .silent
        case .gone: return .gone
        case .modem(let probed):
            do {
                let port = try await ATPort.open(path: probed.path, group: group)
                let modem = Modem(port: port)
                let health = await ModemHealth.query(modem, probed)
                await modem.close()
                return health.map { .modem($0) } ?? .gone
            } catch let error as SerialPortError {
                return .closed(error)
            } catch {
                return .gone
            }
        }
    }
}

/// What a modem reports about itself, its SIM and its network.
struct ModemHealth: Sendable {
    /// Which code the SIM wants.
    enum SIM: Sendable, Equatable {
        case open
        /// Its PIN, with the number of tries left.
        case pin(tries: Int?)
        case puk
        /// Another lock, such as that of a carrier.
        case lock(String)
        case missing
        case busy(String)
    }

    var path: String
    var family = "generic"
    var model = ""
    var sim = SIM.open
    /// The modem's own number.
    var imei: String?
    /// The ICCID, for the command that makes a line of the SIM.
    var iccid: String?
    /// The status of 3GPP TS 27.007 7.2; nil when the modem does not report it.
    var registration: Int?
    var signal: Int?
    var network: String?
    var lacksServiceCentre = false
    var fill: MemoryFill?

    init(path: String) {
        self.path = path
    }

    /// Reads the condition of a modem just found; nil when it stops answering.
    static func query(_ modem: Modem, _ probed: ProbedModem) async -> ModemHealth? {
        var health = ModemHealth(path: probed.path)
        health.family = probed.profile
        health.model = probed.description.model
        health.iccid = probed.description.iccid
        health.imei = probed.description.imei
        health.network = probed.network
        do throws(ModemFault) {
            try await modem.identify(attempts: 3, interval: 1_000)
            health.sim = try await sim(modem)
            guard health.sim == .open else { return health }
            health.registration = try await modem.registrations().status
            health.signal = try await modem.signal()
            health.lacksServiceCentre = try await modem.lacksServiceCentre()
            health.fill = try await modem.fill()
            return health
        } catch {
            // A modem that refuses one query has answered the others.
            if case .refused = error { return health }
            return nil
        }
    }

    private static func sim(_ modem: Modem) async throws(ModemFault) -> SIM {
        do throws(ModemFault) {
            return switch try await modem.simState(attempts: 3) {
            case .ready: .open
            case .needsPIN(let tries): .pin(tries: tries)
            case .needsPUK: .puk
            case .locked(let lock): .lock(lock)
            }
        } catch {
            switch error {
            case .simMissing: return .missing
            case .simBusy(let answer): return .busy(answer)
            default: throw error
            }
        }
    }
}
