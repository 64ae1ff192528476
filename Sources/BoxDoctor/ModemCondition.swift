import ControlAPI
import Vocabulary

/// Findings about a modem's signal, memory and network, from the service or the modem itself.
enum ModemCondition {
    /// Below this a text often fails; -113 dBm is the lowest that `+CSQ` reports (3GPP TS 27.007 8.5).
    static let weakSignal = -105
    /// Fewer free places than this stop the line (contract, section 5).
    static let minimumFreeSlots = 3

    static let memoryRemedy = "put the SIM into a phone and delete its texts"
    static let networkRemedy =
        "check the antenna and the coverage; put the SIM into a phone to see whether its plan works"
    static let serviceCentreRemedy = "set the SMSC with a phone; the carrier tells the number"

    static func signal(_ dBm: Int?, _ subject: String) -> DoctorFinding? {
        guard let dBm, dBm < weakSignal else { return nil }
        return DoctorFinding(
            .signalWeak, .warning, subject, what: "the signal is weak: \(dBm) dBm",
            why: "texts come late, and replies fail",
            remedy: "move the modem to a window, on a USB cable of its own, or give it an antenna")
    }

    static func memory(used: Int?, size: Int?, _ subject: String) -> DoctorFinding? {
        guard let used, let size, size > 0 else { return nil }
        let free = size - used
        guard free < minimumFreeSlots || used * 5 >= size * 4 else { return nil }
        return DoctorFinding(
            .storageFull, free < minimumFreeSlots ? .problem : .warning, subject,
            what: "\(used) of \(size) places for messages are used",
            why: "a full memory takes no new text", remedy: memoryRemedy)
    }

    static func roaming(_ subject: String, network: String?, answers: Bool) -> DoctorFinding {
        DoctorFinding(
            .roaming, answers ? .note : .warning, subject,
            what: "the SIM is roaming" + (network.map { " on \($0)" } ?? ""),
            why: answers ? "replies may cost more than at home" : "a roaming line records and does not answer",
            remedy: answers
                ? "compare [tariff] with what your carrier charges abroad"
                : "use a SIM of this country, or set roaming = true in [policy] if you accept the price")
    }

    static func noNetwork(_ subject: String, what: String) -> DoctorFinding {
        DoctorFinding(
            .noNetwork, .problem, subject, what: what, why: "nothing can be received or sent",
            remedy: networkRemedy)
    }

    static func noServiceCentre(_ subject: String) -> DoctorFinding {
        DoctorFinding(
            .smscMissing, .problem, subject, what: "the SIM has no number of a service centre (SMSC)",
            why: "no reply can be sent",
            remedy: serviceCentreRemedy)
    }
}
