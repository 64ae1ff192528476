import ControlAPI
import SerialPort
import Words

/// The trace of what goes over the wires of the modems.
public enum ModemTrace {
    /// Begins it for every port that is opened from now on; see ``SerialPort/WireTrace``.
    public static func begin(path: String) throws(ControlError) {
        do {
            try WireTrace.begin(path: path)
        } catch {
            throw ControlError(.unusable, error.sentence, hint: "name another file with --trace")
        }
    }
}
