import ControlAPI
import LineConfiguration

/// The plugged-in SIMs that belong to no line, and the choice among them.
struct UnclaimedSIMs: Sendable {
    let sims: [SIMAnswer]
    /// Why none is known, if there is a reason.
    let reason: String?

    private static let selectors = "--sim, --iccid, --imei, --usb-path or --device"

    /// Asks the service; empty when it is down or too old.
    static func known(to client: ControlClient?) async throws -> UnclaimedSIMs {
        guard let client else { return UnclaimedSIMs(sims: [], reason: "the service is not running") }
        do {
            return UnclaimedSIMs(sims: try await client.ask(Endpoints.sims), reason: nil)
        } catch let error as ControlError where error.code == .unknownRoute {
            return UnclaimedSIMs(sims: [], reason: "the service that runs cannot tell; restart it after an upgrade")
        } catch let error as ControlError where error.code == .notRunning {
            return UnclaimedSIMs(sims: [], reason: error.message)
        }
    }

    /// The only SIM whose ICCID ends with these digits.
    func ending(with digits: String) throws(ControlError) -> SIMAnswer {
        let found = sims.filter { $0.iccid.hasSuffix(digits) }
        if let sim = found.first, found.count == 1 { return sim }
        let what =
            found.isEmpty
            ? "no SIM without a line ends with \(SafeText.escaped(digits))"
            : "\(found.count) SIMs without a line end with \(SafeText.escaped(digits))"
        throw ControlError(.usage, what, hint: found.isEmpty ? overview : Self.list(found))
    }

    /// The SIM that a selector names.
    func of(_ selector: ModemSelector) -> SIMAnswer? {
        sims.first { sim in
            switch selector {
            case .iccid(let iccid): sim.iccid == iccid
            case .usbPath(let path): sim.modem.usbPath == path
            case .device(let path): sim.modem.device == path
            case .imei: false
            }
        }
    }

    /// The SIM for a request without one: the only one there is, or the one that the user picks.
    func picked(_ questions: Questions) throws -> SIMAnswer {
        guard let first = sims.first else { throw missing }
        if sims.count == 1 {
            try questions.write("One SIM has no line: \(Self.words(first))\n")
            guard try questions.agrees("Is it this one?", proposal: true) else { throw Questions.declined }
            return first
        }
        try questions.write("\(sims.count) SIMs have no line:\n\(Self.list(sims))\n")
        let digits = try questions.text("Last digits of the SIM", proposal: nil) { digits in
            if digits.isEmpty { return "type as many of its last digits as tell it from the others" }
            do throws(ControlError) {
                _ = try ending(with: digits)
                return nil
            } catch {
                return error.message
            }
        }
        return try ending(with: digits)
    }

    /// The error when no modem was named and none can be derived.
    var missing: ControlError {
        ControlError(.usage, "the line needs a SIM or a modem: give one of \(Self.selectors)", hint: overview)
    }

    /// The SIMs to choose from.
    var overview: String {
        if sims.isEmpty { return "no SIM without a line is known" + (reason.map { ": \($0)" } ?? "") }
        return "SIMs without a line:\n" + Self.list(sims)
    }

    /// A SIM in words, its ICCID masked.
    static func words(_ sim: SIMAnswer) -> String {
        let parts = [
            "…\(sim.modem.sim ?? String(sim.iccid.suffix(4)))", "ICCID \(sim.modem.iccid ?? Masking.masked(sim.iccid))",
            sim.modem.network, sim.modem.number, sim.modem.model, sim.modem.device,
        ]
        return parts.compactMap { $0 }.map(SafeText.escaped).joined(separator: ", ")
    }

    private static func list(_ sims: [SIMAnswer]) -> String {
        sims.map { "    " + words($0) }.joined(separator: "\n")
    }
}
