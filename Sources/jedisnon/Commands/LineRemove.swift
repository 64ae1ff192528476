import ArgumentParser
import ControlAPI
import LineConfiguration

extension Line {
    /// The command `line remove`.
    struct Remove: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Take a line out of the configuration: remove its file in lines.d.",
            discussion: """
                What it received and sent stays in the database; replies that wait to be sent are cancelled. A line \
                of the main file is removed there, by hand.
                """)

        @OptionGroup var control: ControlOptions

        @Argument(help: ArgumentHelp("The line.", valueName: "id"))
        var line: String

        @Flag(help: "Do not ask.")
        var yes = false

        func run() async throws {
            let main = control.config ?? ControlOptions.defaultConfiguration
            let configuration = try Configuration.load(path: main)
            let file = try LineRemoval.file(of: line, in: configuration)
            if let obstacle = LinesFolder.obstacle(file.folder) {
                throw ControlError(.unusable, SafeText.escaped(obstacle), hint: "use sudo; nothing was changed")
            }
            let client = try ControlClient(socket: control.socket ?? configuration.service.socket)
            if !yes {
                guard let questions = Questions.terminal else {
                    throw ControlError(
                        .usage, "nobody is there to agree to it; nothing was changed", hint: "say --yes")
                }
                try await ask(questions, file, client)
            }
            let removal = LineRemoval(approval: ServiceApproval(client: client, main: main), main: main)
            try Terminal.write(try await removal.remove(line, file))
            if configuration.service.adopt == .auto, file.isAdopted {
                try Terminal.write(
                    "Note: with adopt = \"auto\" the service makes a line of this SIM again while it is plugged in.\n")
            }
        }

        private func ask(_ questions: Questions, _ file: LineRemoval.File, _ client: ControlClient?) async throws {
            let waiting = try await client?.status().lines.first { $0.id == line }?.queued ?? 0
            let replies = waiting == 1 ? "1 reply that waits is" : "\(waiting) replies that wait are"
            if waiting > 0 { try questions.write("\(replies) cancelled with it.\n") }
            let path = SafeText.escaped(file.path)
            guard try questions.agrees("Remove the line \(SafeText.escaped(line)), \(path)?", proposal: false) else {
                throw Questions.declined
            }
        }
    }
}
