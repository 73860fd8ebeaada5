import { env } from "cloudflare:workers";
import { describe, expect, it } from "vitest";
import { issueReceipt } from "../../../../worker/forms/receipts/issuing.ts";
import { openReceiptKeys } from "../../../../worker/forms/receipts/keys.ts";
import { checkReceipt, receiptOf, signReceipt } from "../../../../worker/forms/receipts/signing.ts";
import { base64url } from "../../../../worker/web/base64url.ts";
import { consent } from "../../../fixtures/consent.ts";
import { receiptKey, retiredKey } from "../../../fixtures/receipt-key.ts";
import { addConsents, takeBack } from "../../consents.ts";

const keys = await openReceiptKeys(JSON.stringify(receiptKey));
const receipt = receiptOf([consent], "https://www.example.com");
if (!receipt) throw new Error("one consent makes a receipt");
const { jws } = await signReceipt(keys, receipt);
const issued = async (reference: string) => {
  const receipt = await issueReceipt(env, reference);
  if (receipt === "broken") throw new Error("the record does not hold");
  return receipt;
};
const problem = async (text: string) => (await checkReceipt(keys, text)).problem;

describe("the receipt of somebody who agreed", () => {
  it("names the text that was shown, the purpose and the time, and nobody", async () => {
    await addConsents(consent);
    const signed = await issued("M-1");
    expect(signed?.receipt).toMatchObject({
      iss: env.ORIGIN,
      sub: "M-1",
      controller: consent.controller,
      events: [
        {
          event: "given",
          purpose: "support",
          policy: { version: consent.policyVersion, language: "en", sha256: consent.policyHash },
          labelSha256: consent.labelHash,
          recordedAt: "2020-12-01T10:00:00.000Z",
        },
      ],
    });
    expect(await issued("M-1")).toEqual(signed);
    expect(await issued("M-2")).toBeUndefined();
  });

  it("is not signed for a text that was never published, although the record is ours", async () => {
    const never = { ...consent, id: "M-3/support", subject: "M-3", policyHash: "a".repeat(64) };
    const other = { ...consent, id: "M-4/support", subject: "M-4", policyLanguage: "fr" as never };
    await addConsents(never, other);
    expect(await issueReceipt(env, "M-3")).toBe("broken");
    expect(await issueReceipt(env, "M-4")).toBe("broken");
  });

  it("tells of a withdrawal, once there is one", async () => {
    await addConsents(consent);
    const recordedAt = new Date("2026-12-02T10:00:00Z");
    const by = {
      subject: "M-1",
      purpose: "support",
      method: "data-request",
      recordedAt,
      keptUntil: undefined,
    };
    await takeBack(by);
    const signed = await issued("M-1");
    expect(signed?.receipt.events.map(({ event }) => event)).toEqual(["given", "withdrawn"]);
    expect(signed && (await checkReceipt(keys, signed.jws)).receipt).toEqual(signed?.receipt);
  });

  it("is checked by any tool for signatures with the published key alone", async () => {
    const [header = "", payload = "", signature = ""] = jws.split(".");
    const bytes = (text: string) =>
      Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (char) => char.charCodeAt(0));
    const [published] = keys.published;
    expect(published).not.toHaveProperty("d");
    const key = await crypto.subtle.importKey("jwk", { ...published }, "Ed25519", false, ["verify"]);
    const input = new TextEncoder().encode(`${header}.${payload}`);
    expect(await crypto.subtle.verify("Ed25519", key, bytes(signature), input)).toBe(true);
    expect(JSON.parse(atob(header))).toEqual({
      alg: "EdDSA",
      typ: "consent-receipt+jwt",
      kid: published.kid,
    });
  });
});

describe("somebody who pastes a receipt", () => {
  it("is told that it is genuine, also when a mail has broken and quoted the line", async () => {
    const file = JSON.stringify({ receipt, jws }, undefined, 4);
    const quoted = jws.replace(/(.{60})/g, "$1\r\n> ");
    for (const text of [jws, ` \n${jws}\n`, quoted, file]) {
      expect(await checkReceipt(keys, text)).toEqual({ text, receipt });
    }
  });

  it("is told that it is not when any one character was changed", async () => {
    for (const index of jws.split("").keys()) {
      const other = jws[index] === "A" ? "B" : "A";
      const changed = jws.slice(0, index) + other + jws.slice(index + 1);
      expect(["forged", "unreadable", "unknown-key"]).toContain(await problem(changed));
    }
  });

  it("is told that the readable part was changed", async () => {
    const edited = { ...receipt, sub: "M-2" };
    expect(await problem(JSON.stringify({ receipt: edited, jws }))).toBe("edited");
    expect(await problem(JSON.stringify({ jws }))).toBe("edited");
  });

  it.each([
    ["nothing", "  \n", "empty"],
    ["a book", "a".repeat(40_001), "too-long"],
    ["a greeting", "Hello", "unreadable"],
    ["JSON of something else", '{"a":1}', "unreadable"],
    ["null", "null", "unreadable"],
    ["a part too many", `${jws}.x`, "unreadable"],
    ["a part too few", jws.split(".").slice(0, 2).join("."), "forged"],
  ])("is told what is wrong with %s", async (_, text, expected) => {
    expect(await problem(text)).toBe(expected);
  });

  it("is not deceived by a header that asks for no signature, another algorithm or another kind of text", async () => {
    const [, payload, signature] = jws.split(".");
    const kid = keys.published[0].kid;
    for (const header of [
      { alg: "none", typ: "consent-receipt+jwt", kid },
      { alg: "HS256", typ: "consent-receipt+jwt", kid },
      { alg: "EdDSA", typ: "JWT", kid },
      { alg: "EdDSA", typ: "consent-receipt+jwt", kid, crit: ["x"] },
    ]) {
      const written = base64url(new TextEncoder().encode(JSON.stringify(header)));
      expect(await problem(`${written}.${payload}.${signature}`)).toBe("unreadable");
      expect(await problem(`${written}.${payload}.`)).toBe("unreadable");
    }
  });
});

describe("a new key for receipts", () => {
  it("signs from then on, while the old one still proves what it signed, by its public part", async () => {
    const old = await openReceiptKeys(JSON.stringify(retiredKey));
    const signed = await signReceipt(old, receipt);
    expect(await problem(signed.jws)).toBe("unknown-key");
    const { d: _, ...retired } = retiredKey;
    const both = await openReceiptKeys(JSON.stringify({ keys: [receiptKey, retired] }));
    expect((await checkReceipt(both, signed.jws)).receipt).toEqual(receipt);
    expect((await signReceipt(both, receipt)).jws).toBe(jws);
    expect(both.published.map(({ kid }) => kid)).toEqual([keys.published[0].kid, old.published[0].kid]);
  });

  it.each([
    ["no JSON", "secret-words"],
    ["another kind of key", JSON.stringify({ kty: "RSA", n: "secret-words" })],
    ["no key at all", '{"keys":[]}'],
    ["only a public key", JSON.stringify({ ...receiptKey, d: undefined })],
  ])("is refused when it is %s, without being told", async (_, secret) => {
    await expect(openReceiptKeys(secret)).rejects.toThrow(/^RECEIPT_KEY (?!.*secret-words)/);
  });
});
