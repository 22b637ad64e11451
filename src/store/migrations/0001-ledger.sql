-- The bank's ledger: partners, their merchants and transactions, and what the clock will bring.
-- Instants are milliseconds since 1970 by the partner's clock. Amounts are canonical decimal texts: money is never a float.

CREATE TABLE meta (
  name  TEXT PRIMARY KEY,
  value TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE partners (
  partner_id           TEXT PRIMARY KEY,
  position             INTEGER NOT NULL UNIQUE,
  client_key           TEXT NOT NULL UNIQUE,
  client_secret        TEXT NOT NULL,
  public_key           TEXT NOT NULL,
  private_key          TEXT,
  token_key            TEXT NOT NULL,
  dialect              TEXT NOT NULL CHECK (dialect IN ('bnc', 'snap')),
  signature            TEXT NOT NULL CHECK (signature IN ('asymmetric', 'symmetric')),
  callback_url         TEXT,
  callback_signature   TEXT NOT NULL CHECK (callback_signature IN ('asymmetric', 'symmetric')),
  callback_token_url   TEXT,
  settings             TEXT NOT NULL CHECK (json_valid(settings)),
  origin               TEXT NOT NULL CHECK (origin IN ('fixture', 'admin'))
) STRICT, WITHOUT ROWID;

CREATE TABLE merchants (
  partner_id  TEXT NOT NULL REFERENCES partners ON DELETE CASCADE,
  merchant_id TEXT NOT NULL,
  position    INTEGER NOT NULL,
  name        TEXT NOT NULL,
  city        TEXT NOT NULL,
  postal_code TEXT NOT NULL,
  category    TEXT NOT NULL CHECK (category GLOB '[0-9][0-9][0-9][0-9]'),
  pan         TEXT NOT NULL CHECK (pan GLOB '93600490*' AND length(pan) = 18),
  nmid        TEXT NOT NULL CHECK (length(nmid) = 15),
  criteria    TEXT NOT NULL CHECK (criteria IN ('UMI', 'UKE', 'UME', 'UBE', 'URE')),
  PRIMARY KEY (partner_id, merchant_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE transactions (
  partner_id           TEXT NOT NULL REFERENCES partners ON DELETE CASCADE,
  reference_no         TEXT NOT NULL,
  partner_reference_no TEXT,
  kind                 TEXT NOT NULL CHECK (kind IN ('dynamic', 'static', 'payment')),
  status               TEXT NOT NULL CHECK (
    CASE kind
      WHEN 'static' THEN status IN ('active', 'canceled')
      ELSE status IN ('initiated', 'paying', 'pending', 'success', 'refunded', 'canceled', 'failed', 'expired')
    END
  ),
  amount               TEXT CHECK (amount GLOB '*[0-9].[0-9][0-9]'),
  fee_amount           TEXT NOT NULL CHECK (fee_amount GLOB '*[0-9].[0-9][0-9]'),
  refunded_amount      TEXT NOT NULL DEFAULT '0.00' CHECK (refunded_amount GLOB '*[0-9].[0-9][0-9]'),
  merchant_id          TEXT NOT NULL,
  sub_merchant_id      TEXT,
  store_id             TEXT,
  terminal_id          TEXT,
  sc_id                TEXT,
  trace_id             TEXT,
  qr_content           TEXT,
  qr_reference_no      TEXT,
  created_at           INTEGER NOT NULL,
  expires_at           INTEGER,
  in_grace             INTEGER NOT NULL DEFAULT 0 CHECK (in_grace IN (0, 1)),
  paid_at              INTEGER,
  rrn                  TEXT,
  bank_code            TEXT,
  bank_name            TEXT,
  customer_pan         TEXT,
  fingerprint          TEXT,
  CHECK (kind = 'static' OR amount IS NOT NULL),
  CHECK (status NOT IN ('success', 'refunded') OR paid_at IS NOT NULL),
  PRIMARY KEY (partner_id, reference_no)
) STRICT, WITHOUT ROWID;

CREATE UNIQUE INDEX transactions_by_partner_reference
  ON transactions (partner_id, partner_reference_no) WHERE partner_reference_no IS NOT NULL;
CREATE INDEX transactions_by_time ON transactions (created_at, partner_id, reference_no);
CREATE INDEX transactions_of_partner_by_time ON transactions (partner_id, created_at, reference_no);
CREATE INDEX transactions_by_qr
  ON transactions (partner_id, qr_reference_no, created_at) WHERE qr_reference_no IS NOT NULL;

CREATE TABLE history (
  partner_id   TEXT NOT NULL,
  reference_no TEXT NOT NULL,
  seq          INTEGER NOT NULL,
  from_status  TEXT,
  to_status    TEXT NOT NULL,
  event        TEXT NOT NULL,
  at           INTEGER NOT NULL,
  cause        TEXT NOT NULL,
  PRIMARY KEY (partner_id, reference_no, seq),
  FOREIGN KEY (partner_id, reference_no) REFERENCES transactions ON DELETE CASCADE
) STRICT, WITHOUT ROWID;

-- An X-EXTERNAL-ID is used up once a partner and Jakarta calendar day.
CREATE TABLE external_ids (
  partner_id  TEXT NOT NULL,
  day         TEXT NOT NULL,
  external_id TEXT NOT NULL,
  PRIMARY KEY (partner_id, day, external_id)
) STRICT, WITHOUT ROWID;

-- A clock that was moved: the bank's own under '', a partner's under its id. Without a row a clock shows real time.
CREATE TABLE clocks (
  partner_id TEXT PRIMARY KEY,
  offset_ms  INTEGER NOT NULL,
  frozen_at  INTEGER
) STRICT, WITHOUT ROWID;

-- Waiting is a row that becomes due.
CREATE TABLE due (
  partner_id TEXT NOT NULL,
  due_at     INTEGER NOT NULL,
  kind       TEXT NOT NULL,
  subject    TEXT NOT NULL,
  PRIMARY KEY (partner_id, due_at, kind, subject)
) STRICT, WITHOUT ROWID;
CREATE INDEX due_by_time ON due (due_at);
