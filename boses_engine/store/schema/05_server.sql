-- projects, tokens, queue

ALTER TABLE projects ADD COLUMN id VARCHAR;

ALTER TABLE projects ADD COLUMN created_at_utc TIMESTAMP;

UPDATE projects SET id = 'prj-' || substr(sha256(name), 1, 12), created_at_utc = current_timestamp::TIMESTAMP;

-- Why a group failed; NULL where it did not.
ALTER TABLE groups ADD COLUMN reason VARCHAR;

-- Only a token's hash is kept. `project` is NULL in one that may do everything.
CREATE TABLE tokens (
    id VARCHAR PRIMARY KEY,
    name VARCHAR NOT NULL,
    project VARCHAR,
    sha256 VARCHAR NOT NULL,
    created_at_utc TIMESTAMP NOT NULL,
    expires_at_utc TIMESTAMP,
    revoked_at_utc TIMESTAMP
);

-- Runs asked for, worked off by `ordinal`; a row goes when its run has ended.
CREATE TABLE queue (
    ordinal BIGINT PRIMARY KEY,
    group_id VARCHAR NOT NULL,
    seed BIGINT NOT NULL,
    resume BOOLEAN NOT NULL,
    asked_at_utc TIMESTAMP NOT NULL
);
