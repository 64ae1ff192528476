import ControlAPI
import Foundation
import Glibc
import NIOCore
import Synchronization
import Vocabulary

/// The user at the other end of a Unix socket, as the kernel reports it.
enum Peer {
    /// `struct ucred` of socket(7).
    struct Credentials: Sendable {
        var process: Int32
        var user: UInt32
        var group: UInt32
    }

    /// The credentials of the process that connected; nil when it is not a Unix socket.
    static func credentials(of channel: any Channel) -> EventLoopFuture<Credentials?> {
        guard let socket = channel as? any SocketOptionProvider else {
            return channel.eventLoop.makeSucceededFuture(nil)
        }
        let asked: EventLoopFuture<Credentials> = socket.unsafeGetSocketOption(
            level: .socket, name: NIOBSDSocket.Option(rawValue: SO_PEERCRED))
        return asked.map { $0 }.recover { _ in nil }
    }

    /// The user at the other end, with the account name if there is one.
    static func identity(of channel: any Channel) async -> OperatorIdentity? {
        // A closed channel has no peer any more.
        guard let found = try? await credentials(of: channel).get() else { return nil }
        return OperatorIdentity(uid: found.user, user: await AccountNames.name(of: found.user))
    }
}

/// The names of accounts, each looked up once.
private enum AccountNames {
    private static let known = Mutex<[UInt32: String]>([:])

    /// The name of an account; nil when it has none.
    ///
    /// The lookup runs on a thread that may wait for a directory server.
    static func name(of user: UInt32) async -> String? {
        if let name = known.withLock({ $0[user] }) { return name }
        let name = await withCheckedContinuation { answer in
            DispatchQueue.global().async { answer.resume(returning: Accounts.userName(of: user)) }
        }
        if let name { known.withLock { $0[user] = name } }
        return name
    }
}
