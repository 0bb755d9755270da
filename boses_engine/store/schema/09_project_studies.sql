-- studies of projects, and their queue
-- A study of a project is to `asked_studies` what a group is to its runs: `asked_id` is what it was asked as last. Queued
-- groups and studies are worked off together: an ordinal of `study_queue` is none of `queue`.

CREATE TABLE project_studies (
    id VARCHAR PRIMARY KEY,
    project VARCHAR NOT NULL,
    definition VARCHAR NOT NULL,
    points_by VARCHAR NOT NULL,
    status VARCHAR NOT NULL CHECK (status IN ('pending', 'generating', 'complete', 'failed')),
    reason VARCHAR,
    asked_id VARCHAR,
    created_at_utc TIMESTAMP NOT NULL
);

CREATE TABLE study_queue (
    ordinal BIGINT PRIMARY KEY,
    study_id VARCHAR NOT NULL,
    asked_at_utc TIMESTAMP NOT NULL
);
