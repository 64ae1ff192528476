import ControlAPI
import Foundation
import Glibc
import TestDescriptors
import TestFolders
import Testing

@testable import jedisnon

@Suite(.timeLimit(.minutes(1))) struct ControlSocketTests {
    @Test("the socket and its folder are for the owner and the group, and the socket goes with the service")
    func modes() async throws {
        try await withFolder { folder in
            let socket = folder + "/run/control.sock"
            try await withServer(socket: socket, backend: FakeBackend()) { _ in
                let modes = [try mode(socket), try mode(folder + "/run")]
                #expect(modes == [0o660, 0o750])
            }
            #expect(!FileManager.default.fileExists(atPath: socket))
        }
    }

    @Test("a socket that nobody answers on is replaced")
    func stale() async throws {
        try await withFolder { folder in
            let socket = folder + "/control.sock"
            try leaveSocket(socket)
            #expect(try ControlClient(socket: socket) == nil)
            try await withServer(socket: socket, backend: FakeBackend()) { _ in
                let client = try #require(try ControlClient(socket: socket))
                _ = try await client.status()
            }
        }
    }

    @Test("a socket that somebody answers on is left alone")
    func held() async throws {
        try await withFolder { folder in
            let socket = folder + "/control.sock"
            try await withServer(socket: socket, backend: FakeBackend()) { _ in
                let error = await #expect(throws: ControlError.self) {
                    try await withServer(socket: socket, backend: FakeBackend()) { _ in }
                }
                #expect(error?.code == .unusable)
                #expect(error?.message.contains("another jedisnon answers on") == true)
                let client = try #require(try ControlClient(socket: socket))
                _ = try await client.status()
            }
        }
    }

    @Test("a file that is no socket, a path that is too long and a folder that cannot be made are clear errors")
    func unusable() async throws {
        try await withFolder { folder in
            let file = folder + "/file"
            try "precious".write(toFile: file, atomically: true, encoding: .utf8)
            for (socket, sentence) in [
                (file, "is no socket"), (folder + "/" + String(repeating: "x", count: 110), "1 to 107 octets"),
                (file + "/control.sock", "has no folder to be in"), ("", "1 to 107 octets"),
            ] {
                let error = await #expect(throws: ControlError.self) {
                    try await withServer(socket: socket, backend: FakeBackend()) { _ in }
                }
                #expect(error?.code == .unusable)
                #expect(error?.message.contains(sentence) == true, "\(error?.message ?? "")")
            }
            #expect(try String(contentsOfFile: file, encoding: .utf8) == "precious")
        }
    }

    @Test("without a socket the service is not running; a socket of somebody else's says which group to join")
    func noService() throws {
        #expect(try ControlClient(socket: "/nonexistent/control.sock") == nil)
        let error = SocketFault.deniedError("/run/jedisnon/control.sock")
        #expect(error.code.exitCode == 73)
        #expect(error.hint?.contains("usermod -aG jedisnon") == true)
        #expect(SocketFault.notRunning("/run/x").code.exitCode == 69)
    }

    private func mode(_ path: String) throws -> UInt32 {
        var status = stat()
        try #require(stat(path, &status) == 0)
        return status.st_mode & 0o777
    }

    /// Binds a socket and goes away, as a killed service does.
    private func leaveSocket(_ path: String) throws {
        close(try UnixSocket.bound(to: path))
    }
}
