/// Reads indications of one line.
enum IndicationReader {
    /// Reads a line as an indication; nil for any other line.
    static func read(_ line: String) -> ATIndication? {
        if let name = ATFields.name(of: line) {
            return named(name, line)
        }
        let text = line.trimmed
        switch text {
        case "RING": return .ring(type: nil)
        case "NO CARRIER": return .noCarrier
        case "BUSY", "NO ANSWER", "NO DIALTONE", "NO DIAL TONE": return .callEnded(details: String(text))
        case "SMS FULL", "+SMS FULL", "SMMEMFULL", "^SMMEMFULL": return .storageFull(memory: nil)
        case "+SIM REMOVED", "SIM REMOVED": return .sim(.removed)
        default: break
        }
        if startTexts.contains(text.uppercased()) {
            return .modemReady(String(text))
        }
        return labelled(line)
    }

    /// What modems print when they, their SIM, their message store or their phone book have started.
    private static let startTexts: Set<String> = [
        "RDY", "^BOOT", "SMS READY", "SMS DONE", "CALL READY", "PB DONE", "START", "APP RDY", "^SYSSTART",
        "MODEM:STARTUP",
    ]

    private static func labelled(_ line: String) -> ATIndication? {
        if let details = line.rest(after: "MISSED_CALL:") {
            return .missedCall(details: String(details.trimmed))
        }
        // Quectel's manual prints it with a space before the colon.
        if let details = line.rest(after: "+QSIMSTAT :") {
            return sim("+QSIMSTAT", ATFields(details))
        }
        if line.hasPrefix("VOICE CALL: END") || line.hasPrefix("HANGUP:") {
            return .callEnded(details: line)
        }
        return line.hasPrefix("VOICE CALL: BEGIN") ? .other(line) : nil
    }

    private static func named(_ name: Substring, _ line: String) -> ATIndication? {
        switch name {
        case "+CMTI", "+CDSI":
            return stored(name, ATFields(line))
        case "+CBMI":
            return .cellBroadcast(pdu: nil)
        case "+CRING":
            return .ring(type: ATFields(line).text(0))
        case "+CLIP", "+CCWA", "+CLCC", "^CEND":
            return call(name, line)
        case "+RXDTMF", "+DTMF", "+QTONEDET":
            return dtmf(name, ATFields(line))
        case "+QPCMV":
            return ATFields(line).number(0).map { .audioFlow(isOpen: $0 != 0) }
        case "+CREG", "+CGREG", "+CEREG", "+C5GREG":
            return RegistrationStatus(line).map { .registration(domain: $0.domain, status: $0.status) }
        case "+CPIN", "+SIMCARD", "+SIM":
            return ATFields(line).text(0).map { .sim(PINState(text: $0)) }
        case "^SIMST", "+QSIMSTAT", "+QUSIM", "#QSS", "+UUSIMSTAT", "^SCKS", "+WIND", "+ESIMS", "*EUICC", "$QCSIMSTAT":
            return sim(name, ATFields(line))
        case "^SMMEMFULL", "+SMSFULL":
            return .storageFull(memory: ATFields(line).text(0))
        case "+CFUN", "^BOOT", "^SYSSTART":
            return .modemReady(String(line.trimmed))
        case "+QIND":
            return quectel(ATFields(line), line)
        case "+CSQ", "^RSSI":
            return .signal(dBm: ATFields(line).number(0).flatMap(SignalQuality.dBm(rssi:)))
        default:
            return nil
        }
    }

    private static func stored(_ name: Substring, _ fields: ATFields) -> ATIndication? {
        guard let index = fields.number(1) else {
            return nil
        }
        let memory = fields[0]?.text ?? ""
        return name == "+CMTI"
            ? .messageStored(memory: memory, index: index) : .statusReportStored(memory: memory, index: index)
    }

    private static func call(_ name: Substring, _ line: String) -> ATIndication? {
        switch name {
        case "+CLCC":
            return CurrentCall(line).map(ATIndication.currentCall)
        case "^CEND":
            return .callEnded(details: line)
        case "+CLIP":
            let fields = ATFields(line)
            // "+CLIP: 1,1" is a setting.
            guard let number = fields[0], number.isQuoted || fields.fields.count > 2 || number.text.isEmpty else {
                return nil
            }
            return .callerID(
                number: TextCoding.number(number.text), type: fields.number(1), validity: fields.number(5))
        default:
            let fields = ATFields(line)
            guard let number = fields[0], number.isQuoted else {
                return nil
            }
            return .callWaiting(number: TextCoding.number(number.text), type: fields.number(1))
        }
    }

    private static func dtmf(_ name: Substring, _ fields: ATFields) -> ATIndication? {
        guard var key = fields.text(0) else {
            return nil
        }
        if name == "+QTONEDET" {
            // Quectel prints the ASCII code of the key.
            guard let code = fields.number(0), let byte = UInt8(exactly: code) else {
                return nil
            }
            key = String(Unicode.Scalar(byte))
        }
        return key.utf8.count == 1 && keys.contains(key) ? .dtmf(key) : nil
    }

    private static let keys: Set<String> = Set("0123456789*#ABCD".map(String.init))

    private static func sim(_ name: Substring, _ fields: ATFields) -> ATIndication? {
        switch (name, fields.number(0), fields.number(1)) {
        // 1 valid; 0 invalid, 2 to 4 invalid for a domain or both, 255 not there (Huawei).
        case ("^SIMST", let value?, _): .sim(value == 1 ? .ready : value == 255 ? .removed : .unknown)
        case ("+QSIMSTAT", _, let inserted?): .sim(inserted == 1 ? .inserted : inserted == 0 ? .removed : .unknown)
        case ("+QUSIM", _?, _): .sim(.inserted)
        // A second field makes it the answer to a question (Telit).
        case ("#QSS", let value?, nil): .sim(value == 0 ? .removed : value == 3 ? .ready : .inserted)
        // u-blox, Cinterion, MediaTek: 0 means removed.
        case ("+UUSIMSTAT", let value?, _), ("^SCKS", let value?, nil), ("+ESIMS", let value?, _):
            .sim(value == 0 ? .removed : .inserted)
        // Wavecom: 0 and 1 are about the SIM, all others about start-up and calls.
        case ("+WIND", 0, _): .sim(.removed)
        case ("+WIND", 1, _): .sim(.inserted)
        // The state of the SIM changed and must be queried (SIMCom, Qualcomm).
        case ("*EUICC", _?, _), ("$QCSIMSTAT", _?, _): .sim(.unknown)
        default: nil
        }
    }

    private static func quectel(_ fields: ATFields, _ line: String) -> ATIndication? {
        switch fields.text(0)?.uppercased() {
        case "SMSFULL": .storageFull(memory: fields.text(1))
        case "SMS DONE", "PB DONE": .modemReady(String(line.trimmed))
        default: nil
        }
    }
}
