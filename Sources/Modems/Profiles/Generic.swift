extension ModemProfile {
    /// Any modem that follows 3GPP TS 27.005 and 27.007.
    public static let generic = ModemProfile(name: "generic", identifiers: [])
}
