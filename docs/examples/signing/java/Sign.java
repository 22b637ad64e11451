// Fetches a token and inquires a QR, signed as the bank demands, with Java's own library (11 or later).
//
//   SNAP_BASE_URL=http://127.0.0.1:7751 SNAP_DIALECT=bnc SNAP_REFERENCE_NO=2023081111626423051116587 java Sign.java
//
// The other variables are those of `bnc-sandbox partner show ID --env`; SNAP_PRIVATE_KEY_FILE names a PEM file
// instead of SNAP_PRIVATE_KEY_BASE64. Dialect bnc signs with the private key, snap with the client secret.
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

public class Sign {
    static String setting(String name, String otherwise) {
        String value = System.getenv("SNAP_" + name);
        return value == null || value.isEmpty() ? otherwise : value;
    }

    static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    // PKCS#8 (BEGIN PRIVATE KEY), as the sandbox makes it.
    static PrivateKey privateKey() throws Exception {
        String file = setting("PRIVATE_KEY_FILE", "");
        byte[] text = file.isEmpty() ? Base64.getDecoder().decode(setting("PRIVATE_KEY_BASE64", "")) : Files.readAllBytes(Path.of(file));
        String inner = new String(text, StandardCharsets.US_ASCII).replaceAll("-----[^-]+-----|\\s", "");
        return KeyFactory.getInstance("RSA").generatePrivate(new PKCS8EncodedKeySpec(Base64.getDecoder().decode(inner)));
    }

    // A format of its own: toString() leaves out seconds that are zero.
    static String timestamp() {
        return OffsetDateTime.now(ZoneOffset.ofHours(7)).format(DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ssXXX"));
    }

    static String signRsa(String text) throws Exception {
        Signature signature = Signature.getInstance("SHA256withRSA");
        signature.initSign(privateKey());
        signature.update(utf8(text));
        return Base64.getEncoder().encodeToString(signature.sign());
    }

    static String hex(byte[] bytes) {
        StringBuilder text = new StringBuilder();
        for (byte each : bytes) text.append(String.format("%02x", each));
        return text.toString();
    }

    static String post(String path, Map<String, String> headers, String body) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(setting("BASE_URL", "http://127.0.0.1:7751") + path))
            .version(HttpClient.Version.HTTP_1_1)
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofByteArray(utf8(body)));
        headers.forEach(request::header);
        HttpResponse<String> response = HttpClient.newHttpClient().send(request.build(), HttpResponse.BodyHandlers.ofString());
        System.out.println(response.statusCode() + " " + response.body());
        if (response.statusCode() != 200) System.exit(1);
        return response.body();
    }

    // #region token
    static String fetchToken() throws Exception {
        String now = timestamp();
        String key = setting("CLIENT_KEY", "");
        Map<String, String> headers = Map.of("X-TIMESTAMP", now, "X-CLIENT-KEY", key, "X-SIGNATURE", signRsa(key + "|" + now));
        String reply = post("/open/bi/v1.0/get/token", headers, "{\"grantType\":\"client_credentials\"}");
        Matcher token = Pattern.compile("\"accessToken\":\"([^\"]+)\"").matcher(reply);
        if (!token.find()) throw new IllegalStateException("the reply has no accessToken");
        return token.group(1);
    }
    // #endregion

    // #region call
    // body is the text that travels: made once, hashed and sent as it is.
    static String call(String path, String token, String body) throws Exception {
        String now = timestamp();
        String hash = hex(MessageDigest.getInstance("SHA-256").digest(utf8(body)));
        String signature;
        if (setting("DIALECT", "bnc").equals("bnc")) {
            signature = signRsa("POST:" + path + ":" + hash + ":" + now);
        } else {
            Mac mac = Mac.getInstance("HmacSHA512");
            mac.init(new SecretKeySpec(utf8(setting("CLIENT_SECRET", "")), "HmacSHA512"));
            signature = Base64.getEncoder().encodeToString(mac.doFinal(utf8("POST:" + path + ":" + token + ":" + hash + ":" + now)));
        }
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("Authorization", "Bearer " + token);
        headers.put("X-TIMESTAMP", now);
        headers.put("X-SIGNATURE", signature);
        headers.put("X-PARTNER-ID", setting("PARTNER_ID", ""));
        headers.put("X-EXTERNAL-ID", UUID.randomUUID().toString());
        headers.put("CHANNEL-ID", setting("CHANNEL_ID", "95221"));
        headers.put("ORIGIN", "www.example.co.id");
        return post(path, headers, body);
    }
    // #endregion

    public static void main(String[] args) throws Exception {
        String body = "{\"originalReferenceNo\":\"" + setting("REFERENCE_NO", "") + "\",\"serviceCode\":\"47\"}";
        call("/open/bi/private/v1.0/qr/qr-mpm-query", fetchToken(), body);
    }
}
