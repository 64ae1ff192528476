extension ModemProfile {
    /// Every family, one file each; the first whose identifier appears in the modem's identity is used.
    ///
    /// EC200 comes before EC20 and E3372-325 before E3372, because they contain the shorter name; a specific family
    /// comes before the fallback for its manufacturer.
    public static let all: [ModemProfile] = [
        .quectelEC200, .quectelEG91, .quectelEC25, .quectel,
        .simcomA7670, .simcomSIM7600, .simcomSIM800, .simcom,
        .broviE3372, .huaweiME909, .huaweiE3372, .huaweiStick,
        .zteStick,
        .telitLE910, .telitME910,
        .sierraMC74, .ublox, .cinterion, .fibocom,
        .generic,
    ]

    /// The profile of this name; nil when there is none.
    public static func named(_ name: String) -> ModemProfile? {
        all.first { $0.name == name }
    }

    /// The product with these USB numbers, and its family; nil when no profile knows it.
    public static func usbModel(vendor: UInt16, product: UInt16) -> (model: USBModel, profile: ModemProfile)? {
        for profile in all {
            if let model = (profile.usb + profile.usbToProbe).first(where: {
                $0.vendor == vendor && $0.product == product
            }) {
                return (model, profile)
            }
        }
        return nil
    }

    /// The known stick with these USB numbers that appears as a disk until it is switched; nil when unknown.
    public static func storageMode(vendor: UInt16, product: UInt16) -> StorageModeStick? {
        StorageModeStick.all.first { $0.vendor == vendor && $0.product == product }
    }

    /// The profile for a modem's manufacturer and model.
    public static func matching(manufacturer: String, model: String) -> ModemProfile {
        let identity = (manufacturer + " " + model).uppercased()
        return all.first { profile in profile.identifiers.contains { identity.contains($0) } } ?? .generic
    }

    /// The texts that any family prints after a restart; no family uses another's for something else.
    static let restartTexts: Set<String> = all.reduce(into: []) { $0.formUnion($1.restartIndications) }
}
