-- The journal: every exchange with the bank's clients. Written in batches, the oldest go first.

CREATE TABLE journal (
  id            INTEGER PRIMARY KEY,
  at            INTEGER NOT NULL,
  partner_id    TEXT,
  service       TEXT,
  reference_no  TEXT,
  external_id   TEXT,
  response_code TEXT,
  method        TEXT NOT NULL,
  path          TEXT NOT NULL,
  headers       TEXT NOT NULL,
  body          BLOB NOT NULL,
  body_length   INTEGER NOT NULL,
  status        INTEGER,
  reply         TEXT NOT NULL,
  step          INTEGER NOT NULL,
  why           TEXT,
  more          TEXT,
  duration_us   INTEGER NOT NULL,
  bytes         INTEGER NOT NULL
) STRICT;

CREATE INDEX journal_of_partner ON journal (partner_id, id);

-- What was deleted for one partner: entries up to this one are not shown any more, and go when their turn comes.
CREATE TABLE journal_cleared (
  partner_id TEXT PRIMARY KEY,
  up_to      INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
