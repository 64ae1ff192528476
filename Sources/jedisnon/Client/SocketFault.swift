import ControlAPI
import Foundation
import Glibc

/// The errors of `connect(2)` for a socket that cannot be used.
enum SocketFault {
    static let missing = ENOENT
    static let refused = ECONNREFUSED
    static let noFolder = ENOTDIR
    static let denied = EACCES
    static let busy = EAGAIN

    /// The socket exists, but this user may not use it.
    static func deniedError(_ socket: String) -> ControlError {
        let user = ProcessInfo.processInfo.userName
        return ControlError(
            .unusable, "you may not use the control socket \(SafeText.escaped(socket))",
            hint: "join its group with `sudo usermod -aG jedisnon \(user)` and log in again, or use sudo")
    }

    /// No service answers, and this command needs one.
    static func notRunning(_ socket: String) -> ControlError {
        ControlError(
            .notRunning, "the service is not running (nobody answers on \(SafeText.escaped(socket)))",
            hint: "start it with `sudo systemctl start jedisnon`, or `jedisnon run`")
    }
}
