import { readFileSync } from "node:fs";
import { request } from "node:http";
import { connect } from "node:net";
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

  test.each([
    ["does not say where it comes from", {}],
    ["says another site, as a text browser does", { referer: "https://evil.example/en/contact/" }],
    ["says a site with a name like ours", { referer: "http://localhost:1/en/contact/" }],
    ["says nothing that can be read", { referer: "/en/contact/" }],
  ])("is refused when it %s", async (_, headers) => {
    const body = new URLSearchParams({ name: "x" });
    expect((await fetch(contact(), { method: "POST", headers, body })).status).toBe(403);
  });

  test("is refused by one header that names another site, whatever the referrer says", async () => {
    for (const headers of [{ origin: "null" }, { "sec-fetch-site": "cross-site" }]) {
      const answer = await fetch(contact(), {
        method: "POST",
        headers: { referer: contact(), ...headers },
        body: new URLSearchParams({ name: "x" }),
      });
      expect(answer.status).toBe(403);
    }
  });
});

test("a form from a page of ours is taken from lynx, w3m and links, which name nothing but that page", async () => {
  const ticket = await ticketOf(contact());
  const body = new URLSearchParams({ ticket, ...message });
  const answer = await fetch(contact(), {
    method: "POST",
    headers: { referer: contact() },
    body,
    redirect: "manual",
  });
  expect(answer.status).toBe(303);
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
    "/fr/contact/",
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

  test.each([
    ["/en/%2561ccount/", 404],
    ["/en/%2561ccount", 404],
    ["/staff/%252e%252e/", 404],
    ["/en/%25252561/", 404],
    ["/en/%ff/", 400],
    ["/en/%E0%A4%A/", 400],
    ["/en/100%", 400],
    ["/%c0%ae%c0%ae/", 400],
  ])("gets one of our pages where its escapes hide escapes, or no text: %s", async (path, status) => {
    const [line, head, body] = await raw(`GET ${path} HTTP/1.1`, `host: ${new URL(site.url).host}`);
    expect(line).toBe(status);
    expect(head).toMatch(/^content-security-policy:/im);
    expect(body).toContain("<h1");
  });

  test.each([
    ["GET /en/ HTTP/1.1", "host: a b"],
    ["GET /en/ HTTP/1.1", "host: [::"],
    ["GET /en/ HTTP/1.1", "host: localhost:99999"],
    ["GET /en/ HTTP/1.1", "host: %zz"],
    ["GET /en/ HTTP/1.1", "host:"],
    ["GET /en/ HTTP/1.1", "host: localhost\r\nhost: evil.example"],
    ["GET /en/ HTTP/1.1", "accept: */*"],
    ["GET en/ HTTP/1.1", "host: localhost"],
    ["GET http://[/en/ HTTP/1.1", "host: localhost"],
    ["OPTIONS * HTTP/1.1", "host: localhost"],
    ["CONNECT localhost:443 HTTP/1.1", "host: localhost"],
    ["BREW /en/ HTTP/1.1", "host: localhost"],
  ])("gets one of our pages where nobody can tell what for: %s, %s", async (line, header) => {
    const [status, head, body] = await raw(line, header);
    expect(status).toBe(400);
    expect(head).toMatch(/^content-security-policy:/im);
    expect(body).toContain("<h1");
  });

  test("may name the whole address in its first line, whose host then counts", async () => {
    const [status, , body] = await raw(`GET ${site.url}/en/ HTTP/1.1`, "host: evil.example");
    expect(status).toBe(200);
    expect(body).toContain("<h1");
    const { host } = new URL(site.url);
    expect((await raw("GET http://evil.example/en/ HTTP/1.1", `host: ${host}`))[0]).toBe(421);
  });

  test.each(["", "connection: keep-alive\r\n"])("gets no chunks if it speaks HTTP/1.0", async (more) => {
    const [status, head, body] = await raw(
      "GET /en/contact/ HTTP/1.0",
      `${more}host: ${new URL(site.url).host}`,
    );
    expect(status).toBe(200);
    expect(head).not.toMatch(/^transfer-encoding:/im);
    expect(body.trimStart()).toMatch(/^<!doctype html>[\s\S]*<\/html>\s*$/i);
    expect((await raw("GET /en/ HTTP/1.0", "accept: */*"))[0]).toBe(200);
  });

  test.each(["/nothing", "/en/nothing", "/en/confirm/a/b", "/xx/contact", "/en/not-saved"])(
    "is told so at once, without a redirect: %s",
    async (path) => {
      expect((await fetch(`${site.url}${path}`, { redirect: "manual" })).status).toBe(404);
    },
  );

  test.each(["/en", "/en/contact", "/en/policy/versions", "/en/account", "/staff/inbox"])(
    "is sent on from what exists under its whole name: %s",
    async (path) => {
      const answer = await fetch(`${site.url}${path}`, { redirect: "manual" });
      expect([answer.status, answer.headers.get("location")]).toEqual([301, `${path}/`]);
    },
  );

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

/** Sends a request as it is written, and reads status, headers and body of the answer. */
async function raw(line: string, header: string): Promise<[status: number, head: string, body: string]> {
  const { hostname, port } = new URL(site.url);
  const socket = connect(Number(port), hostname);
  const close = line.endsWith("HTTP/1.0") ? "" : "connection: close\r\n";
  socket.write(`${line}\r\n${header}\r\n${close}\r\n`);
  const answer = Buffer.concat(await socket.toArray()).toString("utf8");
  const end = answer.indexOf("\r\n\r\n");
  return [Number(answer.split(" ")[1]), answer.slice(0, end), answer.slice(end + 4)];
}

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
