import ControlAPI
import Foundation
import Glibc
import LinePolicy
import Modems
import NIOPosix
import SerialPort
import Vocabulary

/// The world outside, as the doctor sees it: a test makes up its own.
public struct ExaminedHost: Sendable {
    /// How a running service was found.
    public enum Service: Sendable {
        /// It answers, and this is how its lines are.
        case running(StatusAnswer)
        /// Nobody answers on the socket; `isLeftOver` when the socket's file is still there.
        case stopped(isLeftOver: Bool)
        /// Somebody may be there, and this user may not ask.
        case denied
        /// Somebody is there and does not answer as it should.
        case broken(String)
    }

    /// Stands before every path of the system: `/proc`, `/run`, `/dev`, `/etc` and `/lib`.
    var root = ""
    /// The configuration to read.
    var configuration: String
    /// The control socket, where one was named.
    var socket: String?
    /// Whether only a socket was named: then a missing configuration is no fault.
    var needsConfiguration: Bool
    /// Who looks.
    var user: HostUser
    /// Where programs are.
    var searchPath: [String]
    /// The box's clock.
    var now: Timestamp
    /// Whether the kernel calls that clock synchronised.
    var isClockSynchronised: Bool
    /// What is plugged in.
    var devices: @Sendable () throws(USBListingFault) -> [USBDevice]
    /// Asks ports for a modem.
    var checkUp: @Sendable (_ ports: ModemPorts) async -> ModemDiagnosis
    /// Asks the service that listens on a socket.
    var ask: @Sendable (_ socket: String) async -> Service
    /// Octets that are free for everybody where a path is; nil when that is not known.
    var freeSpace: @Sendable (_ path: String) -> Int64?

    /// This machine; whoever starts the doctor knows how the kernel is asked about its clock, and how a service is asked.
    public init(
        configuration: String?, socket: String?, isClockSynchronised: Bool,
        ask: @escaping @Sendable (String) async -> Service
    ) {
        self.configuration = configuration ?? Self.defaultConfiguration
        self.socket = socket
        needsConfiguration = socket == nil || configuration != nil
        user = HostUser.current
        let path = ProcessInfo.processInfo.environment["PATH"] ?? ""
        // What only root has on its path is installed all the same.
        searchPath = path.split(separator: ":").map(String.init) + ["/usr/sbin", "/sbin", "/usr/bin"]
        now = Timestamp(milliseconds: Int64(Date().timeIntervalSince1970 * 1000))
        self.isClockSynchronised = isClockSynchronised
        devices = { () throws(USBListingFault) in try USBScan.devices() }
        checkUp = { await ModemDiagnosis.of($0, group: MultiThreadedEventLoopGroup.singleton) }
        self.ask = ask
        freeSpace = { path in
            var status = statvfs()
            guard statvfs(path, &status) == 0 else { return nil }
            return Int64(status.f_bavail) * Int64(status.f_frsize)
        }
    }

    /// Where the package puts the configuration.
    public static let defaultConfiguration = "/etc/jedisnon/jedisnon.toml"

    /// A file of the system.
    func file(_ path: String) -> HostFile { HostFile(path: root + path) }

    /// Whether systemd starts a unit with the box or with a device: a link in a folder `*.wants` or `*.requires`.
    func isEnabled(_ unit: String, in folders: [String] = ["/etc/systemd/system"]) -> Bool {
        folders.contains { folder in
            file(folder).names.contains { name in
                (name.hasSuffix(".wants") || name.hasSuffix(".requires"))
                    && file("\(folder)/\(name)").names.contains(unit)
            }
        }
    }

    /// Whether a program can be found.
    func hasProgram(_ name: String) -> Bool {
        if name.hasPrefix("/") { return file(name).exists }
        return searchPath.contains { file($0 + "/" + name).exists }
    }
}
