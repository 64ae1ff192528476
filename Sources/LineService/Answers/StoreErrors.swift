import ControlAPI
import EventStore
import Vocabulary
import Words

extension ControlError {
    /// The error of the store, with its exit code.
    public init(_ error: StoreError) {
        let code: Code =
            switch error.kind {
            case .newerVersion, .damaged: .damaged
            case .unusable, .noDatabase, .full, .heldByAnother, .busy: .unusable
            case .unknownPerson: .unknownPerson
            case .kept: .usage
            case .unexpected: .failed
            }
        self.init(code, error.sentence)
    }
}
