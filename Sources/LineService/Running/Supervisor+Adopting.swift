import ControlAPI
import EventStore
import Foundation
import LineConfiguration
import Logging
import Modems
import Vocabulary
import Words

/// Adopts SIMs that belong to no line.
extension Supervisor {
    /// Follows the plugged-in devices until cancelled; with `adopt = "auto"` makes lines for SIMs without one.
    func followModems() async {
        let (found, continuation) = AsyncStream.makeStream(of: ProbedModem.self)
        let adopting = Task {
            for await probed in found { await adopt(probed) }
        }
        // The owners of modems must be known before the first probe.
        do {
            try await serialised { await $0.directory.setLines(LineSetup.all(of: $0.configuration)) }
        } catch {
            logger.error("the lines cannot be told apart: \(ErrorSentence.of(error))")
        }
        await directory.run { continuation.yield($0) }
        continuation.finish()
        await adopting.value
    }

    /// Makes a line for a SIM with a stored number, in the state folder, and reloads the configuration.
    private func adopt(_ probed: ProbedModem) async {
        guard probed.fault == nil, let iccid = probed.description.iccid, let number = probed.e164
        else { return }
        do {
            // Uses the configuration of a reload in progress, which may already cover this SIM.
            guard try await serialised({ $0.configuration.service.adopt == .auto }) else { return }
            let file = LineFile(id: adoptedID(of: iccid), number: number, modem: .iccid(iccid))
            let folder = configuration.adoptedLinesFolder
            let snapshot = try await trial.snapshot(of: configuration.file)
            _ = try file.tried(in: configuration.file, folder: folder, from: snapshot)
            try file.write(into: folder)
            do {
                try await reloadOnceWritable(for: file.id)
                logger.notice("the SIM \(Masking.tail(iccid)) is the line \(file.id) now")
            } catch {
                // The service will read it at its next start.
                if isEnding { return }
                try FileManager.default.removeItem(atPath: folder + "/" + file.name)
                throw error
            }
        } catch {
            logger.error("the SIM \(Masking.tail(iccid)) could not be made a line: \(ErrorSentence.of(error))")
        }
    }

    /// Reloads as soon as the store can take the new configuration.
    private func reloadOnceWritable(for line: String) async throws {
        var told = ""
        while true {
            do {
                _ = try await reload()
                return
            } catch let error as StoreError {
                guard error.passes else { throw error }
                if error.sentence != told { logger.error("the line \(line) waits: \(error.sentence)") }
                told = error.sentence
                try await Task.sleep(for: .seconds(2))
            }
        }
    }

    /// A name that no line has yet.
    private func adoptedID(of iccid: String) -> String {
        let taken = Set(configuration.lines.map(\.id))
        let wanted = "sim-" + iccid.suffix(4)
        return taken.contains(wanted) ? "sim-" + iccid.suffix(12) : String(wanted)
    }
}
