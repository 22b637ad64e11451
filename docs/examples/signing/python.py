"""Fetches a token and inquires a QR, signed as the bank demands, with Python's own library.

    SNAP_BASE_URL=http://127.0.0.1:7751 SNAP_DIALECT=bnc SNAP_REFERENCE_NO=2023081111626423051116587 python3 python.py

The other variables are those of `bnc-sandbox partner show ID --env`; SNAP_PRIVATE_KEY_FILE names a PEM file
instead of SNAP_PRIVATE_KEY_BASE64. Dialect bnc signs with the private key, snap with the client secret.
Python itself has no RSA: the package `cryptography` does it, or, where that is missing, the command `openssl`.
"""
import base64
import hashlib
import hmac
import json
import os
import subprocess
import sys
import tempfile
import uuid
from datetime import datetime, timedelta, timezone
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import Request, urlopen

try:
    from cryptography.hazmat.primitives import hashes, serialization
    from cryptography.hazmat.primitives.asymmetric import padding
except ImportError:
    serialization = None


def setting(name, default=""):
    return os.environ.get(f"SNAP_{name}", default)


def private_pem():
    file = setting("PRIVATE_KEY_FILE")
    return Path(file).read_bytes() if file else base64.b64decode(setting("PRIVATE_KEY_BASE64"))


def timestamp():
    return datetime.now(timezone(timedelta(hours=7))).isoformat(timespec="seconds")


def sign_rsa(text):
    if serialization is not None:
        key = serialization.load_pem_private_key(private_pem(), password=None)
        return base64.b64encode(key.sign(text.encode(), padding.PKCS1v15(), hashes.SHA256())).decode()
    with tempfile.NamedTemporaryFile() as file:
        file.write(private_pem())
        file.flush()
        command = ["openssl", "dgst", "-sha256", "-sign", file.name]
        return base64.b64encode(subprocess.run(command, input=text.encode(), stdout=subprocess.PIPE, check=True).stdout).decode()


def post(path, headers, body):
    url = setting("BASE_URL", "http://127.0.0.1:7751") + path
    request = Request(url, data=body, headers={"Content-Type": "application/json", **headers}, method="POST")
    try:
        with urlopen(request) as response:
            status, text = response.status, response.read().decode()
    except HTTPError as error:
        status, text = error.code, error.read().decode()
    print(status, text)
    if status != 200:
        sys.exit(1)
    return json.loads(text)


# #region token
def fetch_token():
    now = timestamp()
    key = setting("CLIENT_KEY")
    headers = {"X-TIMESTAMP": now, "X-CLIENT-KEY": key, "X-SIGNATURE": sign_rsa(f"{key}|{now}")}
    return post("/open/bi/v1.0/get/token", headers, b'{"grantType":"client_credentials"}')["accessToken"]
# #endregion


# #region call
def call(path, token, body):
    """`body` are the bytes that travel, without white space between tokens: json.dumps puts some there by itself."""
    now = timestamp()
    digest = hashlib.sha256(body).hexdigest()
    if setting("DIALECT", "bnc") == "bnc":
        signature = sign_rsa(f"POST:{path}:{digest}:{now}")
    else:
        text = f"POST:{path}:{token}:{digest}:{now}"
        signature = base64.b64encode(hmac.digest(setting("CLIENT_SECRET").encode(), text.encode(), "sha512")).decode()
    return post(path, {
        "Authorization": f"Bearer {token}",
        "X-TIMESTAMP": now,
        "X-SIGNATURE": signature,
        "X-PARTNER-ID": setting("PARTNER_ID"),
        "X-EXTERNAL-ID": uuid.uuid4().hex,
        "CHANNEL-ID": setting("CHANNEL_ID", "95221"),
        "ORIGIN": "www.example.co.id",
    }, body)
# #endregion


inquiry = {"originalReferenceNo": setting("REFERENCE_NO"), "serviceCode": "47"}
call("/open/bi/private/v1.0/qr/qr-mpm-query", fetch_token(), json.dumps(inquiry, separators=(",", ":")).encode())
