internal import CSndfile
import Glibc
import Vocabulary

extension SoundFile {
    /// Why a file did not open; its kind decides what the operator is told.
    static func failure(opening path: String, head: [UInt8], code: Int32) -> PromptFault {
        if let format = unsupportedFormat(head) { return PromptFault.unsupported(path: path, format: format) }
        switch Int(code) {
        case SF_ERR_UNRECOGNISED_FORMAT:
            return PromptFault.notRecognised(path: path)
        case SF_ERR_UNSUPPORTED_ENCODING:
            return PromptFault.unsupported(path: path, format: nil)
        default:
            let known = ["RIFF", "fLaC", "OggS", "FORM", "ID3"].contains { head.starts(with: $0.utf8) }
            guard known else { return PromptFault.notRecognised(path: path) }
            return PromptFault.damaged(
                path: path, .library(PrintableText.text(String(cString: sf_error_number(code)))))
        }
    }

    /// The name of a format that phones and chat programs record and libsndfile does not read.
    ///
    /// libsndfile reads Opus when it was built with it, as Debian's is.
    static func unsupportedFormat(_ head: [UInt8]) -> String? {
        if head.starts(with: "OggS".utf8), head.count > 36, head[28...].starts(with: "OpusHead".utf8) { return "Opus" }
        if head.dropFirst(4).starts(with: "ftyp".utf8) { return "M4A or MP4" }
        if head.starts(with: [0x1A, 0x45, 0xDF, 0xA3]) { return "WebM or Matroska" }
        if head.starts(with: [0x30, 0x26, 0xB2, 0x75]) { return "WMA" }
        if head.starts(with: "#!AMR".utf8) { return "AMR" }
        // ADTS has the twelve set bits of MPEG audio, and layer 0, which MP3 never has.
        if head.count > 1, head[0] == 0xFF, head[1] & 0xF6 == 0xF0 { return "AAC" }
        return nil
    }

    /// A format of libsndfile in words.
    static func name(_ format: Int32) -> String {
        let names = [format & Int32(SF_FORMAT_TYPEMASK), format & Int32(SF_FORMAT_SUBMASK)].compactMap(words)
        return names.isEmpty ? "unknown" : names.joined(separator: ", ")
    }

    private static func words(_ format: Int32) -> String? {
        var info = SF_FORMAT_INFO()
        info.format = format
        let size = Int32(MemoryLayout<SF_FORMAT_INFO>.size)
        guard sf_command(nil, Int32(SFC_GET_FORMAT_INFO), &info, size) == 0, let name = info.name else { return nil }
        return String(cString: name)
    }

    /// The first octets of a file, which identify its format better than its name.
    static func head(of descriptor: Int32) -> [UInt8] {
        var bytes = [UInt8](repeating: 0, count: 64)
        let count = pread(descriptor, &bytes, bytes.count, 0)
        return Array(bytes.prefix(max(0, count)))
    }
}
