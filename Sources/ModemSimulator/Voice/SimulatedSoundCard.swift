import Foundation

/// The USB sound card of a module, as files: an ALSA configuration whose device writes down what is played.
///
/// Give ``configurationPath`` to a program as `ALSA_CONFIG_PATH`; several cards are joined by `:`. With that alone a
/// program sees no card of the machine. The device keeps no pace: it takes everything at once, of any rate and form.
public struct SimulatedSoundCard: Sendable {
    /// The ALSA configuration.
    public let configurationPath: String
    /// The device a program opens, to play and to record.
    public let deviceName: String
    private let playedPath: String
    private let callerPath: String

    /// Writes the files into a folder, which must be there; `name` tells cards in one process apart.
    ///
    /// ALSA takes the path apart as a shell does, and at colons: no white space, quotes or colons in it. Throws what
    /// writing a file throws.
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

    /// What is recorded from the device the next time it is opened, and a minute of silence at 16 kHz behind it.
    ///
    /// A recording that goes on beyond that holds anything. Throws when the file cannot be written.
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
