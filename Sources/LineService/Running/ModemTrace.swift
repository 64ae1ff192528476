import ControlAPI
import SerialPort
import Words

/// The trace of the modems' serial dialogue.
public enum ModemTrace {
    /// Starts it for every port opened from now on; see ``SerialPort/WireTrace``.
    public static func begin(path: String) throws(ControlError) {
        do {
            try WireTrace.begin(path: path)
        } catch {
            throw ControlError(.unusable, error.sentence, hint: "name another file with --trace")
        }
    }
}
