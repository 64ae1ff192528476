import ControlAPI

/// The state of a line in plain words, and how alarming it is.
enum StateWords {
    static func words(_ state: String) -> String {
        switch state {
        case "starting": "starting"
        case "ready": "ready"
        case "degraded": "needs a look"
        case "absent": "not plugged in"
        case "pin_required": "needs its PIN"
        case "sim_missing": "no SIM"
        case "no_network": "no network"
        case "paused": "paused"
        case "failed": "failed"
        default: SafeText.escaped(state)
        }
    }

    static func ink(_ state: String) -> Paint.Ink {
        switch state {
        case "ready": .green
        case "starting", "degraded", "paused": .yellow
        default: .red
        }
    }
}
