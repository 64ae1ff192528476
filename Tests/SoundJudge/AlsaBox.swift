import Foundation
import Glibc

/// Sound cards without a card: a folder with an ALSA configuration of its own, in which no real card exists.
///
/// `played` takes sound as fast as it is given and proves the content; `paced` takes it at the speed of the clock, runs
/// out of it, stalls and vanishes like a card.
public struct AlsaBox: Sendable {
    /// The file that `ALSA_CONFIG_PATH` has to name.
    public let configuration: String

    /// A box for the whole of this process, which from then on sees no real card.
    public static let shared = Result {
        let folder = FileManager.default.temporaryDirectory.appending(path: "jedisnon-alsa-box-\(getuid())")
        let box = try AlsaBox(folder: folder)
        // Once and for all: libasound reads the variable at every open.
        setenv("ALSA_CONFIG_PATH", box.configuration, 1)
        return box
    }

    /// Builds the paced card and writes the configuration into `folder`.
    public init(folder: URL) throws {
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        let library = folder.appending(path: "libpaced.so").path()
        let source = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .appending(path: "VoiceTests/Alsa/paced.c").path()
        // Renamed into place, because another process may be using the one that is there.
        let fresh = library + "." + UUID().uuidString
        try SoundTool.run("cc", ["-shared", "-fPIC", "-DPIC", "-O1", "-o", fresh, source, "-lasound"])
        guard rename(fresh, library) == 0 else { throw POSIXError(.init(rawValue: errno) ?? .EIO) }
        let file = folder.appending(path: "asound.conf")
        try Self.text(library: library).write(to: file, atomically: true, encoding: .utf8)
        configuration = file.path()
    }

    /// A device without a clock that writes what it is given into `file`.
    public func played(into file: String, caller: String = "/dev/null") -> String {
        "played:FILE=\"\(file)\",CALLER=\"\(caller)\""
    }

    /// A device that plays by the clock and writes into `file` what the caller would hear, at its own rate and channels.
    ///
    /// After `stall` samples it takes nothing for 300 ms, once; after `gone` samples it does not exist any more; 0 is never.
    public func paced(
        into file: String, caller: String = "/dev/null", rate: Int = 8000, channels: Int = 1, stall: Int = 0,
        gone: Int = 0
    ) -> String {
        "paced:FILE=\"\(file)\",CALLER=\"\(caller)\",RATE=\(rate),CHANNELS=\(channels),STALL=\(stall),GONE=\(gone)"
    }

    private static func text(library: String) -> String {
        """
        pcm.nothing { type null }
        pcm.played {
            @args [ FILE CALLER ]
            @args.FILE { type string default "/dev/null" }
            @args.CALLER { type string default "/dev/null" }
            type file
            slave.pcm nothing
            file $FILE
            infile $CALLER
            format raw
            truncate true
        }
        pcm_type.paced { lib "\(library)" }
        pcm.paced {
            @args [ FILE CALLER RATE CHANNELS STALL GONE ]
            @args.FILE { type string default "/dev/null" }
            @args.CALLER { type string default "/dev/null" }
            @args.RATE { type integer default 8000 }
            @args.CHANNELS { type integer default 1 }
            @args.STALL { type integer default 0 }
            @args.GONE { type integer default 0 }
            type paced
            file $FILE
            caller $CALLER
            rate $RATE
            channels $CHANNELS
            stall $STALL
            gone $GONE
        }

        """
    }
}
