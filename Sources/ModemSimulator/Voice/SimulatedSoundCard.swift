import Foundation

/// The USB sound card of a module, as files: an ALSA configuration whose device records what is played.
///
/// Give ``configurationPath`` to a program as `ALSA_CONFIG_PATH`; several cards are joined by `:`. The program then
/// sees no real card of the machine. The device does not pace: it accepts sound of any rate and format at once.
public struct SimulatedSoundCard: Sendable {
    /// The ALSA configuration.
    public let configurationPath: String
    /// The device a program opens, to play and to record.
    public let deviceName: String
    private let playedPath: String
    private let callerPath: String

    /// Writes the files into an existing folder; `name` distinguishes the cards of one process.
    ///
    /// ALSA parses the path like a shell and splits it at colons, so it must have no white space, quotes or colons.
    /// Throws the error of writing a file.
    public init(folder: String, name: String = "modem") throws {
        deviceName = name
        let base = URL(filePath: folder).appending(path: name).path(percentEncoded: false)
        configurationPath = base + ".conf"
        playedPath = base + ".played.raw"
        callerPath = base + ".caller.raw"
        try Data(Self.configuration(name, played: playedPath, caller: callerPath).utf8).write(
            to: URL(filePath: configurationPath))
        try Data().write(to: URL(filePath: playedPath))
        try callerSays([])
    }

    /// Everything that was played since the device was last opened, read as 16 bit samples.
    ///
    /// Programs fill their last period with silence. Throws when the file cannot be read.
    public func played() throws -> [Int16] {
        RawSamples.samples(try Data(contentsOf: URL(filePath: playedPath)))
    }

    /// Sets what the device records when it is opened next, followed by a minute of silence at 16 kHz.
    ///
    /// A recording that continues beyond that has undefined content. Throws when the file cannot be written.
    public func callerSays(_ samples: [Int16]) throws {
        try (Data(RawSamples.octets(samples)) + Data(count: 60 * 16_000 * 2)).write(to: URL(filePath: callerPath))
    }

    private static func configuration(_ name: String, played: String, caller: String) -> String {
        """
        pcm.\(name)_none { type null }
        pcm.\(name)_out {
            type file
            slave.pcm \(name)_none
            format raw
            truncate true
            file "\(played)"
        }
        pcm.\(name)_in {
            type file
            slave.pcm \(name)_none
            format raw
            file "/dev/null"
            infile "\(caller)"
        }
        pcm.\(name) {
            type asym
            playback.pcm \(name)_out
            capture.pcm \(name)_in
        }

        """
    }
}
