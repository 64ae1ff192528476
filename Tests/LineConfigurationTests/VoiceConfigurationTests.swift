import TestFolders
import Testing

/// Settings of calls that cannot work are refused at start, with their place.
struct VoiceConfigurationTests {
    private func problems(_ more: String) throws -> [String] {
        try ConfigurationFolder(more + ConfigurationFolder.line()).problems()
    }

    @Test(
        "a speech command that cannot work",
        arguments: [
            ("[]", "names no program"), ("[\"\", \"{output}\"]", "names no program"),
            ("[\"piper\"]", "does not say where the program puts its sound"),
            ("[\"piper\", \"{outptu}\"]", "does not say where the program puts its sound"),
            ("[\"piper\", \"-v\", \"{voice}\", \"{output}\"]", "has {voice}, which nothing fills in"),
        ])
    func speech(command: String, complaint: String) throws {
        let problems = try problems("[voice]\ntts = \(command)\n")
        #expect(problems.count == 1 && problems[0].hasPrefix("jedisnon.toml:2: voice.tts: \(complaint)"))
    }

    @Test("a speech command that may work")
    func goodSpeech() throws {
        #expect(try problems("[voice]\ntts = [\"sh\", \"-c\", \"say {a b} > {output}\", \"{language}\"]\n") == [])
    }

    @Test(
        "an audio device that cannot be one",
        arguments: [
            ("audio = \"\"", "names no device"), ("audio = \"alsa:\"", "names no device"),
            ("audio = \"/dev/montreal\"", "is the AT port of a modem"),
            ("audio = \"/dev/x/../montreal\"", "is the AT port of a modem"),
            ("audio = \"/dev/\\u001b\"", "names no device"),
        ])
    func audio(line: String, complaint: String) throws {
        let problems = try ConfigurationFolder(ConfigurationFolder.line(line)).problems()
        #expect(problems.count == 1 && problems[0].hasPrefix("jedisnon.toml:5: line.audio: \(complaint)"))
    }

    @Test("an audio device that two lines want, or one line names twice")
    func sharedAudio() throws {
        let two =
            ConfigurationFolder.line("audio = \"/dev/ttyUSB4\"")
            + ConfigurationFolder.line("audio = \"/dev/ttyUSB4\"", id: "quebec", number: "+14185550102")
        #expect(
            try ConfigurationFolder(two).problems()
                == ["jedisnon.toml:10: line.audio: /dev/ttyUSB4 is used by the line at jedisnon.toml:1 too"])
        let twice = """
            [[line]]
            id = "a"
            number = "+15145550101"
            modem = { device = "/dev/x", audio = "/dev/y" }
            audio = "/dev/z"

            """
        let problems = try ConfigurationFolder(twice).problems()
        #expect(problems.count == 1 && problems[0].contains("line.audio: is given twice"))
    }

    @Test(
        "a message without a word, and a recording without a name",
        arguments: [
            ("message = { fr = \"  \\t \" }", "jedisnon.toml:5: line.message: the text is empty"),
            ("prompt = { fr = \"\" }", "jedisnon.toml:5: line.prompt.fr: names no file"),
            ("spoken = [\"fr\", \"en\", \"fr\"]", "jedisnon.toml:5: line.spoken: names a language twice"),
        ])
    func blank(line: String, complaint: String) throws {
        let problems = try ConfigurationFolder(ConfigurationFolder.line(line)).problems()
        #expect(problems.count == 1 && problems[0].hasPrefix(complaint))
    }
}
