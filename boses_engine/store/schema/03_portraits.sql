-- portraits

-- One a person, the latest; `png` is the file, byte for byte.
CREATE TABLE portraits (
    persona_id VARCHAR PRIMARY KEY,
    model VARCHAR NOT NULL,
    model_sha256 VARCHAR NOT NULL,
    seed BIGINT NOT NULL,
    prompt VARCHAR NOT NULL,
    seconds DOUBLE NOT NULL,
    png BLOB NOT NULL,
    saved_at_utc TIMESTAMP NOT NULL
);
