import ATProtocol
import Vocabulary

extension NetworkDomain {
    init(_ domain: RegistrationDomain) {
        self =
            switch domain {
            case .cs: .circuitSwitched
            case .ps: .packetSwitched
            case .eps: .lte
            case .fiveG: .fiveG
            }
    }
}
