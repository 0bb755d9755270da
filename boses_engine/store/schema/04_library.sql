-- the persona library
-- `members` are copies of what people are matched by, `number` what the other tables and the index know them under;
-- their `studies`, `good` and `measures` sum up their `participations`, and are changed together with these: a join with
-- a million of them would be slower than the whole match. `good` and `measures` stand for outcomes, see `Measure.good`.
-- A vector is float32, little-endian, of unit length. `country_code` of a study is that of a run. `content_key` is the
-- begin of `content_sha256` as a number.

CREATE TABLE members (
    number BIGINT PRIMARY KEY,
    persona_id VARCHAR NOT NULL UNIQUE,
    content_sha256 VARCHAR NOT NULL,
    content_key BIGINT NOT NULL,
    schema_version INTEGER NOT NULL,
    project VARCHAR NOT NULL,
    run_id VARCHAR,
    name VARCHAR NOT NULL,
    gender VARCHAR NOT NULL,
    age INTEGER NOT NULL,
    country_code VARCHAR NOT NULL,
    region VARCHAR,
    city VARCHAR NOT NULL,
    income_level VARCHAR NOT NULL,
    category VARCHAR NOT NULL,
    decision_style VARCHAR NOT NULL,
    openness INTEGER NOT NULL,
    conscientiousness INTEGER NOT NULL,
    extraversion INTEGER NOT NULL,
    agreeableness INTEGER NOT NULL,
    neuroticism INTEGER NOT NULL,
    price_consciousness INTEGER NOT NULL,
    brand_trust INTEGER NOT NULL,
    novelty_seeking INTEGER NOT NULL,
    ad_scepticism INTEGER NOT NULL,
    social_reliance INTEGER NOT NULL,
    model VARCHAR NOT NULL,
    snapshot VARCHAR,
    identity VARCHAR NOT NULL,
    made_at_utc TIMESTAMP NOT NULL,
    retired BOOLEAN NOT NULL,
    studies INTEGER NOT NULL,
    good DOUBLE NOT NULL,
    measures INTEGER NOT NULL
);

CREATE TABLE vectors (
    number BIGINT NOT NULL,
    encoder VARCHAR NOT NULL,
    vector BLOB NOT NULL,
    PRIMARY KEY (number, encoder)
);

CREATE TABLE studies (
    id VARCHAR PRIMARY KEY,
    ordinal BIGINT NOT NULL,
    kind VARCHAR NOT NULL CHECK (kind IN ('run', 'outside')),
    country_code VARCHAR,
    name VARCHAR NOT NULL,
    at_utc TIMESTAMP NOT NULL
);

CREATE TABLE participations (
    study_id VARCHAR NOT NULL,
    number BIGINT NOT NULL,
    ordinal BIGINT NOT NULL,
    outcomes VARCHAR NOT NULL,
    PRIMARY KEY (study_id, number)
);

CREATE TABLE matches (
    run_id VARCHAR PRIMARY KEY,
    state VARCHAR NOT NULL,
    eligible BIGINT NOT NULL,
    encoder VARCHAR NOT NULL
);

CREATE TABLE reuses (
    run_id VARCHAR NOT NULL,
    slot INTEGER NOT NULL,
    persona_id VARCHAR NOT NULL,
    study INTEGER NOT NULL,
    similarity DOUBLE NOT NULL,
    distance DOUBLE NOT NULL,
    PRIMARY KEY (run_id, slot)
);
