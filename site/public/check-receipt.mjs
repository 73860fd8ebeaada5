// Checks a receipt without the site that gave it: nothing is sent anywhere.
//
//   node check-receipt.mjs receipt.json receipt-keys.json
//
// receipt.json is the downloaded receipt, or any text with its long signed line; receipt-keys.json are our public keys,
// /.well-known/receipt-keys.json. Node.js 20 or later is all it takes. Or OpenSSL 3, in a shell, with the "x" of the key:
//
//   line=$(grep -oE -m1 'eyJ[A-Za-z0-9_-]+[.][A-Za-z0-9_-]+[.][A-Za-z0-9_-]{86}' receipt.json)
//   printf %s "${line%.*}" > signed
//   printf %s== "${line##*.}" | tr _- /+ | base64 -d > signature
//   printf -- '-----BEGIN PUBLIC KEY-----\nMCowBQYDK2VwAyEA%s=\n-----END PUBLIC KEY-----\n' "$(printf %s "$x" | tr _- /+)" > key.pem
//   openssl pkeyutl -verify -pubin -inkey key.pem -rawin -in signed -sigfile signature
import { createPublicKey, verify } from "node:crypto";
import { readFileSync } from "node:fs";

const [receiptFile, keysFile] = process.argv.slice(2);
if (!receiptFile || !keysFile) {
  console.error("Usage: node check-receipt.mjs receipt.json receipt-keys.json");
  process.exit(2);
}

const { keys } = JSON.parse(readFileSync(keysFile, "utf8"));
const text = readFileSync(receiptFile, "utf8");
const [line = ""] = /eyJ[\w-]+\.[\w-]+\.[\w-]{86}/.exec(text) ?? [];
const [header, payload, signature] = line.split(".");
const decoded = (part) => JSON.parse(Buffer.from(part, "base64url").toString());
const key = line && keys.find(({ kid }) => kid === decoded(header).kid);

if (
  key &&
  verify(
    null,
    Buffer.from(`${header}.${payload}`),
    createPublicKey({ key, format: "jwk" }),
    Buffer.from(signature, "base64url"),
  )
) {
  console.log("Genuine. This, and nothing else in the file, was signed:");
  console.log(JSON.stringify(decoded(payload), undefined, 2));
} else {
  console.error(
    line ? "Not genuine: no key of this file has signed it." : "There is no receipt in this file.",
  );
  process.exitCode = 1;
}
