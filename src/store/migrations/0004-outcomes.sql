-- Forced outcomes: what testers have armed, with how often each has met a call and fired.

CREATE TABLE outcomes (
  id         INTEGER PRIMARY KEY AUTOINCREMENT,
  partner_id TEXT REFERENCES partners ON DELETE CASCADE,
  origin     TEXT NOT NULL CHECK (origin IN ('armed', 'fixture')),
  wish       TEXT NOT NULL CHECK (json_valid(wish)),
  created_at INTEGER NOT NULL,
  expires_at INTEGER,
  met        INTEGER NOT NULL DEFAULT 0,
  used       INTEGER NOT NULL DEFAULT 0
) STRICT;

-- A sequence goes on by one step a call, counted per transaction reference.
CREATE TABLE outcome_steps (
  outcome_id INTEGER NOT NULL REFERENCES outcomes ON DELETE CASCADE,
  subject    TEXT NOT NULL,
  steps      INTEGER NOT NULL,
  PRIMARY KEY (outcome_id, subject)
) STRICT, WITHOUT ROWID;
