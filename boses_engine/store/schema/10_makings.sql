-- how people were made
-- Of the run that made a person, what stands in no record; it outlives the run, and moves with the person in library
-- files. `definition` is the group's, `library` the library's state, where the run reused somebody. `effort`, `decoding`
-- and `written` are JSON; the last two are NULL in people made before they were kept. `how` is JSON too, and says what
-- took the place of an earlier record.

CREATE TABLE makings (
    persona_id VARCHAR PRIMARY KEY,
    run_id VARCHAR NOT NULL,
    slot INTEGER NOT NULL,
    project VARCHAR NOT NULL,
    definition VARCHAR NOT NULL,
    library VARCHAR,
    effort VARCHAR NOT NULL,
    decoding VARCHAR,
    written VARCHAR
);

INSERT INTO makings
SELECT m.persona_id, m.run_id, m.slot, g.project, g.definition,
       CASE WHEN m.run_id IN (SELECT run_id FROM reuses) THEN x.state END, m.report, NULL, NULL
FROM memberships m
JOIN groups g ON g.id = m.group_id
JOIN runs r ON r.id = m.run_id
LEFT JOIN matches x ON x.run_id = m.run_id
LEFT JOIN reuses u ON u.run_id = m.run_id AND u.slot = m.slot
WHERE u.slot IS NULL
QUALIFY row_number() OVER (PARTITION BY m.persona_id ORDER BY r.ordinal) = 1;

ALTER TABLE earlier_records ADD COLUMN how VARCHAR;
