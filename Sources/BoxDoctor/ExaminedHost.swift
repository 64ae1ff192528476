import ControlAPI
import Foundation
import Glibc
import LinePolicy
import Modems
import NIOPosix
import SerialPort
import Vocabulary

/// The host that the doctor examines; tests substitute their own.
public struct ExaminedHost: Sendable {
    /// Whether and how the service answers.
    public enum Service: Sendable {
        /// It answers with the status of its lines.
        case running(StatusAnswer)
        /// No process answers on the socket; `isLeftOver` when the socket's file still exists.
        case stopped(isLeftOver: Bool)
        /// A service may be running, but this user may not connect.
        case denied
        /// A process accepts the connection but does not answer properly.
        case broken(String)
    }

    /// A prefix for every path of the system: `/proc`, `/run`, `/dev`, `/etc` and `/lib`.
    var root = ""
    /// The configuration to read.
    var configuration: String
    /// The control socket, where one was named.
    var socket: String?
    /// Whether a missing configuration is a fault; false when only a socket was named.
    var needsConfiguration: Bool
    /// The user who runs the doctor.
    var user: HostUser
    /// The folders searched for programs.
    var searchPath: [String]
    /// The box's clock.
    var now: Timestamp
    /// Whether the kernel reports that clock as synchronised.
    var isClockSynchronised: Bool
    /// Lists the USB devices.
    var devices: @Sendable () throws(USBListingFault) -> [USBDevice]
    /// Asks ports for a modem.
    var diagnosis: @Sendable (_ ports: ModemPorts) async -> ModemDiagnosis
    /// Asks the service that listens on a socket.
    var queryService: @Sendable (_ socket: String) async -> Service
    /// Octets available to normal users on the file system of a path; nil when unknown.
    var freeSpace: @Sendable (_ path: String) -> Int64?

    /// This machine; the caller passes whether the clock is synchronised and how to ask a service.
    public init(
        configuration: String?, socket: String?, isClockSynchronised: Bool,
        queryService: @escaping @Sendable (String) async -> Service
    ) {
        self.configuration = configuration ?? Self.defaultConfiguration
        self.socket = socket
        needsConfiguration = socket == nil || configuration != nil
        user = HostUser.current
        let path = ProcessInfo.processInfo.environment["PATH"] ?? ""
        // Programs only on root's path count as installed too.
        searchPath = path.split(separator: ":").map(String.init) + ["/usr/sbin", "/sbin", "/usr/bin"]
        now = Timestamp(milliseconds: Int64(Date().timeIntervalSince1970 * 1000))
        self.isClockSynchronised = isClockSynchronised
        devices = { () throws(USBListingFault) in try USBScan.devices() }
        diagnosis = { await ModemDiagnosis.of($0, group: MultiThreadedEventLoopGroup.singleton) }
        self.queryService = queryService
        freeSpace = { path in
            var status = statvfs()
            guard statvfs(path, &status) == 0 else { return nil }
            return Int64(status.f_bavail) * Int64(status.f_frsize)
        }
    }

    /// The path of the configuration installed by the package.
    public static let defaultConfiguration = "/etc/jedisnon/jedisnon.toml"

    /// A file of the system.
    func file(_ path: String) -> HostFile { HostFile(path: root + path) }

    /// Whether systemd starts a unit at boot or with a device: a link in a folder `*.wants` or `*.requires`.
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
