"""Receives the bank's notifications with nothing but Python: verifies, does each one once, acknowledges.

    BANK_URL=http://127.0.0.1:7751 PORT=3000 python3 receive.py
"""
import base64
import hashlib
import hmac
import json
import os
from datetime import datetime, timezone
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.request import urlopen

BANK_URL = os.environ.get("BANK_URL", "http://127.0.0.1:7751")
TOLERANCE_SECONDS = 300

# Keep these in your database: a notification comes again, with the same X-EXTERNAL-ID, until it is acknowledged.
done = set()


def number(base64url):
    return int.from_bytes(base64.urlsafe_b64decode(base64url + "=" * (-len(base64url) % 4)), "big")


with urlopen(BANK_URL + "/.well-known/jwks.json") as reply:
    KEY = json.load(reply)["keys"][0]
N, E = number(KEY["n"]), number(KEY["e"])

# What PKCS#1 v1.5 puts before a SHA-256 digest.
DIGEST_INFO = bytes.fromhex("3031300d060960864801650304020105000420")


def verify_rsa(text, signature):
    """SHA256withRSA. With the package `cryptography`, its public_key.verify does the same."""
    size = (N.bit_length() + 7) // 8
    if len(signature) != size:
        return False
    info = DIGEST_INFO + hashlib.sha256(text.encode()).digest()
    expected = b"\x00\x01" + b"\xff" * (size - len(info) - 3) + b"\x00" + info
    return hmac.compare_digest(pow(int.from_bytes(signature, "big"), E, N).to_bytes(size, "big"), expected)


def is_from_bank(path, headers, body):
    """`body` are the bytes as they came, `path` is the path as it was requested, query string included."""
    timestamp = headers.get("X-TIMESTAMP", "")
    try:
        age = datetime.now(timezone.utc) - datetime.fromisoformat(timestamp)
        signature = base64.b64decode(headers.get("X-SIGNATURE", ""), validate=True)
    except (ValueError, TypeError):
        return False
    if abs(age.total_seconds()) > TOLERANCE_SECONDS:
        return False
    return verify_rsa(f"POST:{path}:{hashlib.sha256(body).hexdigest()}:{timestamp}", signature)


class Receiver(BaseHTTPRequestHandler):
    def do_POST(self):
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        if not is_from_bank(self.path, self.headers, body):
            self.answer(401, "4015200", "Unauthorized. [Signature]")
            return
        external_id = self.headers["X-EXTERNAL-ID"]
        if external_id not in done:
            told = json.loads(body)
            # Ask the bank (QR MPM status inquiry) before you hand anything out: a notification only tells you to look.
            print(told["originalReferenceNo"], told["latestTransactionStatus"], told["amount"]["value"], flush=True)
            done.add(external_id)
        self.answer(200, "2005200", "Successful")

    def answer(self, status, code, message):
        body = json.dumps({"responseCode": code, "responseMessage": message}).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        pass


server = ThreadingHTTPServer(("127.0.0.1", int(os.environ.get("PORT", "3000"))), Receiver)
print(f"listening on {server.server_port}", flush=True)
server.serve_forever()
