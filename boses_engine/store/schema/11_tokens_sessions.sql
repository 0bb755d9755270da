-- tokens by their project's id, sessions of pages
-- A token's `project` is the id; those of a project that is gone are revoked, whatever comes to have its name. A session
-- is what a browser keeps in place of a token; only its hash is kept, and it ends with its token.

UPDATE tokens SET revoked_at_utc = coalesce(revoked_at_utc, current_timestamp::TIMESTAMP)
WHERE project IS NOT NULL AND project NOT IN (SELECT name FROM projects);

UPDATE tokens SET project = coalesce((SELECT p.id FROM projects p WHERE p.name = tokens.project), 'gone')
WHERE project IS NOT NULL;

CREATE TABLE sessions (
    sha256 VARCHAR PRIMARY KEY,
    token_id VARCHAR NOT NULL,
    expires_at_utc TIMESTAMP NOT NULL
);
