import Foundation

/// A file that holds a SIM's PIN and that nobody else may read.
enum PINFile {
    /// Reads the PIN: 4 to 8 digits, white space around them ignored.
    static func read(_ path: String) throws(LineFault) -> String {
        let mode = (try? FileManager.default.attributesOfItem(atPath: path)[.posixPermissions]) as? Int
        guard let mode, let data = FileManager.default.contents(atPath: path) else {
            throw LineFault(state: .pinRequired, sentence: "\(path) cannot be read: it should hold the SIM's PIN")
        }
        guard mode & 0o007 == 0 else {
            throw LineFault(
                state: .pinRequired, sentence: "\(path) can be read by everybody: run chmod 0640 \(path)")
        }
        let pin = String(decoding: data.prefix(64), as: UTF8.self).filter { !$0.isWhitespace }
        guard (4...8).contains(pin.utf8.count), pin.utf8.allSatisfy({ (0x30...0x39).contains($0) }) else {
            throw LineFault(state: .pinRequired, sentence: "\(path) does not hold a PIN of 4 to 8 digits")
        }
        return pin
    }
}
