/// The texts that a modem prints with `AT+CMEE=2` in place of the codes.
enum ErrorTexts {
    /// The code of `+CME ERROR` (3GPP TS 27.007 clause 9.2), from a number or its text.
    static func equipmentCode(_ text: some StringProtocol) -> Int? {
        code(text, in: equipment)
    }

    /// The code of `+CMS ERROR` (3GPP TS 27.005 clause 3.2.5, TS 24.011 annex E), from a number or its text.
    static func messageCode(_ text: some StringProtocol) -> Int? {
        code(text, in: message)
    }

    private static func code(_ text: some StringProtocol, in table: [String: Int]) -> Int? {
        text.isDecimal ? text.decimal : table[key(text)]
    }

    /// Lower-case letters and digits only; USIM and (U)SIM become SIM, as manufacturers write all three.
    private static func key(_ text: some StringProtocol) -> String {
        let kept = String(decoding: text.utf8.filter { $0.isASCIILetter || $0.isDecimalDigit }, as: UTF8.self)
        let small = kept.lowercased()
        if small.hasPrefix("usim") {
            return String(small.dropFirst())
        }
        return small.hasPrefix("phusim") ? "ph" + small.dropFirst(3) : small
    }

    private static let equipment = table([
        (0, "phone failure"), (1, "no connection to phone"), (2, "phone-adaptor link reserved"),
        (3, "operation not allowed"), (4, "operation not supported"), (5, "PH-SIM PIN required"),
        (6, "PH-FSIM PIN required"), (7, "PH-FSIM PUK required"), (10, "SIM not inserted"), (11, "SIM PIN required"),
        (12, "SIM PUK required"), (13, "SIM failure"), (14, "SIM busy"), (15, "SIM wrong"), (16, "incorrect password"),
        (17, "SIM PIN2 required"), (18, "SIM PUK2 required"), (20, "memory full"), (21, "invalid index"),
        (22, "not found"), (23, "memory failure"), (24, "text string too long"),
        (25, "invalid characters in text string"), (26, "dial string too long"),
        (27, "invalid characters in dial string"), (30, "no network service"), (31, "network timeout"),
        (32, "network not allowed - emergency calls only"), (32, "network not allowed emergency calls only"),
        (40, "network personalization PIN required"), (41, "network personalization PUK required"),
        (42, "network subset personalization PIN required"), (43, "network subset personalization PUK required"),
        (44, "service provider personalization PIN required"), (45, "service provider personalization PUK required"),
        (46, "corporate personalization PIN required"), (47, "corporate personalization PUK required"),
        (48, "hidden key required"), (49, "EAP method not supported"), (50, "incorrect parameters"),
        (100, "unknown"), (100, "unknown error"), (103, "illegal MS"), (106, "illegal ME"),
        (107, "GPRS services not allowed"), (111, "PLMN not allowed"), (112, "location area not allowed"),
        (113, "roaming not allowed in this location area"),
    ])

    private static let message = table([
        (1, "unassigned (unallocated) number"), (8, "operator determined barring"), (10, "call barred"),
        (21, "short message transfer rejected"), (27, "destination out of service"), (28, "unidentified subscriber"),
        (29, "facility rejected"), (30, "unknown subscriber"), (38, "network out of order"), (41, "temporary failure"),
        (42, "congestion"), (47, "resources unavailable, unspecified"), (50, "requested facility not subscribed"),
        (69, "requested facility not implemented"), (81, "invalid short message transfer reference value"),
        (95, "invalid message, unspecified"), (96, "invalid mandatory information"),
        (97, "message type non-existent or not implemented"),
        (98, "message not compatible with short message protocol state"),
        (99, "information element non-existent or not implemented"), (111, "protocol error, unspecified"),
        (127, "interworking, unspecified"), (300, "ME failure"), (301, "SMS service of ME reserved"),
        (302, "operation not allowed"), (303, "operation not supported"), (304, "invalid PDU mode parameter"),
        (305, "invalid text mode parameter"), (310, "SIM not inserted"), (311, "SIM PIN required"),
        (312, "PH-SIM PIN required"), (313, "SIM failure"), (314, "SIM busy"), (315, "SIM wrong"),
        (316, "SIM PUK required"), (317, "SIM PIN2 required"), (318, "SIM PUK2 required"), (320, "memory failure"),
        (321, "invalid memory index"), (322, "memory full"), (330, "SMSC address unknown"),
        (331, "no network service"), (332, "network timeout"), (340, "no +CNMA acknowledgement expected"),
        (500, "unknown error"),
    ])

    private static func table(_ rows: [(Int, String)]) -> [String: Int] {
        Dictionary(rows.map { (key($0.1), $0.0) }, uniquingKeysWith: { first, _ in first })
    }
}
