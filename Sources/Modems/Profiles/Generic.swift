extension ModemProfile {
    /// Any modem that follows 3GPP TS 27.005 and 27.007.
    public static let generic: ModemProfile = {
        var profile = ModemProfile(name: "generic", identifiers: [])
        // Nobody has told us what the modem is: each of the three may be its only registration.
        profile.registrationCommands = ["+CREG", "+CEREG", "+CGREG"]
        profile.imsQueries = [.standard]
        return profile
    }()
}
