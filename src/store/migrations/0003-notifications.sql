-- Notifications that the bank owes its partners, every attempt to deliver one, and the faults of the webhook lab.
-- Instants are milliseconds since 1970 by the partner's clock; sent_at is real time.

CREATE TABLE notifications (
  position           INTEGER PRIMARY KEY AUTOINCREMENT,
  id                 TEXT NOT NULL UNIQUE CHECK (length(id) BETWEEN 1 AND 36),
  partner_id         TEXT NOT NULL,
  reference_no       TEXT NOT NULL,
  transaction_status TEXT NOT NULL CHECK (
    transaction_status IN ('initiated', 'paying', 'pending', 'success', 'refunded', 'canceled', 'failed', 'expired')
  ),
  body               TEXT NOT NULL CHECK (json_valid(body)),
  status             TEXT NOT NULL CHECK (status IN ('pending', 'delivered', 'failed')),
  created_at         INTEGER NOT NULL,
  first_at           INTEGER NOT NULL,
  next_at            INTEGER,
  extra_at           INTEGER,
  extra_cause        TEXT CHECK (extra_cause IN ('redelivery', 'duplicate')),
  tries              INTEGER NOT NULL DEFAULT 0 CHECK (tries >= 0),
  held               INTEGER NOT NULL DEFAULT 0 CHECK (held IN (0, 1)),
  delivered_at       INTEGER,
  fault              TEXT,
  fault_seconds      INTEGER,
  -- What is pending is owed: there is a moment at which it will be tried.
  CHECK ((status = 'pending') = (next_at IS NOT NULL)),
  CHECK ((status = 'delivered') = (delivered_at IS NOT NULL)),
  CHECK ((extra_at IS NULL) = (extra_cause IS NULL)),
  FOREIGN KEY (partner_id, reference_no) REFERENCES transactions ON DELETE CASCADE
) STRICT;

CREATE INDEX notifications_of_transaction ON notifications (partner_id, reference_no, position);
CREATE INDEX notifications_by_reference ON notifications (reference_no, position);
CREATE INDEX notifications_of_partner ON notifications (partner_id, position);
CREATE INDEX notifications_owed ON notifications (position) WHERE next_at IS NOT NULL OR extra_at IS NOT NULL;
CREATE INDEX notifications_held ON notifications (partner_id) WHERE held = 1;

CREATE TABLE attempts (
  notification  INTEGER NOT NULL REFERENCES notifications ON DELETE CASCADE,
  number        INTEGER NOT NULL,
  cause         TEXT NOT NULL CHECK (cause IN ('schedule', 'redelivery', 'duplicate')),
  at            INTEGER NOT NULL,
  sent_at       INTEGER NOT NULL,
  url           TEXT,
  headers       TEXT NOT NULL CHECK (json_valid(headers)),
  result        TEXT NOT NULL,
  detail        TEXT NOT NULL,
  http_status   INTEGER,
  response_body TEXT,
  duration_ms   INTEGER NOT NULL,
  fault         TEXT,
  PRIMARY KEY (notification, number)
) STRICT, WITHOUT ROWID;

-- Without a partner a fault is every partner's.
CREATE TABLE webhook_faults (
  position      INTEGER PRIMARY KEY AUTOINCREMENT,
  id            TEXT NOT NULL UNIQUE,
  partner_id    TEXT REFERENCES partners ON DELETE CASCADE,
  kind          TEXT NOT NULL,
  times         INTEGER CHECK (times >= 1),
  delay_seconds INTEGER CHECK (delay_seconds >= 1),
  used          INTEGER NOT NULL DEFAULT 0 CHECK (used >= 0 AND (times IS NULL OR used <= times))
) STRICT;

CREATE INDEX webhook_faults_of_partner ON webhook_faults (partner_id, position);
