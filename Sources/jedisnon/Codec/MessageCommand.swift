import ArgumentParser
import ControlAPI
import Foundation
import LinePolicy
import Vocabulary

/// `jedisnon message`: the texts we send.
struct MessageCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "message", abstract: "Look at the texts that are sent.", subcommands: [Check.self])

    struct Check: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Count the segments of a text, price it, and say what to write instead.",
            discussion: "Exits 1 when the text takes more than \(MessageCheck.maximumSegments) segments.")

        @Argument(help: ArgumentHelp("The text, in UTF-8; - is standard input.", valueName: "file"))
        var file = "-"

        @Flag(help: "Print one JSON object.")
        var json = false

        @Option(help: "The price of one segment, such as 0.02.", transform: price)
        var price: Money?

        @Option(help: "The currency of the price.")
        var currency: String?

        func run() throws {
            let check = MessageCheck(text: try text(), segmentPrice: price, currency: currency)
            print(json ? try JSONText.line(check) : check.report)
            if !check.isOK { throw ExitCode.failure }
        }

        /// The content without the line feed that ends a file.
        private func text() throws -> String {
            let octets: [UInt8]?
            do {
                octets = try InputLines(path: file).all()
            } catch {
                throw ValidationError("\(error)")
            }
            guard let octets else {
                throw ValidationError("a text of more than \(InputLines.maximumLength) octets is no SMS")
            }
            guard var text = String(validating: octets, as: UTF8.self) else {
                throw ValidationError("the text is not UTF-8; save the file as UTF-8 and try again")
            }
            if text.last?.isNewline == true { text.removeLast() }
            return text
        }

        private static func price(_ text: String) throws -> Money {
            // The limit keeps the product with any number of segments in range.
            guard let price = Money(decimal: text), price >= .zero, price < Money(micros: 1_000_000_000_000) else {
                throw ValidationError(
                    "a price is a decimal number such as 0.02, below 1000000, with at most 6 decimals")
            }
            return price
        }
    }
}
