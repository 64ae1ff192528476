extension Schema {
    /// The key of the hashes is outside the database: here is only a mark by which it is recognised.
    ///
    /// `outside_seq` is the last entry of the list of STOPs and blocks that this database knows, `start_mark` and
    /// `last_start_mark` the last starts, `copied_at` when it was copied, `hold` why nobody is answered until a person says so.
    static let keyVersion = """
        ALTER TABLE box ADD COLUMN key_mark BLOB;
        ALTER TABLE box ADD COLUMN outside_seq INTEGER NOT NULL DEFAULT 0;
        ALTER TABLE box ADD COLUMN start_mark BLOB;
        ALTER TABLE box ADD COLUMN last_start_mark BLOB;
        ALTER TABLE box ADD COLUMN copied_at INTEGER;
        ALTER TABLE box ADD COLUMN hold TEXT;
        ALTER TABLE box DROP COLUMN secret;
        UPDATE box SET erasure_pending = 1;
        CREATE INDEX sender_erased ON sender (erased_at) WHERE erased_at IS NOT NULL;
        """
}
