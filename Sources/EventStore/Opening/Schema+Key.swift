extension Schema {
    /// The key of the hashes is outside the database, which holds only a mark by which the key is recognised.
    ///
    /// `outside_seq` is the last applied entry of the list of STOPs and blocks, `start_mark` and `last_start_mark` the
    /// last starts, `copied_at` the time of the copy, `hold` why nobody is answered until a person resumes the lines.
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
