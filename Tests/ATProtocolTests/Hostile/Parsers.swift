import ATProtocol

/// Every reader of a line, for inputs where only the absence of a crash is asked.
enum Parsers {
    static func readAll(_ line: String) {
        _ = ATFields(line)
        _ = CurrentCall(line)
        _ = CurrentOperator(line)
        _ = MemoryUsage.choices(line)
        _ = MemoryUsage.list(line)
        _ = ModemIdentity.labelled("Model", lines: [line])
        _ = ModemIdentity.value(lines: [line])
        _ = OwnNumber(line)
        _ = PINRetries(lines: [line])
        _ = PINState(line: line)
        _ = ParameterRanges.numbers(line)
        _ = RegistrationStatus(line)
        _ = SIMIdentity.iccid(lines: [line])
        _ = SIMIdentity.imei(lines: [line])
        _ = SIMIdentity.imsi(lines: [line])
        _ = ScannedOperator.list(line)
        _ = SentMessage(lines: [line])
        _ = ServiceCentre(line)
        _ = SignalQuality(line)?.dBm
        _ = StoredMessage(lines: [line, "0004"])
        _ = StoredMessage.list([line, "0004"])
        _ = USSDMessage(line)?.readableText
    }
}
