<?php
// Receives the bank's notifications with nothing but PHP: verifies, does each one once, acknowledges.
//
//   BANK_PUBLIC_KEY=bank.pem php -S 127.0.0.1:3000 receive.php
//
// where bank.pem is what GET /admin/bank/public-key answers (or bankPublicKey of your partner).
declare(strict_types=1);

const TOLERANCE_SECONDS = 300;

/** `$body` are the bytes as they came, `$path` is the path as it was requested, query string included. */
function isFromBank(string $path, string $timestamp, string $signature, string $body, string $bankKey): bool
{
    $at = strtotime($timestamp);
    $bytes = base64_decode($signature, true);
    if ($at === false || abs(time() - $at) > TOLERANCE_SECONDS || $bytes === false) {
        return false;
    }
    $signed = "POST:$path:" . hash('sha256', $body) . ":$timestamp";
    return openssl_verify($signed, $bytes, $bankKey, OPENSSL_ALGO_SHA256) === 1;
}

function answer(int $status, string $code, string $message): void
{
    http_response_code($status);
    header('Content-Type: application/json');
    echo json_encode(['responseCode' => $code, 'responseMessage' => $message]);
}

$body = file_get_contents('php://input');
$bankKey = file_get_contents(getenv('BANK_PUBLIC_KEY') ?: 'bank.pem');
$timestamp = $_SERVER['HTTP_X_TIMESTAMP'] ?? '';
$signature = $_SERVER['HTTP_X_SIGNATURE'] ?? '';

if (!isFromBank($_SERVER['REQUEST_URI'], $timestamp, $signature, $body, $bankKey)) {
    answer(401, '4015200', 'Unauthorized. [Signature]');
    return;
}

// Use a unique column of your database instead: a notification comes again, with the same X-EXTERNAL-ID, until it is acknowledged.
$mark = sys_get_temp_dir() . '/bank-notification-' . hash('sha256', $_SERVER['HTTP_X_EXTERNAL_ID'] ?? '');
if (@fopen($mark, 'x') !== false) {
    $told = json_decode($body, true);
    // Ask the bank (QR MPM status inquiry) before you hand anything out: a notification only tells you to look.
    error_log("{$told['originalReferenceNo']} {$told['latestTransactionStatus']} {$told['amount']['value']}");
}
answer(200, '2005200', 'Successful');
