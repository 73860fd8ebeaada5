import { readFileSync } from "node:fs";
import { request } from "node:http";
import { describe, expect, test } from "vitest";
import { securityHeaders } from "../../worker/web/security-headers.ts";
import { message } from "../fixtures/contact.ts";
import { send, sharedSite, ticketOf } from "./site.ts";

const site = sharedSite();
const contact = () => `${site.url}/en/contact/`;

describe("a form from somewhere else", () => {
  test.each([
    ["names another origin", { origin: "https://evil.example" }],
    ["names no origin that can be known", { origin: "null" }],
    ["has the right origin and comes from another site", { "sec-fetch-site": "cross-site" }],
  ])("is refused when it %s", async (_, headers) => {
    const ticket = await ticketOf(contact());
    const answer = await send(contact(), { ticket, ...message }, headers);
    expect(answer.status).toBe(403);
    expect(await answer.text()).toContain("not sent from our site");
  });

  test("is refused when it does not say where it comes from", async () => {
    const answer = await fetch(contact(), { method: "POST", body: new URLSearchParams({ name: "x" }) });
    expect(answer.status).toBe(403);
  });
});

describe("a body that no form of ours makes", () => {
  const own = () => ({ origin: site.url, "content-type": "application/x-www-form-urlencoded" });
  const post = (body: BodyInit, headers: Record<string, string> = own()) =>
    fetch(contact(), { method: "POST", headers, body });

  test("is refused when it is larger than 64 KB", async () => {
    expect((await post("a".repeat(64 * 1024))).status).not.toBe(413);
    expect((await post("a".repeat(64 * 1024 + 1))).status).toBe(413);
  });

  test("is refused when it is larger than 64 KB and does not say so", async () => {
    const chunks = new ReadableStream({
      start(controller) {
        for (let chunk = 0; chunk < 9; chunk += 1) controller.enqueue(new Uint8Array(8 * 1024));
        controller.close();
      },
    });
    const init = { method: "POST", headers: own(), body: chunks, duplex: "half" } as RequestInit;
    expect((await fetch(contact(), init)).status).toBe(413);
  });

  test.each([
    ["bytes that are not UTF-8", new Uint8Array([0x6e, 0x3d, 0xff])],
    ["an escape that is not UTF-8", "name=%FF"],
    ["NUL", "name=a%00b"],
    ["a field twice", "name=a&name=b"],
  ])("is refused when it holds %s", async (_, body) => {
    expect((await post(body)).status).toBe(400);
  });

  test("is refused when it is not a plain form", async () => {
    const file = new FormData();
    file.set("name", new File(["x"], "x.txt"));
    expect(
      (await fetch(contact(), { method: "POST", headers: { origin: site.url }, body: file })).status,
    ).toBe(415);
    for (const type of ["application/json", "application/x-www-form-urlencodedx"])
      expect((await post("{}", { ...own(), "content-type": type })).status).toBe(415);
    const shouting = "Application/X-WWW-Form-Urlencoded; charset=UTF-8";
    expect((await post("name=x", { ...own(), "content-type": shouting })).status).toBe(422);
  });
});

describe("a request for what is not there", () => {
  test("gets a page that says what to do", async () => {
    const answer = await fetch(`${site.url}/en/nothing-here/`);
    expect(answer.status).toBe(404);
    expect(await answer.text()).toContain("There is no such page");
  });

  test.each([
    "/zh/contact/",
    "/xx/receipt/",
    "//en/contact/",
    "/en//contact/",
    "/xx/confirm/a/",
    "/xx/policy/feed.xml",
    "/en/not-saved/",
  ])("gets that page also where only a page of another address could be meant: %s", async (path) => {
    const answer = await fetch(`${site.url}${path}`, { redirect: "manual" });
    expect(answer.status).toBe(404);
    expect(await answer.text()).toContain("There is no such page");
  });

  test("gets no page of another host, whatever it calls itself", async () => {
    expect(await statusWithHost("evil.example")).toBe(421);
    expect(await statusWithHost(new URL(site.url).host)).toBe(200);
  });

  test("is never sent to another site by its address", async () => {
    for (const path of ["//evil.example", "//evil.example/a", "/\\evil.example"]) {
      const answer = await fetch(`${site.url}${path}`, { redirect: "manual" });
      const target = answer.headers.get("location") ?? "/";
      expect(new URL(target, site.url).origin).toBe(site.url);
    }
  });

  test("is told which methods a page allows", async () => {
    const answer = await fetch(`${site.url}/en/policy/`, { method: "PUT", headers: { origin: site.url } });
    expect(answer.status).toBe(405);
    expect(answer.headers.get("allow")).toBe("GET, HEAD");
  });

  test("is sent to the address with a slash at its end", async () => {
    const answer = await fetch(`${site.url}/en/policy?x=1`, { redirect: "manual" });
    expect(answer.status).toBe(301);
    expect(answer.headers.get("location")).toBe("/en/policy/?x=1");
  });
});

describe("every answer", () => {
  const file = () => /\/_astro\/[^"]+\.css/.exec(readFileSync("dist/client/en/index.html", "utf8"))?.[0];

  test.each(["/en/", "/en/policy/", "/en/contact/", "/en/statistics/", "/nothing/", "/favicon.svg", "css"])(
    "carries the security headers: %s",
    async (path) => {
      const { headers } = await fetch(`${site.url}${path === "css" ? file() : path}`);
      for (const [name, value] of Object.entries(securityHeaders))
        expect(headers.get(name), name).toBe(value);
      expect(headers.get("set-cookie")).toBeNull();
    },
  );

  test("lets nothing of another host in, no script and no style in the page, and no other site frame it", async () => {
    const { headers } = await fetch(contact());
    const policy = headers.get("content-security-policy") ?? "";
    const directives = new Map(
      policy.split("; ").map((one) => [one.split(" ")[0], one.split(" ").slice(1).join(" ")]),
    );
    expect(directives.get("default-src")).toBe("'none'");
    expect(directives.get("base-uri")).toBe("'none'");
    expect(directives.get("frame-ancestors")).toBe("'none'");
    expect(directives.get("form-action")).toBe("'self'");
    expect(directives.has("script-src")).toBe(false);
    expect(new Set(directives.values())).toEqual(new Set(["'none'", "'self'"]));
    expect(headers.get("strict-transport-security")).toMatch(/^max-age=63072000; includeSubDomains/);
    expect(headers.get("x-content-type-options")).toBe("nosniff");
    expect(headers.get("referrer-policy")).toBe("same-origin");
    expect(headers.get("cross-origin-resource-policy")).toBe("same-origin");
  });

  test("with a fingerprinted file may be kept for good, one with a form not at all", async () => {
    expect((await fetch(`${site.url}${file()}`)).headers.get("cache-control")).toContain("immutable");
    expect((await fetch(contact())).headers.get("cache-control")).toBe("no-store");
    expect((await fetch(`${site.url}/en/policy/`)).headers.get("cache-control")).toBe("public, max-age=60");
  });
});

async function statusWithHost(host: string): Promise<number | undefined> {
  const { promise, resolve, reject } = Promise.withResolvers<number | undefined>();
  request(`${site.url}/en/`, { headers: { host } }, (answer) => {
    answer.resume();
    resolve(answer.statusCode);
  })
    .on("error", reject)
    .end();
  return promise;
}
