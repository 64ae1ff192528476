import ArgumentParser
import BoxDoctor
import ControlAPI
import Foundation
import LineService

/// `doctor`: exits 1 when anything keeps a line from working.
struct DoctorCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "doctor",
        abstract: "Say what is wrong on this box and how to mend it.",
        discussion: """
            Works with or without a service or a configuration, and changes nothing. It never touches a modem that a \
            service or another program uses. Root sees most: what this user may not look at is said.
            """)

    @OptionGroup var control: ControlOptions

    @Flag(help: "Print JSON.")
    var json = false

    func run() async throws {
        let host = ExaminedHost(
            configuration: control.config.map(Self.absolute), socket: control.socket,
            isClockSynchronised: KernelClock.isSynchronised
        ) { await Self.ask($0) }
        let answer = await Doctor(host).examine()
        let picture = DoctorText(width: Terminal.width, style: Terminal.style)
        try Terminal.write(json ? JSONText.line(answer) + "\n" : picture.text(answer))
        if answer.hasProblem { throw ExitCode.failure }
    }

    /// The service behind a socket, with the status of its lines.
    private static func ask(_ socket: String) async -> ExaminedHost.Service {
        switch SocketProbe.connect(socket) {
        case 0: break
        case SocketFault.missing, SocketFault.noFolder: return .stopped(isLeftOver: false)
        case SocketFault.refused: return .stopped(isLeftOver: true)
        case SocketFault.denied: return .denied
        default: return .broken("the socket cannot be used")
        }
        do {
            // It went away meanwhile: it is stopping.
            guard let client = try ControlClient(socket: socket) else { return .stopped(isLeftOver: true) }
            return .running(try await client.status())
        } catch {
            return .broken(CommandError.known(error)?.message ?? "\(error)")
        }
    }

    /// The commands that the doctor suggests must work from any folder.
    private static func absolute(_ path: String) -> String {
        path.hasPrefix("/") ? path : FileManager.default.currentDirectoryPath + "/" + path
    }
}
