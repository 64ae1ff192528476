import Testing

/// What a category of `at_lines.json` proves about the parsers and the dialogue.
typealias CorpusCheck = @Sendable (Transcript) throws -> Void

/// Lines of real modems are understood.
struct CorpusTests {
    static let checks: [String: CorpusCheck] = [
        "creg": NetworkChecks.registration, "creg-malformed": NetworkChecks.malformedRegistration,
        "cops": NetworkChecks.currentOperator, "cops-scan": NetworkChecks.scannedOperators,
        "csq": NetworkChecks.signal, "csca": NetworkChecks.serviceCentre, "ccfc": NetworkChecks.forwarding,
        "cmgl": MessageChecks.listing, "cmgr": MessageChecks.reading, "cmgr-text": MessageChecks.textMode,
        "cmgs": MessageChecks.sending, "cmt": MessageChecks.directMessage, "cds": MessageChecks.directReport,
        "cmt-malformed": MessageChecks.malformedDelivery, "cmti": MessageChecks.announcement,
        "cpms": MessageChecks.memories, "cpms-test": MessageChecks.memoryChoices, "cnmi-test": MessageChecks.ranges,
        "cpin": ModemChecks.pin, "cnum": ModemChecks.ownNumber, "init": ModemChecks.bringUp,
        "final-result": ModemChecks.finalResult, "error": ModemChecks.error, "echo": ModemChecks.echo,
        "urc": ModemChecks.indication, "vendor-urc": ModemChecks.vendorIndication,
        "clcc": CallChecks.currentCalls, "ccwa-query": CallChecks.waiting, "clip": CallChecks.callerID,
        "call": CallChecks.dialled, "cusd": CallChecks.ussd, "cusd-multiline": CallChecks.ussd,
    ]

    @Test("each line means what its source says", arguments: Transcript.all)
    func understood(transcript: Transcript) throws {
        let check = try #require(Self.checks[transcript.category], "no check knows \(transcript.category)")
        try check(transcript)
    }

    @Test("every check has a line to prove itself on")
    func noIdleCheck() {
        #expect(Set(Self.checks.keys) == Set(Transcript.all.map(\.category)))
    }
}
