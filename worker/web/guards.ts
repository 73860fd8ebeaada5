import type { MiddlewareHandler } from "hono";
import { textsIn } from "../texts/texts.ts";
import type { AppContext, AppEnv } from "./app.ts";
import { healthAddress } from "./health-address.ts";
import { showProblem } from "./page.ts";

/** The largest form, in bytes. */
export const maxFormBytes = 64 * 1024;

/** How much of a refused body is read, so that the sender gets to see the answer. */
const maxRefusedBytes = 1024 * 1024;

/** Refuses hosts that are not this site's: links and cookies are made for known hosts only. */
export const knownHost: MiddlewareHandler<AppEnv> = async (c, next) => {
  const { host, origin } = new URL(c.req.url);
  const others = (c.env.OTHER_HOSTS ?? "").split(" ");
  if (origin !== c.env.ORIGIN && !others.includes(host) && host !== new URL(c.env.ORIGIN).host)
    return c.text(`${textsIn("en").notices.web.unknownHost}\n`, 421);
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
 * Whether a page of this site made the request. Every browser that can post a form names the origin; one header that
 * says otherwise is enough to refuse.
 */
export function isFromHere(c: AppContext): boolean {
  const origin = c.req.header("origin");
  const site = c.req.header("sec-fetch-site");
  const isNamed = origin !== undefined || site !== undefined;
  const own = ownOrigin(c.req.url);
  return isNamed && (origin ?? own) === own && (site ?? "same-origin") === "same-origin";
}

/** Refuses a body that is larger than any form, whether or not it declares its length. */
export const limitedBody: MiddlewareHandler<AppEnv> = async (c, next) => {
  const { body } = c.req.raw;
  if (body === null) return next();
  const said = c.req.header("content-length");
  // The runtime enforces a declared length, so only a body without one has to be read to be measured.
  if (said !== undefined && /^\d+$/.test(said)) {
    const answer = Number(said) > maxFormBytes ? await showProblem(c, 413) : await next();
    // A sender that is refused early is still sending: without this it would see a broken connection, not the answer.
    if (!c.req.raw.bodyUsed) await readAtMost(body, maxRefusedBytes);
    return answer;
  }
  const whole = await readAtMost(body, maxFormBytes);
  if (whole === undefined) return showProblem(c, 413);
  c.req.raw = new Request(c.req.raw, { method: c.req.method, body: whole });
  return next();
};

/** Redirects to the address with its slash at the end. Two slashes in front would name another site. */
export const trailingSlash: MiddlewareHandler<AppEnv> = async (c, next) => {
  if (c.req.method !== "GET" && c.req.method !== "HEAD") return next();
  const url = new URL(c.req.url);
  const isPage = /^\/[^/].*[^/]$|^\/[^/]$/.test(url.pathname) && !/\.[a-z0-9]+$/.test(url.pathname);
  if (!isPage || url.pathname === healthAddress) return next();
  return c.redirect(`${url.pathname}/${url.search}`, 301);
};

function ownOrigin(url: string): string {
  return new URL(url).origin;
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
