-- studies that are asked, and their answers
-- `record` is an answer as JSON text. The library's studies may be of a third kind, "asked"; DuckDB cannot change a
-- CHECK, so that table is made anew.

CREATE TABLE asked_studies (
    id VARCHAR PRIMARY KEY,
    name VARCHAR NOT NULL,
    definition VARCHAR NOT NULL,
    made_with VARCHAR NOT NULL,
    status VARCHAR NOT NULL CHECK (status IN ('generating', 'complete')),
    report VARCHAR,
    started_at_utc TIMESTAMP NOT NULL,
    finished_at_utc TIMESTAMP
);

CREATE TABLE answers (
    study_id VARCHAR NOT NULL,
    persona_id VARCHAR NOT NULL,
    question VARCHAR NOT NULL,
    repeat INTEGER NOT NULL,
    record VARCHAR NOT NULL,
    PRIMARY KEY (study_id, persona_id, question, repeat)
);

CREATE TABLE studies_of_three_kinds (
    id VARCHAR PRIMARY KEY,
    ordinal BIGINT NOT NULL,
    kind VARCHAR NOT NULL CHECK (kind IN ('run', 'outside', 'asked')),
    country_code VARCHAR,
    name VARCHAR NOT NULL,
    at_utc TIMESTAMP NOT NULL
);

INSERT INTO studies_of_three_kinds SELECT id, ordinal, kind, country_code, name, at_utc FROM studies;

DROP TABLE studies;

ALTER TABLE studies_of_three_kinds RENAME TO studies;
