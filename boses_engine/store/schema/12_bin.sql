-- what was deleted lately
-- Rows of deleted groups and studies stand in the schema `bin`, each with the deletion that it went with, until they are
-- had back or their time is over. Its tables have the columns of those of the same name, in their order: a step that
-- changes one of these changes both; but participations, whose people get other numbers when they come back.

CREATE TABLE deletions (
    id VARCHAR PRIMARY KEY,
    kind VARCHAR NOT NULL CHECK (kind IN ('group', 'study')),
    project VARCHAR NOT NULL,
    key VARCHAR NOT NULL,
    name VARCHAR NOT NULL,
    at_utc TIMESTAMP NOT NULL
);

CREATE SCHEMA bin;

CREATE TABLE bin.portraits AS SELECT ''::VARCHAR AS deletion, * FROM main.portraits LIMIT 0;
CREATE TABLE bin.earlier_records AS SELECT ''::VARCHAR AS deletion, * FROM main.earlier_records LIMIT 0;
CREATE TABLE bin.makings AS SELECT ''::VARCHAR AS deletion, * FROM main.makings LIMIT 0;
CREATE TABLE bin.personas AS SELECT ''::VARCHAR AS deletion, * FROM main.personas LIMIT 0;
CREATE TABLE bin.matches AS SELECT ''::VARCHAR AS deletion, * FROM main.matches LIMIT 0;
CREATE TABLE bin.reuses AS SELECT ''::VARCHAR AS deletion, * FROM main.reuses LIMIT 0;
CREATE TABLE bin.memberships AS SELECT ''::VARCHAR AS deletion, * FROM main.memberships LIMIT 0;
CREATE TABLE bin.runs AS SELECT ''::VARCHAR AS deletion, * FROM main.runs LIMIT 0;
CREATE TABLE bin.groups AS SELECT ''::VARCHAR AS deletion, * FROM main.groups LIMIT 0;
CREATE TABLE bin.project_studies AS SELECT ''::VARCHAR AS deletion, * FROM main.project_studies LIMIT 0;
CREATE TABLE bin.asked_studies AS SELECT ''::VARCHAR AS deletion, * FROM main.asked_studies LIMIT 0;
CREATE TABLE bin.answers AS SELECT ''::VARCHAR AS deletion, * FROM main.answers LIMIT 0;
CREATE TABLE bin.studies AS SELECT ''::VARCHAR AS deletion, * FROM main.studies LIMIT 0;
CREATE TABLE bin.members AS SELECT ''::VARCHAR AS deletion, * FROM main.members LIMIT 0;

CREATE TABLE bin.participations (
    deletion VARCHAR NOT NULL,
    persona_id VARCHAR NOT NULL,
    study_id VARCHAR NOT NULL,
    ordinal BIGINT NOT NULL,
    outcomes VARCHAR NOT NULL
);
