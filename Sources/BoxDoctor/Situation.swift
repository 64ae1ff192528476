import ControlAPI
import Glibc
import LineConfiguration
import SerialPort
import Vocabulary

/// What every examination needs, looked up once.
struct Situation: Sendable {
    /// The result of reading the configuration.
    enum Settings: Sendable {
        case loaded(Configuration)
        case missing
        /// This user may not read it.
        case hidden(String)
        case wrong([ConfigurationError.Problem])
    }

    var settings: Settings
    /// The control socket that was asked.
    var socket: String
    var service: ExaminedHost.Service
    /// The unit file of the service, if it is installed.
    var unit: ServiceUnit?
    /// The USB devices; `listingFault` says why they cannot be listed.
    var devices: [USBDevice]
    var listingFault: USBListingFault?
    /// The user that must be able to use ports, folders and files.
    var serviceUser: HostUser

    /// Looks everything up.
    init(_ host: ExaminedHost) async {
        settings = Self.settings(host)
        socket = host.socket ?? Self.configuration(settings)?.service.socket ?? ServiceSettings().socket
        let socket = socket
        service =
            await Deadline.run(Doctor.timeout.service) { await host.queryService(socket) }
            ?? .broken("no answer in \(Doctor.timeout.service.components.seconds) s")
        unit = ServiceUnit(host)
        do throws(USBListingFault) {
            devices = try host.devices()
        } catch {
            devices = []
            listingFault = error
        }
        serviceUser = host.user
        serviceUser = userOfService(host)
    }

    /// The configuration, if it is valid.
    var configuration: Configuration? { Self.configuration(settings) }

    /// The status that the running service reports.
    var status: StatusAnswer? {
        if case .running(let status) = service { status } else { nil }
    }

    /// Whether the service is certainly down, so that the ports may be probed.
    var isServiceDown: Bool {
        if case .stopped = service { true } else { false }
    }

    private static func configuration(_ settings: Settings) -> Configuration? {
        if case .loaded(let configuration) = settings { configuration } else { nil }
    }

    private static func settings(_ host: ExaminedHost) -> Settings {
        let main = HostFile(path: host.configuration)
        if main.isHidden || (main.exists && !main.isReadable) { return .hidden(host.configuration) }
        guard main.exists else { return .missing }
        let folder = HostFile(path: Configuration.linesFolder(beside: host.configuration))
        if folder.isHidden || (folder.exists && !folder.isReadable) { return .hidden(folder.path) }
        if let file = folder.names.first(where: {
            $0.hasSuffix(".toml") && !HostFile(path: folder.path + "/" + $0).isReadable
        }) {
            return .hidden(folder.path + "/" + file)
        }
        do throws(ConfigurationError) {
            return .loaded(try Configuration.load(path: host.configuration))
        } catch {
            return .wrong(error.problems)
        }
    }

    /// The user of the unit, else the owner of the socket that answers, else the present user.
    private func userOfService(_ host: ExaminedHost) -> HostUser {
        if let unit, var user = HostUser.named(unit.user) {
            user.groups.formUnion(unit.groups.compactMap { Accounts.groupID(named: $0) })
            return user
        }
        if case .running = service, let owner = HostFile(path: socket).status?.st_uid, owner != host.user.id,
            let user = Accounts.userName(of: owner).flatMap({ HostUser.named($0) })
        {
            return user
        }
        return host.user
    }
}

/// The unit that starts the service with systemd.
struct ServiceUnit: Sendable, Equatable {
    /// The folders of systemd, in order of precedence (systemd.unit(5)).
    private static let folders = [
        "/etc/systemd/system", "/run/systemd/system", "/usr/lib/systemd/system", "/lib/systemd/system",
    ]
    static let name = "jedisnon.service"

    /// `User=`.
    var user = "root"
    /// `SupplementaryGroups=`.
    var groups: [String] = []
    /// Whether it starts at boot: a link in a folder `*.wants`.
    var isEnabled = false

    /// The unit; nil unless systemd runs and the unit is installed.
    init?(_ host: ExaminedHost) {
        // sd_booted(3): this folder exists exactly when systemd is the init system.
        guard host.file("/run/systemd/system").exists,
            let text = Self.folders.lazy.compactMap({ host.file($0 + "/" + Self.name).text }).first
        else { return nil }
        for line in text.split(separator: "\n") {
            let parts = line.split(separator: "=", maxSplits: 1).map { $0.trimmingPrefix(while: \.isWhitespace) }
            guard parts.count == 2 else { continue }
            switch String(parts[0]) {
            case "User": user = String(parts[1])
            case "SupplementaryGroups": groups += parts[1].split(separator: " ").map(String.init)
            default: continue
            }
        }
        isEnabled = host.isEnabled(Self.name)
    }
}
