extension ModemProfile {
    /// Any modem that follows 3GPP TS 27.005 and 27.007.
    public static let generic: ModemProfile = {
        var profile = ModemProfile(name: "generic", identifiers: [])
        // The modem's family is unknown: any of the three may be its only registration.
        profile.registrationCommands = ["+CREG", "+CEREG", "+CGREG"]
        profile.imsQueries = [.standard]
        return profile
    }()
}
