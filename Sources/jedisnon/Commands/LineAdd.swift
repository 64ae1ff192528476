import ArgumentParser
import ControlAPI
import Foundation
import LineConfiguration
import LinePolicy
import Vocabulary

extension Line {
    /// The command `line add`.
    struct Add: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Make a line of a SIM: write its file in lines.d, and let the service take it.",
            discussion: """
                On a terminal it asks for what is missing. Nothing is written before the whole configuration was \
                checked with it, and what the service refuses is taken back. Without a service it takes effect at \
                start. The file's folder belongs to root, as a rule: use sudo.
                """)

        @OptionGroup var control: ControlOptions
        @OptionGroup var request: LineOptions

        @Flag(help: "Ask nothing: take what follows from the rest, write over an earlier file of this line.")
        var yes = false

        func run() async throws {
            let main = control.config ?? ControlOptions.defaultConfiguration
            let trial = LineTrial(main: main)
            let configuration = try request.line.draft.without(in: main, folder: trial.folder)
            if let obstacle = LinesFolder.obstacle(trial.folder) {
                throw ControlError(.unusable, SafeText.escaped(obstacle), hint: "use sudo; nothing was changed")
            }
            let client = try ControlClient(socket: control.socket ?? configuration.service.socket)
            let questions = yes ? nil : Questions.terminal
            let line = try LineInterview(
                request: request.line, sims: try await .known(to: client), trial: trial, configuration: configuration,
                questions: questions
            ).line()
            let placing = LinePlacing(
                trial: trial, approval: ServiceApproval(client: client, main: main), questions: questions,
                overwrites: yes)
            try Terminal.write(try await placing.place(line))
        }
    }
}

/// The options of `line add` about the line.
struct LineOptions: ParsableArguments {
    @Argument(help: ArgumentHelp("Its short name, such as montreal; else made of the region.", valueName: "id"))
    var id: String?

    @Option(help: ArgumentHelp("The SIM without a line whose ICCID ends so.", valueName: "digits"))
    var sim: String?

    @Option(help: ArgumentHelp("The SIM with this number, also when it is not plugged in.", valueName: "n"))
    var iccid: String?

    @Option(help: ArgumentHelp("The modem with this number.", valueName: "n"))
    var imei: String?

    @Option(help: ArgumentHelp("The modem in this USB port, such as 1-1.2.", valueName: "port"))
    var usbPath: String?

    @Option(help: ArgumentHelp("The modem behind this tty.", valueName: "path"))
    var device: String?

    @Option(help: ArgumentHelp("The region it stands for, as people call it.", valueName: "name"))
    var region: String?

    @Option(help: ArgumentHelp("The SIM's own number, such as +15145550101.", valueName: "number"))
    var number: String?

    @Option(help: ArgumentHelp("The language of its reply: fr or en.", valueName: "language"))
    var language: String?

    @Option(help: ArgumentHelp("answer, shadow or record.", valueName: "mode"), transform: { try choice($0) })
    var mode: LineMode?

    @Option(
        help: ArgumentHelp("auto, speak, hang-up, hang-up-and-text or speak-and-text.", valueName: "way"),
        transform: { try choice($0) })
    var calls: CallMode?

    @Option(help: ArgumentHelp("The file with the SIM's PIN.", valueName: "file"))
    var pinFile: String?

    @Option(help: ArgumentHelp("The modem family; else the modem is asked.", valueName: "name"))
    var profile: String?

    func validate() throws {
        let selectors = [sim, iccid, imei, usbPath, device].compactMap { $0 }
        if selectors.count > 1 {
            throw ValidationError("give one of --sim, --iccid, --imei, --usb-path and --device, not several")
        }
        // 10 octets of two digits: 3GPP TS 31.102 4.2.2 (EF ICCID). 15 digits and a version: 3GPP TS 23.003 6.2.
        try Self.check(sim, "--sim", "takes the last digits of a SIM, such as 0001", Self.isDigits(1...20))
        try Self.check(iccid, "--iccid", "takes the 18 to 20 digits of a SIM", Self.isDigits(18...20))
        try Self.check(imei, "--imei", "takes the 15 digits of a modem", Self.isDigits(15...16))
        try Self.check(usbPath, "--usb-path", "takes a port such as 1-1.2") {
            $0.wholeMatch(of: /[0-9]{1,3}-[0-9]{1,3}(\.[0-9]{1,3}){0,6}/) != nil
        }
        for (path, option) in [(device, "--device"), (pinFile, "--pin-file")] {
            try Self.check(path, option, "takes a path without control characters") {
                !$0.isEmpty && LineName.isOneLine($0)
            }
        }
    }

    /// The request; relative paths are relative to the working folder, not to the configuration's.
    var line: LineRequest {
        let selector: LineRequest.ModemRequest? =
            sim.map { .sim($0) } ?? iccid.map { .exactly(.iccid($0)) } ?? imei.map { .exactly(.imei($0)) }
            ?? usbPath.map { .exactly(.usbPath($0)) } ?? device.map { .exactly(.device(Self.absolute($0))) }
        return LineRequest(
            id: id, region: region.flatMap { $0.isEmpty ? nil : $0 }, number: number.map(LineRequest.number),
            language: language, modem: selector, pinFile: pinFile.map(Self.absolute), profile: profile, mode: mode,
            calls: calls)
    }

    private static func absolute(_ path: String) -> String {
        path.hasPrefix("/") ? path : FileManager.default.currentDirectoryPath + "/" + path
    }

    private static func isDigits(_ count: ClosedRange<Int>) -> (String) -> Bool {
        { count.contains($0.utf8.count) && $0.utf8.allSatisfy { (0x30...0x39).contains($0) } }
    }

    private static func check(
        _ value: String?, _ option: String, _ rule: String, _ holds: (String) -> Bool
    ) throws {
        if let value, !holds(value) { throw ValidationError("\(option) \(rule)") }
    }
}

/// One of the words that an option takes.
private func choice<Choice: RawRepresentable & CaseIterable>(_ word: String) throws -> Choice
where Choice.RawValue == String {
    if let choice = Choice(rawValue: word) { return choice }
    throw ValidationError("write one of: \(Choice.allCases.map(\.rawValue).joined(separator: ", "))")
}
