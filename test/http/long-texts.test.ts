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
      const { status, ms } = await timed(() =>
        send(page, { ...answers.contact, [field]: texts[name] ?? "", ticket }),
      );
      expect([field, status]).toEqual([field, 422]);
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
  const first = await timed(async () => (await Promise.all(Array.from({ length: 10 }, open))).at(-1));
  // Views are counted after their page: what holds the isolate up then holds up the next one.
  const next = await timed(() => fetch(`${site.url}/en/partners/`));
  expect([first.status, next.status]).toEqual([200, 200]);
  expect(first.ms + next.ms).toBeLessThan(4000);
});

async function timed(
  act: () => Promise<Response | undefined>,
): Promise<{ status: number | undefined; ms: number }> {
  const start = performance.now();
  const answer = await act();
  await answer?.arrayBuffer();
  return { status: answer?.status, ms: performance.now() - start };
}
