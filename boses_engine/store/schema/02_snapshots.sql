-- snapshots, signals

-- `record` is the whole snapshot as JSON text; `signals` are copies to query by.
CREATE TABLE snapshots (
    version VARCHAR PRIMARY KEY,
    market VARCHAR NOT NULL,
    format INTEGER NOT NULL,
    record VARCHAR NOT NULL,
    saved_at_utc TIMESTAMP NOT NULL
);

CREATE TABLE signals (
    version VARCHAR NOT NULL,
    id VARCHAR NOT NULL,
    market VARCHAR NOT NULL,
    source_kind VARCHAR NOT NULL,
    theme VARCHAR NOT NULL,
    part_of_life VARCHAR NOT NULL,
    statement VARCHAR NOT NULL,
    rows BIGINT NOT NULL,
    share DOUBLE,
    share_low DOUBLE,
    share_high DOUBLE,
    rating_mean DOUBLE,
    first_date DATE,
    last_date DATE,
    PRIMARY KEY (version, id)
);
