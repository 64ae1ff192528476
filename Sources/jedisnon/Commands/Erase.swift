import ArgumentParser
import ControlAPI

/// The command `erase`.
struct Erase: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Forget somebody: number, texts and notes, also from the disk.",
        discussion: """
            Counts, money, STOP and a block stay, by a keyed hash. Replies that wait to be sent are cancelled. Whoever reads \
            the database meanwhile is waited for; if octets are still on the disk after that, this says so and exits 1, \
            `status` shows it, and the service goes on trying. A copy made with `backup` holds what it held: delete it.
            """)

    @OptionGroup var control: ControlOptions
    @OptionGroup var person: PersonArgument

    func run() async throws {
        let answer = try await control.client().ask(
            Endpoints.erase, ErasureRequest(number: person.number))
        let cancelled = answer.cancelled > 0 ? "; replies cancelled: \(answer.cancelled)" : ""
        try Terminal.write(
            "Erased: \(SafeText.escaped(answer.senderID)), events without their content now: \(answer.contents)\(cancelled)\n"
                + "Copies made with `jedisnon backup` still hold what they held: delete them.\n")
        guard answer.isGone else {
            try Terminal.writeError(
                "jedisnon: erased in the database, but octets are still on the disk: another program reads the database\n"
                    + "  close that program; the service goes on trying, `jedisnon status` says when it is done")
            throw ExitCode.failure
        }
    }
}
