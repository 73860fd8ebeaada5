import type { MiddlewareHandler } from "hono";
import type { AppContext, AppEnv } from "./app.ts";
import { provide, providedIfAny, requestValue } from "./provided.ts";

/**
 * The hashes of the style sheets in a page, which the content security policy lets in. Without any the page has none,
 * or none were looked for.
 */
export const inlinedSheets = requestValue<readonly string[]>("inlined-sheets");

interface Sheet {
  text: string;
  /** As a content security policy names it. */
  hash: string;
}

/** The sheets of the build, by address. Their names contain their hashes, so they never change. */
const known = new Map<string, Sheet>();

/** Some lines are cut after 16 KB: a page with its sheets has to fit, headers and all, once it is compressed. */
const maxCompressed = 15_000;

/** Up to this size any page fits, and need not be compressed to find out. */
const surelyFits = 40_000;

const linked = /<link rel="stylesheet" href="(\/_astro\/[^"]+)"\s*\/?>/g;

/**
 * Puts the style sheets of a page into it when somebody comes from elsewhere: on a slow line each would take one more
 * round trip before anything is drawn. Further pages link to them, so each is sent once more and then kept.
 */
export const firstSight: MiddlewareHandler<AppEnv> = async (c, next) => {
  await next();
  if (c.req.raw.method !== "GET" || !comesFromElsewhere(c.req.raw.headers)) return;
  if (providedIfAny(c, inlinedSheets) || !c.res.headers.get("content-type")?.startsWith("text/html")) return;
  const { html, sheets } = await withSheets(c, await c.res.text());
  provide(c, inlinedSheets, sheets);
  c.res = new Response(html, c.res);
};

/** Whether a browser opens a page from outside of this site, as its headers say (Fetch Metadata). */
export function comesFromElsewhere(headers: Headers): boolean {
  const site = headers.get("sec-fetch-site");
  return headers.get("sec-fetch-dest") === "document" && site !== null && site !== "same-origin";
}

/** A page with its style sheets in it, and the hashes of these. One that would be too long then stays as it is. */
export async function withSheets(
  c: AppContext,
  page: string,
): Promise<{ html: string; sheets: readonly string[] }> {
  const addresses = [...page.matchAll(linked)].map(([, address = ""]) => address);
  const sheets = new Map<string, Sheet>();
  for (const address of addresses) sheets.set(address, await sheetAt(c, address));
  const html = page.replace(linked, (_, address: string) => `<style>${sheets.get(address)?.text}</style>`);
  if (!(await fits(html))) return { html: page, sheets: [] };
  return { html, sheets: [...sheets.values()].map(({ hash }) => hash) };
}

async function fits(html: string): Promise<boolean> {
  const bytes = new TextEncoder().encode(html);
  if (bytes.length <= surelyFits) return true;
  const compressed = new Blob([bytes]).stream().pipeThrough(new CompressionStream("gzip"));
  return (await new Response(compressed).arrayBuffer()).byteLength <= maxCompressed;
}

async function sheetAt(c: AppContext, address: string): Promise<Sheet> {
  const before = known.get(address);
  if (before) return before;
  const file = await c.env.ASSETS.fetch(new URL(address, c.req.url));
  if (!file.ok) throw new Error(`the build has no style sheet ${address}`);
  const text = await file.text();
  const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text));
  const sheet = { text, hash: `sha256-${btoa(String.fromCharCode(...new Uint8Array(digest)))}` };
  known.set(address, sheet);
  return sheet;
}
