-- Money given back, and the way from the scID in a QR back to the QR.

CREATE TABLE refunds (
  partner_id        TEXT NOT NULL,
  refund_no         TEXT NOT NULL,
  reference_no      TEXT NOT NULL,
  -- The partner's own number; an admin's refund has none.
  partner_refund_no TEXT,
  amount            TEXT NOT NULL CHECK (amount GLOB '*[0-9].[0-9][0-9]' AND amount <> '0.00'),
  reason            TEXT,
  refunded_at       INTEGER NOT NULL,
  -- What was asked for and what was answered, so that the same request is answered the same again.
  fingerprint       TEXT,
  reply             TEXT CHECK (json_valid(reply)),
  CHECK (partner_refund_no IS NULL OR (fingerprint IS NOT NULL AND reply IS NOT NULL)),
  PRIMARY KEY (partner_id, refund_no),
  FOREIGN KEY (partner_id, reference_no) REFERENCES transactions ON DELETE CASCADE
) STRICT, WITHOUT ROWID;

CREATE UNIQUE INDEX refunds_by_partner_number
  ON refunds (partner_id, partner_refund_no) WHERE partner_refund_no IS NOT NULL;
CREATE INDEX refunds_of_transaction ON refunds (partner_id, reference_no, refunded_at);

-- Payments carry the scID of the QR that was paid; the QR itself is the one row that is not a payment.
CREATE UNIQUE INDEX transactions_by_sc_id
  ON transactions (sc_id, partner_id) WHERE sc_id IS NOT NULL AND kind <> 'payment';
