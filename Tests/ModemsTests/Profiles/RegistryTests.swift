import Modems
import Testing

/// The families as data: who is found by which name.
struct RegistryTests {
    @Test(
        "what a modem says of itself chooses its family",
        arguments: [
            ("Quectel", "EC25", "ec25"), ("Quectel", "EC20F", "ec25"), ("Quectel", "EG25", "ec25"),
            ("Quectel", "EC200U", "ec200"), ("Quectel", "EG912Y", "ec200"), ("Quectel", "EG91", "eg91"),
            ("SIMCOM INCORPORATED", "SIMCOM_SIM7600G-H", "sim7600"), ("INCORPORATED", "A7670E-LASE", "a7670"),
            ("SIMCOM_Ltd", "SIMCOM_SIM800L", "sim800"), ("SIMCOM_Ltd", "SIM868", "sim800"),
            ("huawei", "E173", "huawei"), ("huawei", "E1752", "huawei"), ("huawei", "E3372", "e3372"),
            ("", "E3372", "e3372"), ("ZTE INCORPORATED", "K3565-Z", "zte"), ("", "MF190A", "zte"),
            ("Telit", "LE910C1-EU", "le910"), ("Quectel", "EP06", "quectel"), ("Quectel", "RM500Q-GL", "quectel"),
            ("Quectel", "BG96", "quectel"), ("Quectel_Ltd", "UC20", "quectel"),
            ("SIMCOM_Ltd", "SIMCOM_SIM7080", "simcom"), ("SIMCOM INCORPORATED", "SIMCOM_SIM8200EA-M2", "simcom"),
            ("ZOWEE TECHNOLOGY (HEYUAN) CO., LTD.", "E3372-325", "brovi"), ("huawei", "E3372-325", "brovi"),
            ("Huawei Technologies Co., Ltd.", "ME909s-120", "me909"),
            ("Sierra Wireless, Incorporated", "MC7455", "mc74"),
            ("u-blox", "LARA-R211", "ublox"), ("u-blox", "SARA-U201", "ublox"), ("Telit", "ME910C1-WW", "me910"),
            ("Cinterion", "PLS8-E", "cinterion"), ("Cinterion", "EXS82-W", "cinterion"),
            ("FIBOCOM", "L610", "fibocom"), ("WAVECOM MODEM", "MULTIBAND  900E  1800", "generic"),
            ("", "", "generic"),
        ])
    func matches(manufacturer: String, model: String, name: String) {
        #expect(ModemProfile.matching(manufacturer: manufacturer, model: model).name == name)
    }

    @Test("names are unique, and each family is found by its own")
    func names() {
        let names = ModemProfile.all.map(\.name)
        #expect(Set(names).count == names.count)
        for profile in ModemProfile.all { #expect(ModemProfile.named(profile.name) == profile) }
        #expect(ModemProfile.named("nokia") == nil)
        // Names that configurations already use.
        for name in ["generic", "ec25", "sim7600", "huawei"] { #expect(ModemProfile.named(name) != nil, "\(name)") }
    }

    /// Names of makers, which stand for whatever of theirs has no family.
    private static let makers: Set<String> = ["HUAWEI", "ZTE", "QUECTEL", "SIMCOM", "SIERRA"]

    @Test("no family hides another: each is found by its own identifiers")
    func identifiersAreReachable() {
        for profile in ModemProfile.all {
            for identifier in profile.identifiers where !Self.makers.contains(identifier) {
                #expect(
                    ModemProfile.matching(manufacturer: "", model: identifier).name == profile.name, "\(identifier)")
            }
        }
    }

    @Test("a USB product belongs to one family, and is a modem or a disk, never both")
    func usbProductsAreUnique() {
        var seen: [UInt32: String] = [:]
        for profile in ModemProfile.all {
            for model in profile.usb + profile.usbToProbe {
                let key = UInt32(model.vendor) << 16 | UInt32(model.product)
                #expect(seen.updateValue(profile.name, forKey: key) == nil, "\(String(key, radix: 16))")
                let stick = ModemProfile.storageMode(vendor: model.vendor, product: model.product)
                #expect(stick == nil || stick?.switched == [model.product], "a stick that keeps its numbers")
            }
        }
    }

    @Test("a product with interfaces names one for AT; one without is left to the probe")
    func interfaces() {
        for profile in ModemProfile.all {
            for model in profile.usb {
                #expect(!model.atInterfaces.isEmpty, "\(profile.name)")
                #expect(model.audioInterface.map { !model.atInterfaces.contains($0) } ?? true, "\(profile.name)")
                let found = ModemProfile.usbModel(vendor: model.vendor, product: model.product)
                #expect(found?.model == model)
                #expect(found?.profile.name == profile.name)
            }
            for model in profile.usbToProbe {
                #expect(model.atInterfaces.isEmpty, "\(profile.name)")
                let found = ModemProfile.usbModel(vendor: model.vendor, product: model.product)
                #expect(found?.profile.name == profile.name)
            }
        }
    }

    @Test("sound on a serial port needs the interface, and the other way round")
    func voicePaths() {
        for profile in ModemProfile.all {
            let isSerial = profile.voicePaths.contains { if case .serial = $0 { true } else { false } }
            #expect(profile.usb.contains { $0.audioInterface != nil } == isSerial, "\(profile.name)")
        }
    }

    @Test("sticks of makers that show a disk first are never restarted")
    func storageModeMakersAreNotRestarted() {
        let makers = Set(StorageModeStick.all.map(\.vendor))
        for profile in ModemProfile.all
        where (profile.usb + profile.usbToProbe).contains(where: { makers.contains($0.vendor) }) {
            #expect(profile.restartCommand == nil, "\(profile.name)")
        }
    }

    @Test("whatever we say is to be switched is a modem that we know afterwards", arguments: StorageModeStick.all)
    func switchedSticksAreKnown(stick: StorageModeStick) {
        #expect(!stick.switched.isEmpty)
        guard stick.outcome == .modem else { return }
        for product in stick.switched {
            #expect(
                ModemProfile.usbModel(vendor: stick.vendor, product: product) != nil,
                "\(stick.name): \(String(product, radix: 16))")
        }
    }

    @Test("a stick in storage mode is known, and what becomes of it")
    func storageMode() throws {
        let stick = try #require(ModemProfile.storageMode(vendor: 0x12d1, product: 0x1446))
        #expect(stick.outcome == .modem)
        let card = try #require(ModemProfile.storageMode(vendor: 0x12d1, product: 0x1f01))
        #expect(card.outcome == .networkCard)
        #expect(ModemProfile.storageMode(vendor: 0x2c7c, product: 0x0125) == nil)
    }

    @Test("families whose home is LTE ask for the IMS and let messages use the packet domain")
    func messageBearers() {
        for profile in ModemProfile.all where profile.name != "generic" {
            let isLTE = profile.registrationCommands.contains("+CEREG")
            #expect(profile.imsQueries.isEmpty != isLTE, "\(profile.name)")
            #expect(profile.messageBearer == (isLTE ? 3 : nil), "\(profile.name)")
        }
    }
}
