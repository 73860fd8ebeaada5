import { Hono } from "hono";
import { describe, expect, it } from "vitest";
import type { AppContext, AppEnv } from "../../../worker/web/app.ts";
import { show } from "../../../worker/web/page.ts";
import { provide, provided, providedIfAny, requestValue } from "../../../worker/web/provided.ts";
import { addressOf, page } from "../../../worker/web/shown-page.ts";
import { ask } from "../site.ts";

const parcels = page<{ parcels: string[] }>("/[lang]/parcels/[id]/");

const weather = requestValue<{ isDry: boolean }>("weather");

/** Runs in a request for the page. */
async function inRequest<Found>(act: (c: AppContext) => Promise<Found>): Promise<Found> {
  const found: Found[] = [];
  const context = { waitUntil: () => undefined, passThroughOnException: () => undefined, props: {} };
  await new Hono<AppEnv>()
    .post("/:lang/parcels/:id/open/", async (c) => {
      found.push(await act(c));
      return c.body(null);
    })
    .request("/en/parcels/P%201/open/?next=x", { method: "POST" }, {}, context);
  const [first] = found;
  if (first === undefined) throw new Error("the request found no route");
  return first;
}

describe("a page and its route", () => {
  it("share what the page's type says, at the page's own address", async () => {
    const answer = await inRequest(async (c) => {
      const response = await show(c, parcels, { parcels: ["a"] });
      return { text: await response.text(), held: provided(c, parcels).parcels };
    });
    expect(answer).toEqual({ text: "page /en/parcels/P%201/\n", held: ["a"] });
  });

  it("do not compile when the route gives less, more or something else", () => {
    const written = [
      // @ts-expect-error -- a page that shows parcels needs them
      (c: AppContext) => show(c, parcels, {}),
      // @ts-expect-error -- and nothing that it does not show
      (c: AppContext) => show(c, parcels, { parcels: [], weather: "dry" }),
      // @ts-expect-error -- as they are, not as something else
      (c: AppContext) => show(c, parcels, { parcels: [1] }),
      // @ts-expect-error -- nor reads what its route did not load
      (c: AppContext) => provided(c, parcels).weather,
      // @ts-expect-error -- and what holds for the request is of its own type
      (c: AppContext) => provide(c, weather, { isDry: "yes" }),
    ];
    expect(written).toHaveLength(5);
  });

  it("answer with the status and the wait that the route names", async () => {
    const answer = await inRequest((c) => show(c, parcels, { parcels: [] }, { status: 429, retryAfter: 7 }));
    expect([answer.status, answer.headers.get("retry-after")]).toEqual([429, "7"]);
  });
});

describe("what is provided for a request", () => {
  it("is found by whoever comes later, and its lack is said", async () => {
    const found = await inRequest(async (c) => {
      const before = providedIfAny(c, weather);
      expect(() => provided(c, weather)).toThrow("nobody has provided value:weather");
      provide(c, weather, { isDry: true });
      return [before, provided(c, weather)];
    });
    expect(found).toEqual([undefined, { isDry: true }]);
  });
});

describe("a page's address", () => {
  it("is filled in, each segment by itself", () => {
    expect(addressOf("/staff/mail/[...id]/", { id: "issue/1 2/é" })).toBe("/staff/mail/issue/1%202/%C3%A9/");
    expect(addressOf("/[lang]/policy/compare/[a]/[b]/", { lang: "en", a: "1", b: "2" })).toBe(
      "/en/policy/compare/1/2/",
    );
  });

  it("is not made up where a parameter is missing", () => {
    expect(() => addressOf("/[lang]/contact/", {})).toThrow('needs "lang"');
  });
});

it("shows a page of the site at the address that was asked for", async () => {
  expect(await (await ask("/en/contact/")).text()).toBe("page /en/contact/\n");
});
