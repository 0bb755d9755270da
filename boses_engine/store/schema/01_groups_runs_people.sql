-- projects, groups, runs, personas, memberships, failures

CREATE TABLE schema_migrations (
    version INTEGER PRIMARY KEY,
    name VARCHAR NOT NULL,
    applied_at_utc TIMESTAMP NOT NULL
);

CREATE TABLE projects (
    name VARCHAR PRIMARY KEY
);

INSERT INTO projects VALUES ('default');

CREATE TABLE groups (
    id VARCHAR PRIMARY KEY,
    project VARCHAR NOT NULL,
    name VARCHAR NOT NULL,
    definition VARCHAR NOT NULL,
    generation_status VARCHAR NOT NULL
        CHECK (generation_status IN ('pending', 'generating', 'complete', 'failed')),
    created_at_utc TIMESTAMP NOT NULL
);

-- `ordinal` orders the runs by their latest start; a clock can stand still or go back.
CREATE TABLE runs (
    id VARCHAR PRIMARY KEY,
    group_id VARCHAR NOT NULL,
    ordinal BIGINT NOT NULL,
    status VARCHAR NOT NULL CHECK (status IN ('generating', 'complete', 'failed')),
    settings VARCHAR NOT NULL,
    report VARCHAR,
    started_at_utc TIMESTAMP NOT NULL,
    finished_at_utc TIMESTAMP
);

-- `record` is the JSON text byte for byte; the columns before it are copies to query by.
CREATE TABLE personas (
    id VARCHAR PRIMARY KEY,
    schema_version INTEGER NOT NULL,
    name VARCHAR NOT NULL,
    age INTEGER NOT NULL,
    gender VARCHAR NOT NULL,
    city VARCHAR NOT NULL,
    country_code VARCHAR NOT NULL,
    occupation VARCHAR NOT NULL,
    income_level VARCHAR NOT NULL,
    source VARCHAR NOT NULL,
    record VARCHAR NOT NULL,
    saved_at_utc TIMESTAMP NOT NULL
);

CREATE TABLE memberships (
    run_id VARCHAR NOT NULL,
    slot INTEGER NOT NULL CHECK (slot >= 0),
    group_id VARCHAR NOT NULL,
    persona_id VARCHAR NOT NULL,
    report VARCHAR NOT NULL,
    PRIMARY KEY (run_id, slot)
);

CREATE TABLE failures (
    run_id VARCHAR NOT NULL,
    slot INTEGER NOT NULL CHECK (slot >= 0),
    reason VARCHAR NOT NULL,
    attempts VARCHAR NOT NULL,
    report VARCHAR NOT NULL,
    PRIMARY KEY (run_id, slot)
);
