import ArgumentParser
import ControlAPI
import SMSCodec
import Vocabulary

/// `jedisnon pdu`: PDUs to JSON and back, a line at a time.
struct PDUCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "pdu", abstract: "Read and write SMS PDUs.", subcommands: [Decode.self, Encode.self])

    struct Decode: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Read hexadecimal PDUs, one a line.",
            discussion: "Every line gets one JSON object, an empty one too; a line that is no PDU gets an error object."
        )

        @OptionGroup var input: LineTool

        func run() throws {
            try input.answer { (line) throws(PDUError) in
                DecodedPDU(pdu: try PDU(octets: Hexadecimal.octets(of: line, field: "pdu")))
            }
        }
    }

    struct Encode: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Write PDUs for AT+CMGS, from one JSON object a line.",
            discussion: """
                Keys: to, text or data_hex, encoding (auto, gsm7, ucs2, 8bit), class, srr, ref, mr, smsc, validity \
                (minutes). Every line gets one JSON object with pdus and lengths, or an error object.
                """)

        @OptionGroup var input: LineTool

        func run() throws {
            try input.answer { (line) throws(PDUError) in
                EncodeAnswer(try EncodeRequest.read(line).encoded())
            }
        }
    }
}

/// The part common to both tools: one line in, one JSON object out.
struct LineTool: ParsableArguments {
    @Flag(help: "Print JSON, the only format there is.")
    var json = false

    @Argument(help: ArgumentHelp("The file to read; - is standard input.", valueName: "file"))
    var file = "-"

    func answer(_ respond: (ArraySlice<UInt8>) throws(PDUError) -> some Encodable) throws {
        let lines: InputLines
        do {
            lines = try InputLines(path: file)
        } catch {
            throw ValidationError("\(error)")
        }
        var output = OutputLines()
        try lines.forEach { line in
            do {
                guard let line else {
                    throw PDUError(
                        .tooLong, field: "line", message: "a line has at most \(InputLines.maximumLength) octets")
                }
                output.append(try JSONText.line(respond(line)))
            } catch let error as PDUError {
                output.append(try JSONText.line(PDUErrorAnswer(error: error)))
            }
        } afterRead: {
            output.flush()
        }
    }
}
