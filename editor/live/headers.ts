import type { ServerResponse } from "node:http";

/**
 * What a page may do while it is being written: Vite puts styles into the page, runs its client, and talks to it over
 * a socket, and the live page frames others. Nothing of it is in a build: `astro dev` alone sends it.
 */
export const livePolicy = [
  "default-src 'none'",
  "style-src 'self' 'unsafe-inline'",
  "script-src 'self' 'unsafe-inline'",
  "font-src 'self'",
  "img-src 'self' data:",
  "connect-src 'self' ws:",
  "frame-src 'self'",
  "form-action 'self'",
  "base-uri 'none'",
  "frame-ancestors 'self'",
].join("; ");

/** Headers of the Worker that would stop the above, and what they are while writing. */
const whileWriting: Readonly<Record<string, string>> = {
  "content-security-policy": livePolicy,
  "x-frame-options": "SAMEORIGIN",
  "cache-control": "no-store",
};

/** Lets an answer say these headers instead of the Worker's, however they are set. */
export function relax(response: ServerResponse): void {
  const writeHead = response.writeHead.bind(response) as (...how: unknown[]) => ServerResponse;
  response.writeHead = ((status: number, ...rest: unknown[]) => {
    const given = rest.find((one) => typeof one === "object" && one !== null);
    setAll(response, given as Given | undefined);
    for (const [name, value] of Object.entries(whileWriting))
      if (response.hasHeader(name)) response.setHeader(name, value);
    return writeHead(status, ...rest.filter((one) => typeof one === "string"));
  }) as typeof response.writeHead;
}

type Given = Readonly<Record<string, string | number | readonly string[]>> | readonly (string | string[])[];

/** Sets the headers that `writeHead` was given: an object, pairs, or names and values in turn. */
function setAll(response: ServerResponse, given: Given | undefined): void {
  if (!given) return;
  if (!Array.isArray(given)) {
    for (const [name, value] of Object.entries(given)) response.setHeader(name, value as string);
    return;
  }
  const list = given as (string | string[])[];
  const pairs = list.every((one) => Array.isArray(one))
    ? list
    : list.flatMap((name, index) => (index % 2 === 0 ? [[name, list[index + 1] ?? ""]] : []));
  for (const [name = "", value = ""] of pairs as [string, string][]) response.appendHeader(name, value);
}
