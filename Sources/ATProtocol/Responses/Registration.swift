/// The network domain of a registration.
public enum RegistrationDomain: Sendable, Hashable {
    /// `+CREG`: circuit switched, calls and SMS.
    case cs
    /// `+CGREG`: packet switched on 2G and 3G.
    case ps
    /// `+CEREG`: LTE.
    case eps
    /// `+C5GREG`: 5G.
    case fiveG
}

/// How the modem reaches the network (3GPP TS 27.007 clause 7.2, `<AcT>`).
public enum AccessTechnology: Int, Sendable, Hashable {
    /// GSM.
    case gsm = 0
    /// GSM Compact.
    case gsmCompact = 1
    /// UTRAN, 3G.
    case utran = 2
    /// GSM with EGPRS.
    case edge = 3
    /// UTRAN with HSDPA.
    case hsdpa = 4
    /// UTRAN with HSUPA.
    case hsupa = 5
    /// UTRAN with HSDPA and HSUPA.
    case hspa = 6
    /// E-UTRAN, LTE.
    case lte = 7
    /// EC-GSM-IoT.
    case ecGSMIoT = 8
    /// E-UTRAN NB-IoT.
    case nbIoT = 9
    /// E-UTRAN connected to a 5G core.
    case lte5GCore = 10
    /// NR connected to a 5G core.
    case nr5GCore = 11
    /// NG-RAN.
    case ngRAN = 12
    /// E-UTRAN and NR together.
    case enDC = 13
}

/// One line of `+CREG`, `+CGREG`, `+CEREG` or `+C5GREG` (3GPP TS 27.007 clauses 7.2, 10.1.20, 10.1.22, 10.1.47).
public struct RegistrationStatus: Sendable, Hashable {
    /// The part of the network.
    public let domain: RegistrationDomain
    /// Which changes the modem announces; nil in an announcement, which does not contain it.
    public let mode: Int?
    /// 0 not searching, 1 home, 2 searching, 3 denied, 4 unknown, 5 roaming, 6 and 7 SMS only, 8 emergency only.
    public let status: Int
    /// The location or tracking area code; nil when it is absent, unreadable or 0.
    public let areaCode: Int?
    /// The cell; nil when it is absent, unreadable or 0.
    public let cellID: Int?
    /// The access technology; nil when the modem does not name it.
    public let accessTechnology: AccessTechnology?
    /// The line answers a question; otherwise the modem announces a change.
    public let isSolicited: Bool

    /// Whether the network serves this SIM, at least for SMS.
    public var isRegistered: Bool {
        [1, 5, 6, 7, 9, 10].contains(status)
    }

    /// Whether the serving network is not the SIM's home network.
    public var isRoaming: Bool {
        [5, 7, 10].contains(status)
    }

    /// Reads a line; nil for any other line, or one without a readable status.
    ///
    /// An answer begins with the mode and the status, an announcement with the status alone: a second field of one
    /// or two digits is a status, since an area code has four digits or stands in quotes.
    public init?(_ line: some StringProtocol) {
        let line = ATFields(line)
        guard let domain = Self.domain(of: line.name), let first = line.number(0), first >= 0 else {
            return nil
        }
        let hasMode = line[1].map { !$0.isQuoted && $0.text.isDecimal && $0.text.utf8.count <= 2 } ?? false
        guard let status = hasMode ? line.number(1) : first else {
            return nil
        }
        self.domain = domain
        self.mode = hasMode ? first : nil
        self.status = status
        var rest = Array(line.fields.dropFirst(hasMode ? 2 : 1))
        // Samsung's Wave announces with the mode in front and two fields of its own behind.
        let isAnnouncementWithMode = rest.count == 4 && !rest[3].isQuoted && !rest[3].text.isDecimal
        self.isSolicited = hasMode && !isAnnouncementWithMode
        if rest.count == 4, !rest[1].isQuoted, rest[1].text.utf8.count <= 2, rest[2].text.utf8.count > 2 {
            // Novatel prints a routing area code between area and cell.
            rest.remove(at: 1)
        }
        self.areaCode = Self.code(rest, 0)
        self.cellID = Self.code(rest, 1)
        let technology = rest.indices.contains(2) ? rest[2].text.decimal : nil
        self.accessTechnology = technology.flatMap(AccessTechnology.init(rawValue:))
    }

    private static func domain(of name: String) -> RegistrationDomain? {
        switch name {
        case "+CREG": .cs
        case "+CGREG": .ps
        case "+CEREG": .eps
        case "+C5GREG": .fiveG
        default: nil
        }
    }

    private static func code(_ fields: [ATFields.Field], _ position: Int) -> Int? {
        guard fields.indices.contains(position), let value = fields[position].text.hexadecimal, value > 0 else {
            return nil
        }
        return value
    }
}
