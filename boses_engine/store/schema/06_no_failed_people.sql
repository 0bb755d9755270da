-- no failed people
-- Everybody can be told of: nobody fails, and nothing is tried again.

DROP TABLE failures;

ALTER TABLE queue DROP COLUMN resume;
