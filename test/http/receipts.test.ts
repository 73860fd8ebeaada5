import { createPublicKey, verify } from "node:crypto";
import { beforeAll, describe, expect, test } from "vitest";
import { message } from "../fixtures/contact.ts";
import { eventually, send, servedSite, ticketOf } from "./site.ts";

const site = servedSite();
const checker = () => `${site.url}/en/receipt/`;
let reference: string;
let file: { receipt: { events: { purpose: string }[] }; jws: string };

beforeAll(async () => {
  const contact = `${site.url}/en/contact/`;
  const sent = await send(contact, { ticket: await ticketOf(contact), ...message });
  reference = /\/sent\/([^/]+)\//.exec(sent.headers.get("location") ?? "")?.[1] ?? "";
  file = await (await fetch(`${site.url}/en/sent/${reference}/receipt.json`)).json();
});

describe("someone who has sent a form", () => {
  test("reads on the confirmation what they agreed to, and can keep the receipt", async () => {
    const html = await (await fetch(`${site.url}/en/sent/${reference}/`)).text();
    expect(html).toContain("Your receipt");
    expect(html).toContain("To answer you and to stay in contact about it");
    expect(html).toContain(`href="/en/sent/${reference}/receipt.json"`);
    expect(html).toContain(file.jws);
    const download = await fetch(`${site.url}/en/sent/${reference}/receipt.json`);
    expect(download.headers.get("content-type")).toContain("application/json");
    expect(download.headers.get("content-disposition")).toContain(`receipt-${reference}.json`);
    expect(download.headers.get("cache-control")).toBe("no-store");
    for (const typed of [message.name, message.email, "apricots"])
      expect(await download.clone().text()).not.toContain(typed);
  });

  test("is told in the mail where the receipt is", async () => {
    const mail = await eventually(async () => site.server.mails().find(({ to }) => to === message.email));
    expect(mail.text).toContain(`${site.url}/en/sent/${reference}/#receipt`);
  });

  test("can prove it without this site, with the published keys and any tool", async () => {
    const { keys } = await (await fetch(`${site.url}/.well-known/receipt-keys.json`)).json();
    const [header = "", payload = "", signature = ""] = file.jws.split(".");
    const { kid } = JSON.parse(Buffer.from(header, "base64url").toString());
    const key = createPublicKey({ key: keys.find((one: { kid: string }) => one.kid === kid), format: "jwk" });
    const signed = Buffer.from(`${header}.${payload}`);
    expect(verify(null, signed, key, Buffer.from(signature, "base64url"))).toBe(true);
    expect(JSON.parse(Buffer.from(payload, "base64url").toString())).toEqual(file.receipt);
    expect(JSON.stringify(keys)).not.toContain('"d"');
  });
});

describe("someone who checks a receipt", () => {
  const check = async (receipt: string) => {
    const answer = await send(checker(), { receipt });
    return { status: answer.status, html: await answer.text() };
  };

  test("is told that it is genuine and what it says, by the line or by the file", async () => {
    for (const text of [file.jws, JSON.stringify(file)]) {
      const { status, html } = await check(text);
      expect(status).toBe(200);
      expect(html).toContain("This receipt is genuine");
      expect(html).toContain(reference);
      expect(html).not.toMatch(/<title>Error/);
    }
  });

  test("gets the page back with the reason and the text kept when it is not", async () => {
    const edited = JSON.stringify({ ...file, receipt: { ...file.receipt, sub: "<b>M-2</b>" } });
    for (const [text, reason] of [
      ["", "Paste a receipt"],
      ["Hello", "This is not a receipt of ours"],
      [file.jws.slice(0, -4), "This receipt is not genuine"],
      [edited, "The readable part of this file was changed"],
      ["x".repeat(20_001), "too long for a receipt"],
    ] as const) {
      const { status, html } = await check(text);
      expect(status).toBe(422);
      expect(html).toContain(reason);
      expect(html).toMatch(/<title>Error: /);
      expect(html).toContain('href="#receipt"');
      expect(html).not.toContain("This receipt is genuine");
      expect(html).toContain(
        `>\n${text.replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;")}`,
      );
    }
  });

  test("has to come from this site, with a form", async () => {
    expect((await send(checker(), { receipt: file.jws }, { origin: "https://evil.example" })).status).toBe(
      403,
    );
    const headers = { origin: site.url, "content-type": "application/json" };
    expect((await fetch(checker(), { method: "POST", headers, body: JSON.stringify(file) })).status).toBe(
      415,
    );
    expect((await fetch(`${site.url}/en/sent/M-0000-0000-0000/receipt.json`)).status).toBe(404);
  });
});
