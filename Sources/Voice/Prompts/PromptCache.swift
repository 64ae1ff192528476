import Foundation
import Glibc
import Vocabulary

/// Finished prompts on the disk.
///
/// Each prompt is a file of raw samples, 16 bits, little-endian, and a JSON file that describes them.
struct PromptCache: Sendable {
    /// The folder, made on the first write.
    let folder: String

    /// The JSON file that describes the samples.
    private struct Metadata: Codable {
        let content: String
        let rate: Int
        let count: Int
        let sha256: String
        let figures: PromptFigures
    }

    /// What was found under a name.
    enum Entry: Sendable {
        case none
        case whole(Prompt)
        /// A file is there but damaged.
        case broken
    }

    /// The prompt for a key, if it is stored and its checksum is right.
    func read(_ key: PromptKey, rate: Int) -> Entry {
        guard FileManager.default.fileExists(atPath: path(key.name, "json")) else { return .none }
        guard let text = FileManager.default.contents(atPath: path(key.name, "json")),
            let metadata = try? JSONDecoder().decode(Metadata.self, from: text),
            metadata.rate == rate, metadata.content == key.content, metadata.count > 0,
            size(path(key.name, "pcm")) == metadata.count * 2,
            let bytes = FileManager.default.contents(atPath: path(key.name, "pcm")),
            PromptKey.digest(bytes: bytes) == metadata.sha256
        else { return .broken }
        let samples = [Int16](unsafeUninitializedCapacity: metadata.count) { buffer, count in
            count = bytes.copyBytes(to: UnsafeMutableRawBufferPointer(buffer)) / 2
        }
        return .whole(Prompt(samples: samples.map(Int16.init(littleEndian:)), rate: rate, figures: metadata.figures))
    }

    /// Stores a prompt: first the samples, then the JSON file that describes them.
    func write(_ prompt: Prompt, _ key: PromptKey) throws(PromptFault) {
        try makeFolder()
        let bytes = prompt.samples.map(\.littleEndian).withUnsafeBytes { Data($0) }
        let metadata = Metadata(
            content: key.content, rate: prompt.rate, count: prompt.samples.count,
            sha256: PromptKey.digest(bytes: bytes), figures: prompt.figures)
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys]
        guard let text = try? encoder.encode(metadata) else {
            throw PromptFault.unwritable(path: path(key.name, "json"), .figures)
        }
        try writeAtomically(bytes, at: path(key.name, "pcm"))
        try writeAtomically(text, at: path(key.name, "json"))
    }

    /// Removes the files of all other contents, and damaged or partial files; returns how many were removed.
    ///
    /// Files with names of another form are kept.
    func keepOnly(_ contents: Set<String>) -> Int {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
        let ours = names.filter {
            $0.prefix(64).allSatisfy(\.isHexDigit) && $0.count > 64 && $0.dropFirst(64).first == "."
        }
        let kept = Set(
            ours.filter { $0.hasSuffix(".json") }.filter { name in
                let metadata = FileManager.default.contents(atPath: folder + "/" + name)
                    .flatMap { try? JSONDecoder().decode(Metadata.self, from: $0) }
                return metadata.map { contents.contains($0.content) } ?? false
            }.map { $0.prefix(64) })
        let wanted = ["json", "pcm"]
        return ours.count { name in
            let isKept = kept.contains(name.prefix(64)) && wanted.contains(String(name.dropFirst(65)))
            return !isKept && unlink(folder + "/" + name) == 0
        }
    }

    private func path(_ name: String, _ kind: String) -> String {
        "\(folder)/\(name).\(kind)"
    }

    private func size(_ path: String) -> Int? {
        var status = stat()
        guard stat(path, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { return nil }
        return Int(status.st_size)
    }

    private func makeFolder() throws(PromptFault) {
        do {
            try FileManager.default.createDirectory(
                atPath: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o750])
        } catch {
            throw PromptFault.unwritable(path: folder, .answer(error.localizedDescription))
        }
    }

    /// Writes a file completely or not at all, also when the power fails.
    private func writeAtomically(_ bytes: Data, at path: String) throws(PromptFault) {
        let partial = "\(path).\(getpid()).part"
        unlink(partial)
        let descriptor = open(partial, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0o640)
        guard descriptor >= 0 else { throw unwritable(path, errno) }
        var code: Int32 = 0
        bytes.withUnsafeBytes { buffer in
            var written = 0
            while written < buffer.count, code == 0 {
                let count = Glibc.write(descriptor, buffer.baseAddress.map { $0 + written }, buffer.count - written)
                if count < 0 { code = errno } else { written += count }
            }
        }
        if code == 0, fsync(descriptor) != 0 { code = errno }
        close(descriptor)
        if code == 0, rename(partial, path) != 0 { code = errno }
        guard code == 0 else {
            unlink(partial)
            throw unwritable(path, code)
        }
    }

    private func unwritable(_ path: String, _ code: Int32) -> PromptFault {
        PromptFault.unwritable(path: path, .answer(String(cString: strerror(code))))
    }
}
