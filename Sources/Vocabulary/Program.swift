/// Facts about this program.
public enum Program {
    /// The version, as `status` and `--version` print it.
    public static let version = "0.1.0"
    /// The release date, 2026-11-25T00:00:00Z: a clock that shows an earlier time is not believed.
    public static let buildDate = Timestamp(seconds: 1_795_564_800)
}
