import { describe, expect, test } from "vitest";
import { answers } from "../fixtures/answers.ts";
import { fillIn, referenceOf, rowsOf, sharedSite } from "../http/site.ts";
import { from, onDisk, rowCounts } from "./outside.ts";

const site = sharedSite();
const asking = ["contact", "order", "feedback"] as const;

describe("main-provisions", () => {
  test.each(asking)(
    "Such consent counts only if you tick a box for it yourself, or sign for it as described under “Signature”. (%s)",
    async (form) => {
      const page = `${site.url}/en/${form}/`;
      const before = await rowCounts(site);
      const { consent: _, ...unticked } = answers[form];
      const refused = await fillIn(page, unticked);
      expect(refused.status).toBe(422);
      expect(await rowCounts(site)).toEqual(before);
      const reference = referenceOf(await fillIn(page, answers[form]));
      const consents = (await rowsOf(site.server, "consents")).filter(({ subject }) => subject === reference);
      expect(consents.map(({ event }) => event)).toEqual(["given"]);
    },
  );

  test("We never assume it.", async () => {
    for (const form of [...asking, "newsletter", "data-request"]) {
      const html = await (await fetch(`${site.url}/en/${form}/`)).text();
      expect(html, form).not.toMatch(/<input[^>]*type="(?:checkbox|radio)"[^>]*checked/);
      expect(html, form).not.toMatch(/<input[^>]*type="hidden"[^>]*name="(?:consent|newsletter)"/);
    }
  });

  test("We undertake to protect personal data and to keep it intact.", async () => {
    const email = "gulsara.akhmetova@promises.example.org";
    const words = ["Gulsara Akhmetova", "Where are the 31 blankets?", email];
    await fillIn(`${site.url}/en/contact/`, {
      ...from("contact", email),
      name: "Gulsara Akhmetova",
      message: "Where are the 31 blankets?",
    });
    expect(onDisk(site, words)).toEqual([]);
    const { db } = site.server;
    for (const change of ["update consents set event = 'withdrawn'", "delete from consents"])
      await expect(db.prepare(change).run(), change).rejects.toThrow(/consent is/);
  });
});
