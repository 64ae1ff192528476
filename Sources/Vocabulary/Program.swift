/// What this program is.
public enum Program {
    /// The version, as `status` and `--version` print it.
    public static let version = "0.1.0"
    /// No clock that says an earlier time than this release is believed: 2026-11-25T00:00:00Z.
    public static let buildDate = Timestamp(seconds: 1_795_564_800)
}
