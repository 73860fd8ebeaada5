import type { MiddlewareHandler } from "hono";
import organization from "../../content/organization.yaml";
import { textsIn } from "../texts/texts.ts";
import type { AppContext, AppEnv } from "./app.ts";
import { healthAddress } from "./health-address.ts";
import { isOffered } from "./offers.ts";
import { staffLanguage } from "./organization.ts";
import { showProblem } from "./page.ts";

/** The largest form, in bytes. */
export const maxFormBytes = 64 * 1024;

/** How much of a refused body is read, so that the sender gets to see the answer. */
const maxRefusedBytes = 1024 * 1024;

/** There is no page at the addresses of what the organization leaves out. */
export const onlyOffered: MiddlewareHandler<AppEnv> = async (c, next) =>
  isOffered(c.req.path) ? next() : showProblem(c, 404);

/** Refuses hosts that are not this site's: links and cookies are made for known hosts only. */
export const knownHost: MiddlewareHandler<AppEnv> = async (c, next) => {
  const { host, origin } = new URL(c.req.url);
  const others = (c.env.OTHER_HOSTS ?? "").split(" ");
  if (origin !== c.env.ORIGIN && !others.includes(host) && host !== new URL(c.env.ORIGIN).host)
    return c.text(`${textsIn(staffLanguage(organization)).notices.web.unknownHost}\n`, 421);
  return next();
};

/**
 * Refuses a request that could change something and does not come from a page of this site.
 * @param open addresses that take posts from anywhere, because a secret in the address authorizes them
 */
export function sameOriginExcept(open: RegExp): MiddlewareHandler<AppEnv> {
  return async (c, next) => {
    const changesNothing = c.req.method === "GET" || c.req.method === "HEAD";
    const isOpen = c.req.method === "POST" && open.test(c.req.path);
    return changesNothing || isOpen || isFromHere(c) ? next() : showProblem(c, 403);
  };
}

/**
 * Whether a page of this site made the request. One header that says otherwise is enough to refuse. Text browsers (lynx,
 * w3m, links) name neither origin nor site; there the page that they say they come from counts.
 */
export function isFromHere(c: AppContext): boolean {
  const origin = c.req.header("origin");
  const site = c.req.header("sec-fetch-site");
  const own = new URL(c.req.url).origin;
  if (origin === undefined && site === undefined) return originOf(c.req.header("referer")) === own;
  return (origin ?? own) === own && (site ?? "same-origin") === "same-origin";
}

/** Refuses a body that is larger than any form, whether or not it declares its length. */
export const limitedBody: MiddlewareHandler<AppEnv> = async (c, next) => {
  const { body } = c.req.raw;
  if (body === null) return next();
  const said = c.req.header("content-length");
  // The runtime enforces a declared length, so only a body without one has to be read to be measured.
  if (said !== undefined && /^\d+$/.test(said)) {
    const answer = Number(said) > maxFormBytes ? await showProblem(c, 413) : await next();
    await readRefused(c.req.raw);
    return answer;
  }
  const whole = await readAtMost(body, maxFormBytes);
  if (whole === undefined) return showProblem(c, 413);
  c.req.raw = new Request(c.req.raw, { method: c.req.method, body: whole });
  return next();
};

/** Reads what a refused sender is still sending: without this it would see a broken connection, not the answer. */
export async function readRefused({ body, bodyUsed }: Request): Promise<void> {
  if (body && !bodyUsed) await readAtMost(body, maxRefusedBytes);
}

/**
 * Refuses an address that nobody can read: escapes that are no UTF-8. One whose escapes hide other escapes is none of
 * ours, and Astro would fail on it.
 */
export const readableAddress: MiddlewareHandler<AppEnv> = async (c, next) => {
  const path = decoded(new URL(c.req.url).pathname);
  if (path === undefined) return showProblem(c, 400);
  return /%[0-9a-f]{2}/i.test(path) ? showProblem(c, 404) : next();
};

/**
 * Redirects to the address with its slash at the end, if there is a page. Two slashes in front would name another site.
 * @param answerTo what the site answers to another address
 */
export function trailingSlash(
  answerTo: (c: AppContext, request: Request) => Response | Promise<Response>,
): MiddlewareHandler<AppEnv> {
  return async (c, next) => {
    if (c.req.method !== "GET" && c.req.method !== "HEAD") return next();
    const url = new URL(c.req.url);
    if (!/^\/[^/].*[^/]$|^\/[^/]$/.test(url.pathname) || isFile(url.pathname)) return next();
    url.pathname += "/";
    const there = await answerTo(c, new Request(url, { headers: c.req.raw.headers }));
    await there.body?.cancel();
    return there.status === 404 ? showProblem(c, 404) : c.redirect(`${url.pathname}${url.search}`, 301);
  };
}

/** A name with an ending, and the names that programs look for (RFC 8615, the health address, C2SP tlog-tiles). */
function isFile(path: string): boolean {
  return /\.(?:[a-z0-9]+|tlog-proof)$|^\/(?:\.well-known|log)\//.test(path) || path === healthAddress;
}

function originOf(url: string | undefined): string | undefined {
  return url !== undefined && URL.canParse(url) ? new URL(url).origin : undefined;
}

function decoded(path: string): string | undefined {
  try {
    return decodeURIComponent(path);
  } catch {
    return undefined;
  }
}

async function readAtMost(body: ReadableStream<Uint8Array>, max: number): Promise<Uint8Array | undefined> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of body) {
    length += chunk.byteLength;
    if (length > max) return undefined;
    chunks.push(chunk);
  }
  const whole = new Uint8Array(length);
  let offset = 0;
  for (const chunk of chunks) {
    whole.set(chunk, offset);
    offset += chunk.byteLength;
  }
  return whole;
}
