import Foundation
import Glibc
import Vocabulary

/// A temporary folder of mode 0700 for one run of a program.
struct PrivateFolder {
    let path: String

    init() throws(PromptFault) {
        var template = Array((NSTemporaryDirectory() + "/jedisnon-XXXXXX").utf8CString)
        let made = template.withUnsafeMutableBufferPointer { buffer in
            buffer.baseAddress.flatMap { mkdtemp($0) }.map { String(cString: $0) }
        }
        guard let made else {
            throw PromptFault.unwritable(path: NSTemporaryDirectory(), .answer(String(cString: strerror(errno))))
        }
        path = made
    }

    /// Writes a text to a new file.
    func write(_ text: String, to file: String) throws(PromptFault) {
        do {
            try Data(text.utf8).write(to: URL(filePath: file))
        } catch {
            throw PromptFault.unwritable(path: file, .answer(error.localizedDescription))
        }
    }

    /// Removes it with all that is in it.
    ///
    /// If that fails, the system's cleaning of temporary folders removes it later.
    func remove() {
        try? FileManager.default.removeItem(atPath: path)
    }
}
