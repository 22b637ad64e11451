// Fetches a token and inquires a QR, signed as the bank demands, with Go's own library.
//
//	SNAP_BASE_URL=http://127.0.0.1:7751 SNAP_DIALECT=bnc SNAP_REFERENCE_NO=2023081111626423051116587 go run main.go
//
// The other variables are those of `bnc-sandbox partner show ID --env`; SNAP_PRIVATE_KEY_FILE names a PEM file
// instead of SNAP_PRIVATE_KEY_BASE64. Dialect bnc signs with the private key, snap with the client secret.
package main

import (
	"bytes"
	"crypto"
	"crypto/hmac"
	"crypto/rand"
	"crypto/rsa"
	"crypto/sha256"
	"crypto/sha512"
	"crypto/x509"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"encoding/pem"
	"fmt"
	"io"
	"log"
	"net/http"
	"os"
	"time"
)

func setting(name, otherwise string) string {
	if value := os.Getenv("SNAP_" + name); value != "" {
		return value
	}
	return otherwise
}

func must[T any](value T, err error) T {
	if err != nil {
		log.Fatal(err)
	}
	return value
}

// PKCS#8 (`BEGIN PRIVATE KEY`), as the sandbox makes it.
func privateKey() *rsa.PrivateKey {
	text := must(base64.StdEncoding.DecodeString(setting("PRIVATE_KEY_BASE64", "")))
	if file := setting("PRIVATE_KEY_FILE", ""); file != "" {
		text = must(os.ReadFile(file))
	}
	block, _ := pem.Decode(text)
	if block == nil {
		log.Fatal("the private key is no PEM")
	}
	return must(x509.ParsePKCS8PrivateKey(block.Bytes)).(*rsa.PrivateKey)
}

func timestamp() string {
	return time.Now().In(time.FixedZone("WIB", 7*3600)).Format("2006-01-02T15:04:05-07:00")
}

func signRsa(text string) string {
	digest := sha256.Sum256([]byte(text))
	return base64.StdEncoding.EncodeToString(must(rsa.SignPKCS1v15(rand.Reader, privateKey(), crypto.SHA256, digest[:])))
}

func post(path string, headers map[string]string, body []byte) map[string]any {
	request := must(http.NewRequest("POST", setting("BASE_URL", "http://127.0.0.1:7751")+path, bytes.NewReader(body)))
	request.Header.Set("Content-Type", "application/json")
	for name, value := range headers {
		request.Header.Set(name, value)
	}
	response := must(http.DefaultClient.Do(request))
	defer response.Body.Close()
	text := must(io.ReadAll(response.Body))
	fmt.Println(response.StatusCode, string(text))
	if response.StatusCode != 200 {
		os.Exit(1)
	}
	var reply map[string]any
	if err := json.Unmarshal(text, &reply); err != nil {
		log.Fatal(err)
	}
	return reply
}

// #region token
func fetchToken() string {
	now, key := timestamp(), setting("CLIENT_KEY", "")
	headers := map[string]string{"X-TIMESTAMP": now, "X-CLIENT-KEY": key, "X-SIGNATURE": signRsa(key + "|" + now)}
	reply := post("/open/bi/v1.0/get/token", headers, []byte(`{"grantType":"client_credentials"}`))
	return reply["accessToken"].(string)
}

// #endregion

// #region call
// body are the bytes that travel: made once, hashed and sent as they are, so Go's \u0026 does no harm.
func call(path, token string, body []byte) map[string]any {
	now := timestamp()
	digest := sha256.Sum256(body)
	hash := hex.EncodeToString(digest[:])
	var signature string
	if setting("DIALECT", "bnc") == "bnc" {
		signature = signRsa("POST:" + path + ":" + hash + ":" + now)
	} else {
		mac := hmac.New(sha512.New, []byte(setting("CLIENT_SECRET", "")))
		mac.Write([]byte("POST:" + path + ":" + token + ":" + hash + ":" + now))
		signature = base64.StdEncoding.EncodeToString(mac.Sum(nil))
	}
	externalId := make([]byte, 16)
	must(rand.Read(externalId))
	return post(path, map[string]string{
		"Authorization": "Bearer " + token,
		"X-TIMESTAMP":   now,
		"X-SIGNATURE":   signature,
		"X-PARTNER-ID":  setting("PARTNER_ID", ""),
		"X-EXTERNAL-ID": hex.EncodeToString(externalId),
		"CHANNEL-ID":    setting("CHANNEL_ID", "95221"),
		"ORIGIN":        "www.example.co.id",
	}, body)
}

// #endregion

func main() {
	inquiry := map[string]string{"originalReferenceNo": setting("REFERENCE_NO", ""), "serviceCode": "47"}
	call("/open/bi/private/v1.0/qr/qr-mpm-query", fetchToken(), must(json.Marshal(inquiry)))
}
