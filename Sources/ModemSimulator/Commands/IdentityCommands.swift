// Who the modem is (27.007 clause 5).
extension ModemMachine {
    static let identityCommands: [String: Handler] = [
        "I": { modem, _ in .lines(modem.profile.identification.map(modem.fill)) },
        "+CGMI": identity { $0.profile.manufacturer }, "+GMI": identity { $0.profile.manufacturer },
        "+CGMM": identity { $0.profile.model }, "+GMM": identity { $0.profile.model },
        "+CGMR": identity { $0.profile.revision }, "+GMR": identity { $0.profile.revision },
        "+CGSN": identity { $0.settings.imei }, "+GSN": identity { $0.settings.imei },
        "+CIMI": identity { $0.settings.imsi },
    ]

    private static func identity(_ value: @escaping @Sendable (ModemMachine) -> String) -> Handler {
        { modem, request in
            switch request.form {
            case .execute, .set: .line(value(modem))
            case .test: .ok
            case .read: .error
            }
        }
    }
}
