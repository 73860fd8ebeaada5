import { expect, test } from "vitest";
import { answers } from "../fixtures/answers.ts";
import { send, sharedSite, ticketOf } from "./site.ts";

const site = sharedSite();

const browser = { "sec-fetch-dest": "document", "sec-fetch-mode": "navigate", "sec-fetch-site": "none" };

/** As much as a form takes, of what a careless pattern looks at again from each of its places. */
const long = (piece: string, before = "", after = "") =>
  `${before}${piece.repeat(Math.floor(55_000 / new URLSearchParams({ piece }).toString().slice(6).length))}${after}`;

const texts: Readonly<Record<string, string>> = {
  "stops after an address": long(".", "li@example.org", "x"),
  "spaces within a number": long("1 "),
  spaces: long(" ", "1", "x"),
  "opened brackets": long("(a", "1"),
  "quotes and brackets": long('"<'),
  "addresses in a row": long("a@"),
  "labels without an end": long("a.", "", "@example.org"),
  joiners: long("\u200d", "1"),
  accents: long("\u0301", "e"),
  "beginnings of links": long("https://"),
  "letters that are words": long("\ufdfa"),
};

/** A field of each kind. */
const fields = ["name", "email", "phone", "message"];

test.each(Object.keys(texts))(
  "a form full of %s is answered at once, whatever field they are in",
  async (name) => {
    const page = `${site.url}/en/contact/`;
    for (const field of fields) {
      const ticket = await ticketOf(page);
      const ms = await within(3000, async () => {
        const answer = await send(page, { ...answers.contact, [field]: texts[name] ?? "", ticket });
        expect([field, answer.status]).toEqual([field, 422]);
        await answer.arrayBuffer();
      });
      expect([field, ms < 3000]).toEqual([field, true]);
    }
  },
);

test.each([
  ["digits", "1"],
  ["words", "News "],
  ["marks", "1@a"],
])("a page is shown at once to browsers whose names are full of %s", async (_, piece) => {
  const agent = `Mozilla/5.0 (X11; Linux) AppleWebKit/537.36 ${piece.repeat(Math.floor(12_000 / piece.length))}`;
  const open = async () =>
    fetch(`${site.url}/en/partners/`, { headers: { ...browser, "user-agent": agent } });
  const ms = await within(4000, async () => {
    const first = await Promise.all(Array.from({ length: 10 }, open));
    // Views are counted after their page: what holds the isolate up then holds up the next one.
    const next = await fetch(`${site.url}/en/partners/`);
    const statuses = await Promise.all(
      [...first, next].map(async (answer) => {
        await answer.arrayBuffer();
        return answer.status;
      }),
    );
    expect(new Set(statuses)).toEqual(new Set([200]));
  });
  expect(ms).toBeLessThan(4000);
});

/** The shortest of up to three times in milliseconds, because a busy machine holds one up now and then. */
async function within(ms: number, act: () => Promise<void>): Promise<number> {
  const times: number[] = [];
  while (times.length < 3 && !times.some((time) => time < ms)) {
    const start = performance.now();
    await act();
    times.push(performance.now() - start);
  }
  return Math.min(...times);
}
