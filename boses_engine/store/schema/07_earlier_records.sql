-- records before a rewording
-- What people were before they were told anew; `number` counts from 1, the record in use is the newest.

CREATE TABLE earlier_records (
    persona_id VARCHAR NOT NULL,
    number INTEGER NOT NULL,
    record VARCHAR NOT NULL,
    replaced_at_utc TIMESTAMP NOT NULL,
    PRIMARY KEY (persona_id, number)
);
