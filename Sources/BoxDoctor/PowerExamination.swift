import ControlAPI
import Vocabulary

/// Whether a Raspberry Pi had under-voltage.
struct PowerExamination: Examination {
    let host: ExaminedHost

    var subject: String { "power" }

    /// Bits of the firmware's answer (Raspberry Pi documentation, "vcgencmd get_throttled").
    private static let bits = (underVoltageNow: 1, underVoltageSinceStart: 1 << 16)

    func examine() async -> [DoctorFinding] {
        guard let text = host.file("/sys/devices/platform/soc/soc:firmware/get_throttled").text,
            let state = Int(text.filter(\.isHexDigit), radix: 16)
        else { return [] }
        let isNow = state & Self.bits.underVoltageNow != 0
        guard isNow || state & Self.bits.underVoltageSinceStart != 0 else {
            return [DoctorFinding(.power, .ok, subject, what: "no under-voltage since the box was started")]
        }
        return [
            DoctorFinding(
                .underVoltage, .note, subject,
                what: isNow ? "the power supply is too weak now" : "the power supply was too weak since the last start",
                why: "modems restart when they send, and memory cards break",
                remedy: "use the power supply made for this board, and a powered hub for the modems")
        ]
    }
}
