import type { MiddlewareHandler } from "hono";
import type { AppContext, AppEnv } from "./app.ts";
import { Fault } from "./fault.ts";
import { provide, providedIfAny, requestValue } from "./provided.ts";
import { classesOf, partFor, piecesOf, type SheetPieces } from "./sheet-parts.ts";

/**
 * The hashes of the style sheets in a page, which the content security policy lets in. Without any the page has none,
 * or none were looked for.
 */
export const inlinedSheets = requestValue<readonly string[]>("inlined-sheets");

/** The sheets of the build, by address. Their names contain their hashes, so they never change. */
const known = new Map<string, SheetPieces>();

/** Some lines are cut after 16 KB: a page with its sheets has to fit, headers and all, once it is compressed. */
const maxCompressed = 15_500;

/** Up to this size any page fits, and need not be compressed to find out. */
const surelyFits = 40_000;

const linked = /<link rel="stylesheet" href="(\/_astro\/[^"]+)"\s*\/?>/g;

/**
 * Makes a page ready for somebody who comes from elsewhere. On a slow line each style sheet would take one more round
 * trip before anything is drawn, and each font a part of the line: the page contains its styles, and asks for its fonts
 * once it is drawn. Further pages link to their sheets, so each is sent once more and then kept.
 */
export const firstSight: MiddlewareHandler<AppEnv> = async (c, next) => {
  await next();
  if (c.req.raw.method !== "GET" || !comesFromElsewhere(c.req.raw.headers)) return;
  if (providedIfAny(c, inlinedSheets) || !c.res.headers.get("content-type")?.startsWith("text/html")) return;
  const { html, sheets } = await forNewcomer(c, await c.res.text());
  provide(c, inlinedSheets, sheets);
  c.res = new Response(html, c.res);
};

/** Whether a browser opens a page from outside of this site, as its headers say (Fetch Metadata). */
export function comesFromElsewhere(headers: Headers): boolean {
  const site = headers.get("sec-fetch-site");
  return headers.get("sec-fetch-dest") === "document" && site !== null && site !== "same-origin";
}

/**
 * A page as a newcomer gets it, and the hashes of the styles in it: of each of its sheets what it needs. One that would
 * be too long links to its sheets all the same.
 */
export async function forNewcomer(
  c: AppContext,
  page: string,
): Promise<{ html: string; sheets: readonly string[] }> {
  // `site/styles/tokens.css` says what this mark means.
  const marked = page.replace("<html ", "<html data-newcomer ");
  const classes = classesOf(marked);
  const styles = new Map<string, string>();
  for (const [, address = ""] of marked.matchAll(linked))
    styles.set(address, partFor(await sheetAt(c, address), classes));
  const html = marked.replace(linked, (_, address: string) => `<style>${styles.get(address)}</style>`);
  if (!(await fits(html))) return { html: marked, sheets: [] };
  return { html, sheets: await Promise.all([...styles.values()].map(hashOf)) };
}

async function fits(html: string): Promise<boolean> {
  const bytes = new TextEncoder().encode(html);
  if (bytes.length <= surelyFits) return true;
  const compressed = new Blob([bytes]).stream().pipeThrough(new CompressionStream("gzip"));
  return (await new Response(compressed).arrayBuffer()).byteLength <= maxCompressed;
}

async function sheetAt(c: AppContext, address: string): Promise<SheetPieces> {
  const before = known.get(address);
  if (before) return before;
  const file = await c.env.ASSETS.fetch(new URL(address, c.req.url));
  if (!file.ok) throw new Fault(`the build has no style sheet ${address}`);
  const sheet = piecesOf(await file.text());
  known.set(address, sheet);
  return sheet;
}

/** As a content security policy names a style sheet. */
async function hashOf(text: string): Promise<string> {
  const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text));
  return `sha256-${btoa(String.fromCharCode(...new Uint8Array(digest)))}`;
}
