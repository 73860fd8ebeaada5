import { createPublicKey, verify } from "node:crypto";
import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { answers } from "../fixtures/answers.ts";
import { everyTable, mailTo, type Site, send } from "../http/site.ts";

/** What anybody can find out about the running site, without its code. */

/** How many rows each table has that can be about somebody. Visits, runs of jobs and keys are about nobody. */
export async function rowCounts(site: Site): Promise<Record<string, number>> {
  const tables = [...(await everyTable(site.server))];
  const about = tables.filter(([name]) => !/^(?:visit|job_runs|(?:vault|noted)_keys|d1_)/.test(name));
  return Object.fromEntries(about.map(([name, rows]) => [name, rows.length]));
}

/** Which of some words are on the disk of the site, in any file. */
export function onDisk(site: Site, words: readonly string[]): string[] {
  const files = readdirSync(join(site.state, "data"), { recursive: true }).map((file) =>
    join(site.state, "data", String(file)),
  );
  const bytes = Buffer.concat(
    files.filter((file) => statSync(file).isFile()).map((file) => readFileSync(file)),
  );
  return words.filter((word) => bytes.includes(word));
}

/** What binds now, as the site says. */
export interface InForce {
  date: string;
  commitments: { retention: Record<string, string> };
}

/** The version in force. */
export async function inForce({ url }: Pick<Site, "url">): Promise<InForce> {
  const { versions } = (await (await fetch(`${url}/en/policy/versions.json`)).json()) as {
    versions: (InForce & { state: string })[];
  };
  const found = versions.find(({ state }) => state === "in-force");
  if (!found) throw new Error("no version is in force");
  return found;
}

/** The page at a path, as text without tags. */
export async function textAt(site: Site, path: string): Promise<string> {
  return inText(await (await fetch(site.url + path)).text());
}

export function inText(html: string): string {
  return html.replace(/<[^>]+>/g, " ").replace(/\s+/g, " ");
}

/** The page of a mailed link, used by pressing its button. */
export async function press(site: Site, email: string, kind: string): Promise<Response> {
  const { text } = await mailTo(site.server, email, `/${kind}/`);
  const link = new RegExp(`http\\S+/${kind}/[\\w-]{43}/`).exec(text)?.[0];
  if (!link) throw new Error(`no /${kind}/ link was mailed to ${email}`);
  const html = await (await fetch(link)).text();
  const hidden = [...html.matchAll(/<input type="hidden" name="([^"]+)" value="([^"]*)"/g)];
  return send(link, Object.fromEntries(hidden.map(([, name = "", value = ""]) => [name, value])));
}

/** What a form takes, with another address. */
export function from<Form extends keyof typeof answers>(form: Form, email: string): Record<string, string> {
  return { ...answers[form], email };
}

/** A signed receipt: what it says, if the site's published key has signed exactly this. */
export async function receiptOf(site: Site, address: string): Promise<Record<string, unknown> | undefined> {
  const { jws } = (await (await fetch(site.url + address)).json()) as { jws: string };
  const { keys } = (await (await fetch(`${site.url}/.well-known/receipt-keys.json`)).json()) as {
    keys: JsonWebKey[];
  };
  const [header = "", payload = "", signature = ""] = jws.split(".");
  const isSigned = keys.some((jwk) => {
    const key = createPublicKey({ key: jwk as never, format: "jwk" });
    return verify(null, Buffer.from(`${header}.${payload}`), key, Buffer.from(signature, "base64url"));
  });
  return isSigned ? JSON.parse(Buffer.from(payload, "base64url").toString()) : undefined;
}
