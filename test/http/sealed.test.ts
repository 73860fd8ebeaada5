import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { message } from "../fixtures/contact.ts";
import { eventually, send, servedSite, ticketOf } from "./site.ts";

const site = servedSite();
const typed = {
  ...message,
  name: "Gulnara Weidenbaum",
  email: "gulnara.weidenbaum@example.org",
  phone: "+7 495 555 0177",
  address: "17 Apricot Lane\nUppsala",
  message: "Do you ship forty crates of dried apricots to Uppsala?",
};

describe("the state folder, the database in it and the mail", () => {
  test("holds nothing that somebody typed into a form, nor whom mail went to", async () => {
    const ticket = await ticketOf(`${site.url}/en/contact/`);
    const answer = await send(`${site.url}/en/contact/`, { ticket, ...typed });
    expect(answer.status).toBe(303);
    const db = await site.server.db();
    const rows = await db
      .prepare("select count(*) as count from contact_messages")
      .first<{ count: number }>();
    expect(rows?.count).toBe(1);
    const mails = await eventually(async () => {
      const sent = site.server.mails();
      return sent.length >= 2 ? sent : undefined;
    });
    expect(mails.some(({ text }) => text.includes("forty crates"))).toBe(true);
    const files = filesIn(site.state);
    expect(files.some((file) => file.endsWith(".sqlite-wal"))).toBe(true);
    const bytes = Buffer.concat(files.map((file) => readFileSync(file)));
    // The reference shows that these are the files.
    const reference = /\/sent\/([^/]+)\//.exec(answer.headers.get("location") ?? "")?.[1] ?? "none";
    expect(bytes.includes(reference)).toBe(true);
    for (const words of ["Weidenbaum", "weidenbaum", "555 0177", "Apricot Lane", "Uppsala", "forty crates"]) {
      for (const encoding of ["utf8", "utf16le"] as const) {
        expect(bytes.includes(Buffer.from(words, encoding)), words).toBe(false);
      }
      expect(bytes.includes(Buffer.from(words).toString("base64").slice(0, -2)), words).toBe(false);
    }
  });
});

function filesIn(folder: string): string[] {
  return readdirSync(folder, { recursive: true })
    .map((file) => join(folder, String(file)))
    .filter((file) => statSync(file).isFile());
}
