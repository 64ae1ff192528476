import ATProtocol
import Vocabulary

extension Modem {
    /// Selects a readable character set (`+CSCS`, 3GPP TS 27.007 5.5): another program may have left UCS-2.
    ///
    /// If the modem accepts no readable set, its texts are decoded.
    func chooseTextCoding() async throws(ModemFault) {
        coding = try await askTextCoding()
        guard coding != .readable, coding != .unknown else { return }
        let offered = try await attempt("AT+CSCS=?")?.lazy.compactMap { TextCoding.choices($0) }.first ?? []
        let names = Set(offered.map { $0.uppercased() })
        for wish in TextCoding.preferences where names.isEmpty || names.contains(wish) {
            guard try await attempt("AT+CSCS=\"\(wish)\"") != nil else { continue }
            // Some answer OK and change nothing.
            coding = try await askTextCoding()
            if coding == .readable { return }
        }
    }

    private func askTextCoding() async throws(ModemFault) -> TextCoding {
        try await attempt("AT+CSCS?")?.lazy.compactMap { TextCoding($0) }.first ?? .unknown
    }
}
