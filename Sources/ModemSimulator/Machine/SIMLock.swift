/// The SIM's PIN and PUK, with tries that survive power cycles.
struct SIMLock {
    enum State: String {
        case ready = "READY"
        case pin = "SIM PIN"
        case puk = "SIM PUK"
        /// Blocked for good.
        case blocked = "SIM BLOCKED"
    }

    private(set) var state: State
    private(set) var pinTries: Int
    private(set) var pukTries: Int
    private var pin: String?
    private var puk: String

    init(_ settings: SimulatedSettings) {
        pin = settings.pin
        puk = settings.puk
        pinTries = settings.pinTries
        pukTries = settings.pukTries
        state = .ready
        powerUp()
    }

    mutating func powerUp() {
        if pukTries <= 0 {
            state = .blocked
        } else if pinTries <= 0 {
            state = .puk
        } else {
            state = pin == nil ? .ready : .pin
        }
    }

    /// Whether the SIM asks for a PIN at power-up.
    var isEnabled: Bool { pin != nil }

    /// Tries left for the code wanted now.
    var triesNow: Int { state == .puk || state == .blocked ? pukTries : pinTries }

    /// Checks a PIN; a wrong one costs a try, the last one blocks.
    mutating func enter(pin code: String) -> Bool {
        guard state == .pin || state == .ready else { return false }
        guard code == pin else {
            pinTries -= 1
            if pinTries <= 0 { state = .puk }
            return false
        }
        pinTries = 3
        state = .ready
        return true
    }

    /// Checks a PUK and sets a new PIN; ten wrong ones end the SIM.
    mutating func enter(puk code: String, newPIN: String) -> Bool {
        guard state == .puk else { return false }
        guard code == puk, Self.isPIN(newPIN) else {
            pukTries -= 1
            if pukTries <= 0 { state = .blocked }
            return false
        }
        (pin, pinTries, pukTries, state) = (newPIN, 3, 10, .ready)
        return true
    }

    /// Switches the PIN request at power-up on or off; false for a wrong PIN.
    mutating func setEnabled(_ isOn: Bool, pin code: String) -> Bool {
        guard state == .ready, Self.isPIN(code) else { return false }
        if isOn {
            pin = pin ?? code
            return enter(pin: code)
        }
        guard pin == nil || enter(pin: code) else { return false }
        pin = nil
        return true
    }

    private static func isPIN(_ code: String) -> Bool {
        (4...8).contains(code.count) && code.allSatisfy { $0.isASCII && $0.isNumber }
    }
}
