import type { MiddlewareHandler } from "hono";
import { textsIn } from "../texts/texts.ts";
import type { AppContext, AppEnv } from "./app.ts";
import { showProblem } from "./page.ts";

/** The most bytes that a form may have. */
export const mostFormBytes = 64 * 1024;

/** So much of a body that is refused is read, so that whoever sends it hears why. */
const mostRefusedBytes = 1024 * 1024;

/** Refuses hosts that are not this site's: links and cookies are made for known hosts only. */
export const knownHost: MiddlewareHandler<AppEnv> = async (c, next) => {
  const { host, origin } = new URL(c.req.url);
  const others = (c.env.OTHER_HOSTS ?? "").split(" ");
  if (origin !== c.env.ORIGIN && !others.includes(host) && host !== new URL(c.env.ORIGIN).host)
    return c.text(`${textsIn("en").notices.web.unknownHost}\n`, 421);
  return next();
};

/**
 * Refuses a request that could change something and was not made by a page of this site.
 * @param open the addresses that take posts from anywhere, because a secret in the address is what allows them
 */
export function sameOriginExcept(open: RegExp): MiddlewareHandler<AppEnv> {
  return async (c, next) => {
    const changesNothing = c.req.method === "GET" || c.req.method === "HEAD";
    const isOpen = c.req.method === "POST" && open.test(c.req.path);
    return changesNothing || isOpen || isFromHere(c) ? next() : showProblem(c, 403);
  };
}

/**
 * Whether a page of this site made the request. Every browser that can post a form names the origin; one header
 * that says otherwise is enough for no.
 */
export function isFromHere(c: AppContext): boolean {
  const origin = c.req.header("origin");
  const site = c.req.header("sec-fetch-site");
  const isNamed = origin !== undefined || site !== undefined;
  const own = ownOrigin(c.req.url);
  return isNamed && (origin ?? own) === own && (site ?? "same-origin") === "same-origin";
}

/** Refuses a body that is larger than any form, whether it says so or not. */
export const limitedBody: MiddlewareHandler<AppEnv> = async (c, next) => {
  const { body } = c.req.raw;
  if (body === null) return next();
  const said = c.req.header("content-length");
  // The runtime holds a body to the length that it says: only one that says none has to be read to be measured.
  if (said !== undefined && /^\d+$/.test(said)) {
    const answer = Number(said) > mostFormBytes ? await showProblem(c, 413) : await next();
    // Who is refused before the body was read is still sending: an answer would meet a broken connection.
    if (!c.req.raw.bodyUsed) await readAtMost(body, mostRefusedBytes);
    return answer;
  }
  const whole = await readAtMost(body, mostFormBytes);
  if (whole === undefined) return showProblem(c, 413);
  c.req.raw = new Request(c.req.raw, { method: c.req.method, body: whole });
  return next();
};

/** Sends an address without its last slash to the page; two slashes in front would name another site. */
export const trailingSlash: MiddlewareHandler<AppEnv> = async (c, next) => {
  if (c.req.method !== "GET" && c.req.method !== "HEAD") return next();
  const url = new URL(c.req.url);
  const isPage = /^\/[^/].*[^/]$|^\/[^/]$/.test(url.pathname) && !/\.[a-z0-9]+$/.test(url.pathname);
  if (!isPage) return next();
  return c.redirect(`${url.pathname}/${url.search}`, 301);
};

function ownOrigin(url: string): string {
  return new URL(url).origin;
}

async function readAtMost(body: ReadableStream<Uint8Array>, most: number): Promise<Uint8Array | undefined> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of body) {
    length += chunk.byteLength;
    if (length > most) return undefined;
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
