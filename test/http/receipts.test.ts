import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { message } from "../fixtures/contact.ts";
import { eventually, send, sharedSite, ticketOf } from "./site.ts";

const site = sharedSite();
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
    const mail = await eventually(async () =>
      site.server.mails().find(({ to, text }) => to === message.email && text.includes(reference)),
    );
    expect(mail.text).toContain(`${site.url}/en/sent/${reference}/#receipt`);
  });

  test("can prove it without this site, with what its page offers to download", async () => {
    const html = await (await fetch(checker())).text();
    const folder = mkdtempSync(join(site.state, "offline-"));
    for (const [path, name] of [
      ["/check-receipt.mjs", "check-receipt.mjs"],
      ["/.well-known/receipt-keys.json", "receipt-keys.json"],
    ] as const) {
      expect(html).toContain(`href="${path}"`);
      writeFileSync(join(folder, name), await (await fetch(`${site.url}${path}`)).text());
    }
    expect(readFileSync(join(folder, "receipt-keys.json"), "utf8")).not.toContain('"d"');
    const command =
      /node (check-receipt\.mjs) (receipt\.json) (receipt-keys\.json)/.exec(html)?.slice(1) ?? [];
    const check = (receipt: string) => {
      writeFileSync(join(folder, "receipt.json"), receipt);
      return spawnSync(process.execPath, command, { cwd: folder, encoding: "utf8" });
    };
    for (const text of [JSON.stringify(file, undefined, 2), `> ${file.jws}\n`]) {
      const { status, stdout } = check(text);
      expect(stdout).toMatch(/^Genuine/);
      expect(JSON.parse(stdout.slice(stdout.indexOf("{")))).toEqual(file.receipt);
      expect(status).toBe(0);
    }
    const [header = "", payload = "", signature = ""] = file.jws.split(".");
    const other = Buffer.from(JSON.stringify({ ...file.receipt, sub: "M-2" })).toString("base64url");
    for (const forged of [
      `${header}.${other}.${signature}`,
      `${header}.${payload}.${"A".repeat(86)}`,
      "Hello",
    ])
      expect(check(forged)).toMatchObject({ status: 1, stdout: "" });
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
      ["x".repeat(40_001), "too long for a receipt"],
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
