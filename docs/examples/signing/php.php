<?php
// Fetches a token and inquires a QR, signed as the bank demands, with nothing but PHP and its OpenSSL.
//
//   SNAP_BASE_URL=http://127.0.0.1:7751 SNAP_DIALECT=bnc SNAP_REFERENCE_NO=2023081111626423051116587 php php.php
//
// The other variables are those of `bnc-sandbox partner show ID --env`; SNAP_PRIVATE_KEY_FILE names a PEM file
// instead of SNAP_PRIVATE_KEY_BASE64. Dialect bnc signs with the private key, snap with the client secret.
declare(strict_types=1);

function setting(string $name, string $default = ''): string
{
    $value = getenv("SNAP_$name");
    return $value === false ? $default : $value;
}

function timestamp(): string
{
    return (new DateTimeImmutable('now', new DateTimeZone('Asia/Jakarta')))->format('Y-m-d\TH:i:sP');
}

function signRsa(string $text): string
{
    $file = setting('PRIVATE_KEY_FILE');
    $pem = $file === '' ? base64_decode(setting('PRIVATE_KEY_BASE64')) : file_get_contents($file);
    openssl_sign($text, $signature, $pem, OPENSSL_ALGO_SHA256) || exit(openssl_error_string() . PHP_EOL);
    return base64_encode($signature);
}

function post(string $path, array $headers, string $body): array
{
    $lines = array_map(fn ($name, $value) => "$name: $value", array_keys($headers), $headers);
    $options = ['method' => 'POST', 'header' => ['Content-Type: application/json', ...$lines], 'content' => $body, 'ignore_errors' => true];
    $reply = file_get_contents(setting('BASE_URL', 'http://127.0.0.1:7751') . $path, false, stream_context_create(['http' => $options]));
    $status = explode(' ', $http_response_header[0])[1];
    echo "$status $reply\n";
    $status === '200' || exit(1);
    return json_decode($reply, true);
}

// #region token
function fetchToken(): string
{
    $now = timestamp();
    $key = setting('CLIENT_KEY');
    $headers = ['X-TIMESTAMP' => $now, 'X-CLIENT-KEY' => $key, 'X-SIGNATURE' => signRsa("$key|$now")];
    return post('/open/bi/v1.0/get/token', $headers, '{"grantType":"client_credentials"}')['accessToken'];
}
// #endregion

// #region call
/** `$body` is the text that travels: made once, hashed and sent as it is, so json_encode's `\/` does no harm. */
function call(string $path, string $token, string $body): array
{
    $now = timestamp();
    $hash = hash('sha256', $body);
    $signature = setting('DIALECT', 'bnc') === 'bnc'
        ? signRsa("POST:$path:$hash:$now")
        : base64_encode(hash_hmac('sha512', "POST:$path:$token:$hash:$now", setting('CLIENT_SECRET'), true));
    return post($path, [
        'Authorization' => "Bearer $token",
        'X-TIMESTAMP' => $now,
        'X-SIGNATURE' => $signature,
        'X-PARTNER-ID' => setting('PARTNER_ID'),
        'X-EXTERNAL-ID' => bin2hex(random_bytes(16)),
        'CHANNEL-ID' => setting('CHANNEL_ID', '95221'),
        'ORIGIN' => 'www.example.co.id',
    ], $body);
}
// #endregion

call('/open/bi/private/v1.0/qr/qr-mpm-query', fetchToken(),
    json_encode(['originalReferenceNo' => setting('REFERENCE_NO'), 'serviceCode' => '47']));
