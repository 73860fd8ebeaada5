import type { AppContext } from "./app.ts";
import { comesFromElsewhere, forNewcomer, inlinedSheets } from "./first-sight.ts";
import { provide } from "./provided.ts";

/** A page in its final form: its bytes, and what goes with them. */
interface Finished {
  body: Uint8Array<ArrayBuffer>;
  headers: [name: string, value: string][];
  /** Hashes of the style sheets in it. */
  sheets: readonly string[];
  /** The page is true from one instant until just before another, in milliseconds since 1970. */
  from: number;
  until: number;
}

/** Bytes of all pages that an isolate keeps, of 128 MB that it has. The page that was asked for least recently goes first. */
const maxBytes = 8_000_000;

const pages = new Map<string, Finished>();
let bytes = 0;

/**
 * Answers with a page that is the same for everybody who asks until something about it changes, and makes it only when
 * this isolate has not got it. Nothing of a person may be in it.
 * @param key everything that the page depends on, besides the instant
 * @param at the instant for which it is asked
 * @param make makes the page, and says from when on it would be another. An answer that is not 200 is not kept
 */
export async function finishedPage(
  c: AppContext,
  key: string,
  at: Date,
  make: () => Promise<{ answer: Response; until: Date }>,
): Promise<Response> {
  const isFirst = comesFromElsewhere(c.req.raw.headers);
  const name = isFirst ? `first sight ${key}` : key;
  const known = pages.get(name);
  if (known && known.from <= at.getTime() && at.getTime() < known.until) {
    // Moves to the end, as the one asked for last.
    pages.delete(name);
    pages.set(name, known);
    return answerWith(c, known);
  }
  const { answer, until } = await make();
  if (answer.status !== 200) return answer;
  const page = await finish(c, answer, isFirst);
  keep(name, { ...page, from: at.getTime(), until: until.getTime() });
  return answerWith(c, page);
}

/** Takes the bytes of an answer, made ready for a newcomer where one asks. */
async function finish(
  c: AppContext,
  answer: Response,
  isFirst: boolean,
): Promise<Omit<Finished, "from" | "until">> {
  const isPage = answer.headers.get("content-type")?.startsWith("text/html") ?? false;
  if (isPage) answer.headers.append("vary", "sec-fetch-site, sec-fetch-dest");
  if (!isPage || !isFirst)
    return { body: new Uint8Array(await answer.arrayBuffer()), headers: [...answer.headers], sheets: [] };
  const { html, sheets } = await forNewcomer(c, await answer.text());
  const etag = answer.headers.get("etag");
  if (etag) answer.headers.set("etag", etag.replace(/"$/, '-newcomer"'));
  return { body: new Uint8Array(new TextEncoder().encode(html)), headers: [...answer.headers], sheets };
}

function answerWith(c: AppContext, { body, headers, sheets }: Omit<Finished, "from" | "until">): Response {
  provide(c, inlinedSheets, sheets);
  return new Response(body, { headers });
}

function keep(name: string, page: Finished): void {
  bytes += page.body.byteLength - (pages.get(name)?.body.byteLength ?? 0);
  pages.delete(name);
  pages.set(name, page);
  for (const [oldest, { body }] of pages) {
    if (bytes <= maxBytes) break;
    pages.delete(oldest);
    bytes -= body.byteLength;
  }
}
