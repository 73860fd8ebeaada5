import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { registration } from "../fixtures/answers.ts";
import { madeClient } from "../http/accounts.ts";
import { fillIn, rowsOf, sharedSite } from "../http/site.ts";
import { Visitor } from "../http/visitor.ts";
import { WalkedSite } from "../trial/walked-site.ts";
import { from, inText } from "./outside.ts";

const site = sharedSite();
const { password } = registration;

describe("erasure", () => {
  test("You can see, correct, export and erase the data we hold about you in your account.", async () => {
    const email = "exports@promises.example.org";
    await fillIn(`${site.url}/en/order/`, { ...from("order", email), goods: "Felt slippers" });
    const client = await madeClient(site.server, email);
    expect(inText(await (await client.open("/en/account/orders/")).text())).toContain("Felt slippers");
    const download = await client.fillIn("/en/account/export/", { password });
    expect(download.status).toBe(200);
    expect((await download.arrayBuffer()).byteLength).toBeGreaterThan(500);
  });

  test("Once an erasure is confirmed, we carry it out at once.", async () => {
    const email = "erased@promises.example.org";
    await fillIn(`${site.url}/en/order/`, from("order", email));
    await fillIn(`${site.url}/en/contact/`, from("contact", email));
    const client = await madeClient(site.server, email);
    const tables = ["orders", "contact_messages", "users"];
    const before = await Promise.all(tables.map(async (table) => (await rowsOf(site.server, table)).length));
    await client.fillIn("/en/account/delete/", { when: "now", password });
    const after = await Promise.all(tables.map(async (table) => (await rowsOf(site.server, table)).length));
    expect(after).toEqual(before.map((count) => count - 1));
  });

  test("If the law makes us keep something, we give you a list of each item, the reason and the date on which we will erase it.", async () => {
    const client = await madeClient(site.server, "list@promises.example.org");
    await client.fillIn("/en/account/consents/accept/", { consent: "yes", password });
    const page = inText(await (await client.open("/en/account/delete/")).text());
    expect(page).toMatch(/Until \d+ \w+ \d{4}/);
  });

  test("The mark holds no name and no address.", async () => {
    const [mark = {}] = await rowsOf(site.server, "erasures");
    expect(Object.keys(mark).toSorted()).toEqual(["erased_at", "subject_index"]);
    expect(String(mark.subject_index)).toMatch(/^[\w-]{43}$/);
  });

  test("If we restore a backup, we repeat the erasure.", async () => {
    const walked = await WalkedSite.startedOn("2026-12-10", false);
    try {
      const email = "leaves@promises.example.org";
      await madeClient(walked.server, email);
      await fillIn(`${walked.url}/en/contact/`, from("contact", email));
      const copy = join(walked.state, "copy.sqlite");
      await walked.run("backup", copy);
      const client = new Visitor(walked.url);
      await client.fillIn("/en/sign-in/", { email, password });
      const gone = await client.fillIn("/en/account/delete/", { when: "now", password });
      expect(gone.headers.get("location")).toBe("/en/erased/");
      await walked.run("restore", copy, "--at", "2026-12-10T13:00");
      await walked.server.runCron();
      expect(await rowsOf(walked.server, "contact_messages")).toEqual([]);
      expect(await rowsOf(walked.server, "users")).toEqual([]);
    } finally {
      await walked.server.stop();
    }
  });
});
