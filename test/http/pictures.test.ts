import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import organization from "../../content/organization.yaml";
import { legalName, namesIn } from "../../worker/web/names.ts";
import type { Language, Organization } from "../../worker/web/organization.ts";
import { firstVersion } from "../fixtures/content.ts";
import { sharedSite } from "./site.ts";

const site = sharedSite();
const root = new URL("../../", import.meta.url);
const { date } = firstVersion;

/** What the organization gave as an example, and not as what is so. Its address is that of the site. */
const examples = organization.placeholders
  .filter((field) => field !== "site")
  .flatMap((field) => {
    const [name, language] = field.split(".");
    const value: unknown = organization[name as keyof Organization];
    if (Array.isArray(value)) return [value.join(", ")];
    if (typeof value !== "object") return [value];
    const byLanguage = Object.entries(value ?? {}) as [Language, unknown][];
    return byLanguage.filter(([one]) => language === undefined || one === language).flatMap(([, one]) => one);
  });

test("shows the mark in every form that browsers and phones ask for", async () => {
  const [path] = /<path[^>]*>/.exec(readFileSync(new URL("content/look/mark.svg", root), "utf8")) ?? [];
  expect(await (await fetch(`${site.url}/favicon.svg`)).text()).toContain(path);
  const ico = await bytesAt("/favicon.ico");
  expect([ico.readUInt16LE(0), ico.readUInt16LE(2), ico.readUInt16LE(4)]).toEqual([0, 1, 3]);
  for (const [index, size] of [16, 32, 48].entries()) {
    const entry = 6 + 16 * index;
    const [length, offset] = [ico.readUInt32LE(entry + 8), ico.readUInt32LE(entry + 12)];
    expect(ico.readUInt8(entry)).toBe(size);
    expect(sizeOf(ico.subarray(offset, offset + length))).toEqual([size, size]);
  }
  expect(sizeOf(await bytesAt("/apple-touch-icon.png"))).toEqual([180, 180]);
  const home = await (await fetch(`${site.url}/en/`)).text();
  expect(home).toContain('<link rel="apple-touch-icon" href="/apple-touch-icon.png">');
});

test.each(organization.languages)(
  "gives home and the version a picture in %s, and says where it is",
  async (language) => {
    for (const path of [`/${language}/`, `/${language}/policy/${date}/`]) {
      const html = await (await fetch(site.url + path)).text();
      const [, picture = ""] = /<meta property="og:image" content="([^"]+)"/.exec(html) ?? [];
      expect(new URL(picture).pathname).toBe(`${path}card.png`);
      expect(sizeOf(await bytesAt(new URL(picture).pathname))).toEqual([1200, 630]);
    }
  },
);

test.each(organization.languages)(
  "tells programs in %s what the organization is, without an example value",
  async (language) => {
    const told = await describedAt(`/${language}/`);
    expect(told).toMatchObject({ "@type": "Organization", legalName: legalName(organization) });
    const said = JSON.stringify(told);
    expect(examples.filter((example) => said.includes(String(example)))).toEqual([]);
  },
);

test.each(organization.languages)(
  "says who it is in the names of %s: at the head, at the foot and to services that show a link",
  async (language) => {
    const { name, shortName, address } = namesIn(organization, language);
    const html = await (await fetch(`${site.url}/${language}/contact/`)).text();
    expect(/<title>([^<]*)/.exec(html)?.[1]).toContain(`– ${shortName}`);
    expect(/<header[^>]*>.*?<\/header>/s.exec(html)?.[0]).toContain(shortName);
    const foot = /<footer[^>]*>.*?<\/footer>/s.exec(html)?.[0];
    for (const line of [name, ...address]) expect(foot).toContain(line);
    const home = await (await fetch(`${site.url}/${language}/`)).text();
    expect(home).toContain(`<meta property="og:site_name" content="${shortName}">`);
  },
);

test("tells programs from when the text binds, and the hash of its file", async () => {
  const told = await describedAt(`/en/policy/${date}/`);
  expect(told).toMatchObject({
    "@type": "Legislation",
    temporalCoverage: expect.stringContaining(`${date}/`),
  });
  const { contentUrl, sha256 } = told.encoding as { contentUrl: string; sha256: string };
  const file = new Uint8Array(await bytesAt(new URL(contentUrl).pathname));
  expect(Buffer.from(await crypto.subtle.digest("SHA-256", file)).toString("hex")).toBe(sha256);
});

async function bytesAt(path: string): Promise<Buffer> {
  const answer = await fetch(site.url + path);
  expect(answer.status, path).toBe(200);
  return Buffer.from(await answer.arrayBuffer());
}

async function describedAt(path: string): Promise<Record<string, unknown>> {
  const html = await (await fetch(site.url + path)).text();
  const [, data = ""] = /<script type="application\/ld\+json">(.*?)<\/script>/s.exec(html) ?? [];
  return JSON.parse(data) as Record<string, unknown>;
}

/** Width and height, as a PNG file's header gives them. */
function sizeOf(png: Buffer): [number, number] {
  expect(png.subarray(1, 4).toString("latin1")).toBe("PNG");
  return [png.readUInt32BE(16), png.readUInt32BE(20)];
}
