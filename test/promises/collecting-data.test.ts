import { describe, expect, test } from "vitest";
import { registration } from "../fixtures/answers.ts";
import { chrome } from "../fixtures/visit.ts";
import { madeClient } from "../http/accounts.ts";
import { eventually, fillIn, referenceOf, rowsOf, sharedSite } from "../http/site.ts";
import { from, onDisk, press, rowCounts, textAt } from "./outside.ts";

const site = sharedSite();

describe("collecting-data", () => {
  test("A visit to this site collects nothing at all about the Client.", async () => {
    const [before, views] = [await rowCounts(site), await viewsSeen()];
    const agent = `${chrome("139.0.7.31")} Traceable/4711`;
    for (const path of ["/en/", "/en/policy/", "/en/contact/", "/en/statistics/", "/en/nothing/"]) {
      const answer = await fetch(site.url + path, {
        headers: {
          "user-agent": agent,
          "sec-fetch-dest": "document",
          "sec-fetch-site": "none",
          "cf-connecting-ip": "203.0.113.77",
          referer: "https://words.traceable.example/?q=traceable-words",
        },
      });
      expect(answer.headers.getSetCookie(), path).toEqual([]);
      expect(await answer.text(), path).not.toMatch(
        /<script(?! type="application\/ld\+json">)|<img[^>]*src="https?:|<link[^>]*href="https?:\/\/(?!www\.example\.com)/,
      );
    }
    // Four pages were viewed, and one view was left out because there is no such page.
    await eventually(async () => {
      const { fromThere, leftOut } = await viewsSeen();
      return (fromThere === 4 && leftOut > views.leftOut) || undefined;
    });
    expect(await rowCounts(site)).toEqual(before);
    expect(onDisk(site, ["Traceable/4711", "203.0.113.77", "traceable-words"])).toEqual([]);
  });

  test("Apart from that record, the only Client data we obtain is personal information that you choose to give us when you fill in a form.", async () => {
    const before = await rowCounts(site);
    await fetch(`${site.url}/en/contact/`);
    await fillIn(`${site.url}/en/contact/`, { name: "Half", message: "Not sent in the end" });
    expect(await rowCounts(site)).toEqual(before);
  });

  test("You can always change your personal data, or delete it, in your personal account on this site.", async () => {
    const email = "changes.mind@promises.example.org";
    const client = await madeClient(site.server, email);
    const details = { name: "Bolat Serik", phone: "+7 701 555 0100", address: "5 Abai Avenue" };
    expect((await client.fillIn("/en/account/details/", details)).status).toBe(303);
    expect(await (await client.open("/en/account/details/")).text()).toContain("Bolat Serik");
    const { password } = registration;
    const gone = await client.fillIn("/en/account/delete/", { when: "now", password });
    expect(gone.headers.get("location")).toBe("/en/erased/");
    expect((await client.fillIn("/en/sign-in/", { email, password })).status).toBe(422);
  });

  test("If you have no account, you can use the data request page.", async () => {
    const email = "no.account@promises.example.org";
    const reference = referenceOf(await fillIn(`${site.url}/en/data-request/`, from("data-request", email)));
    expect((await press(site, email, "confirm")).status).toBe(200);
    expect(await textAt(site, `/en/sent/${reference}/`)).toContain(reference);
  });
});

/** How many views came from the site that the test names, and how many were left out. */
async function viewsSeen(): Promise<{ fromThere: number; leftOut: number }> {
  const rows = await rowsOf(site.server, "visit_cells");
  const sum = (some: typeof rows) => some.reduce((views, row) => views + Number(row.views), 0);
  return {
    fromThere: sum(rows.filter(({ value }) => value === "words.traceable.example")),
    leftOut: sum(rows.filter(({ indicator }) => indicator === "not-counted")),
  };
}
