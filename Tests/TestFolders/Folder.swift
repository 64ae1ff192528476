import Foundation

/// A folder of its own for a test; it goes when the test ends.
package func withFolder<Result>(_ body: (String) async throws -> Result) async throws -> Result {
    let folder = FileManager.default.temporaryDirectory.path + "/jedisnon-\(UUID().uuidString.prefix(8))"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    defer {
        // What a failed test leaves behind is in the temporary folder.
        do { try FileManager.default.removeItem(atPath: folder) } catch {}
    }
    return try await body(folder)
}
