import ATProtocol
import Vocabulary

/// Settings that another program or an unannounced restart may have changed; nil = not reported.
public struct SettingsSnapshot: Sendable, Hashable {
    /// Mode and place of `+CNMI` (3GPP TS 27.005 3.4.1).
    public var announcements: [Int]?
    /// `+CLIP` (3GPP TS 27.007 7.11).
    public var callerIdentity: Int?
    /// `+CMGF`: 0 is PDU mode (27.005 3.2.3).
    public var messageFormat: Int?
    /// The memory for new messages, the third of `+CPMS` (27.005 3.2.2).
    public var storage: String?
    /// The character set of names, `+CSCS` (27.007 5.5).
    public var textCoding: TextCoding?
    /// `S0`: after how many rings the modem answers by itself; 0 = never (V.250 6.3.8).
    public var autoAnswer: Int?

    /// Nothing is known.
    public init() {}

    /// Whether a setting that both snapshots contain has another value.
    public func differ(from others: SettingsSnapshot) -> Bool {
        func differ<Value: Equatable>(_ one: Value?, _ other: Value?) -> Bool {
            if let one, let other { one != other } else { false }
        }
        return differ(announcements, others.announcements) || differ(callerIdentity, others.callerIdentity)
            || differ(messageFormat, others.messageFormat) || differ(textCoding, others.textCoding)
            || differ(storage, others.storage) || differ(autoAnswer, others.autoAnswer)
    }
}

extension Modem {
    /// Reads the current values of the settings on which the line depends.
    ///
    /// Settings that the modem did not report in the earlier snapshot (`before`) are not queried again.
    public func readSettings(since before: SettingsSnapshot? = nil) async throws(ModemFault) -> SettingsSnapshot {
        var found = SettingsSnapshot()
        if before == nil || before?.announcements != nil {
            let fields = try await fields(of: "+CNMI")
            if let mode = fields?.number(0), let place = fields?.number(1) { found.announcements = [mode, place] }
        }
        if before == nil || before?.callerIdentity != nil {
            found.callerIdentity = try await fields(of: "+CLIP")?.number(0)
        }
        if before == nil || before?.messageFormat != nil {
            found.messageFormat = try await fields(of: "+CMGF")?.number(0)
        }
        if before == nil || before?.storage != nil {
            let memories = try await attempt("AT+CPMS?", timeout: 10_000)?.lazy.compactMap { MemoryUsage.list($0) }
                .first
            found.storage = memories.flatMap { $0.count >= 3 ? $0[2].name : nil }
        }
        if before == nil || before?.textCoding != nil {
            found.textCoding = try await fields(of: "+CSCS")?.text(0).map { TextCoding(named: $0) }
        }
        if before == nil || before?.autoAnswer != nil {
            found.autoAnswer = try await attempt("ATS0?")?.lazy.compactMap { Int($0.filter(\.isNumber)) }.first
        }
        return found
    }

    private func fields(of name: String) async throws(ModemFault) -> ATFields? {
        try await attempt("AT\(name)?")?.lazy.map { ATFields($0) }.first { $0.name == name }
    }
}
