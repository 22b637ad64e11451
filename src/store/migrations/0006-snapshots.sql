-- Named copies of the ledger. What each holds stands in tables of its own, snapshot_<id>_<table>, made and dropped with it.

CREATE TABLE snapshots (
  id           INTEGER PRIMARY KEY AUTOINCREMENT,
  name         TEXT NOT NULL,
  -- NULL: the whole bank. A snapshot outlives its partner, and brings it back.
  partner_id   TEXT,
  -- Real time, in milliseconds.
  created_at   INTEGER NOT NULL,
  transactions INTEGER NOT NULL
) STRICT;

CREATE UNIQUE INDEX snapshots_by_name ON snapshots (name, coalesce(partner_id, ''));
