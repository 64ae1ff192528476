import Glibc
import Vocabulary

/// Reads a file that holds a SIM's PIN and that only its owner and group may read.
package enum PINFile {
    /// Why there is no PIN.
    package struct Fault: Error, Equatable {
        package var notice: Notice
    }

    /// Reads the PIN: 4 to 8 digits, white space around them ignored.
    package static func read(_ path: String) throws(Fault) -> String {
        var entry = stat()
        let octets: [UInt8]
        do throws(PlainFile.Fault) {
            octets = try PlainFile.read(path, atMost: 64)
        } catch .tooLarge {
            throw Fault(notice: .pinFileWrong(file: path, .noPIN))
        } catch {
            throw Fault(notice: .pinFileWrong(file: path, .unreadable))
        }
        guard stat(path, &entry) == 0, entry.st_mode & 0o007 == 0 else {
            throw Fault(notice: .pinFileWrong(file: path, .readByAll))
        }
        let pin = String(decoding: octets, as: UTF8.self).filter { !$0.isWhitespace }
        guard (4...8).contains(pin.utf8.count), pin.utf8.allSatisfy({ (0x30...0x39).contains($0) }) else {
            throw Fault(notice: .pinFileWrong(file: path, .noPIN))
        }
        return pin
    }
}
