-- The acceptance sheet: where each case stands, and the proof. It outlives the entries of the journal that it came from.

CREATE TABLE acceptance (
  partner_id TEXT NOT NULL,
  case_id    TEXT NOT NULL,
  status     TEXT NOT NULL CHECK (status IN ('passed', 'failed')),
  at         INTEGER NOT NULL,
  why        TEXT,
  threads    TEXT NOT NULL,
  evidence   TEXT NOT NULL,
  PRIMARY KEY (partner_id, case_id)
) STRICT;
