import { execFile, spawn } from "node:child_process";
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { beforeAll } from "vitest";
import organization from "../../content/organization.yaml";
import { awaitLock } from "../../local/lock.ts";
import { freePort } from "../../local/port.ts";
import { normaliseSource } from "../../worker/policy/text/source.ts";
import type { PublishedVersion, VersionLock } from "../../worker/policy/versions/version.ts";
import { startOfDay } from "../../worker/web/days.ts";
import { sha256 } from "../../worker/web/sha256.ts";
import { draft, publishDraft } from "../fixtures/publish-draft.ts";
import { copyRepository } from "../fixtures/repository.ts";

/** The day on which the later version takes effect: a material change that drops the newsletter as a purpose. */
export const later = "2031-05-01";

/** The day on which another version would have taken effect, had it not been withdrawn. */
export const withdrawn = "2031-04-01";

/** The only partner of that copy, until the last day of the version before. */
const partner = `name: Silk Road Mills
logo: silk-road-mills.svg
site: https://mills.example.com/
for: { en: Woollen blankets from Kashgar, zh: 喀什羊毛毯, ru: Шерстяные одеяла из Кашгара }
since: 2026-12-01
until: 2031-04-30
sections: [order]
`;

/** A copy of the repository in which later versions are published too, and a way to run it. */
export interface LaterSite {
  copy: string;
  /** Runs the copy as its user would, at a date, while `use` looks at it. Only the first run builds it. */
  servedAt: (at: string, use: (url: string) => Promise<void>) => Promise<void>;
}

/** That copy for the tests of a file, with a state of its own. */
export function siteWithLaterVersion(): LaterSite {
  const copy = copyFolder();
  beforeAll(() => copyOnce());
  return { copy, servedAt: (at, use) => serveAt(copy, at, use) };
}

/** The built copy, which the files of all processes share. Whoever needs it first makes it, and the others wait. */
export async function builtCopy(): Promise<string> {
  await copyOnce();
  const build = 'await (await import("./local/build.ts")).build()';
  await run(process.execPath, ["--input-type=module", "--eval", build], {
    cwd: copyFolder(),
  });
  return copyFolder();
}

const run = promisify(execFile);

const copyFolder = () => join(tmpdir(), "later-versions");

async function copyOnce(): Promise<void> {
  const unlock = await awaitLock(`${copyFolder()}.lock`);
  try {
    const isMade = join(copyFolder(), "made");
    if (existsSync(isMade)) return;
    await makeCopy(copyFolder());
    writeFileSync(isMade, "");
  } finally {
    unlock();
  }
}

/** The draft as an editor publishes it; then a version that is withdrawn, and the later one. */
async function makeCopy(copy: string): Promise<void> {
  copyRepository(copy);
  await run(process.execPath, ["editor/texts/write.ts"], { cwd: copy });
  await publishDraft(copy);
  await publish(copy, withdrawn, "The withdrawn text.", {
    state: { is: "withdrawn", on: "2031-03-25", reason: "It named the wrong partner." },
    publishedOn: "2031-03-01",
  });
  await publish(copy, later, "The later text.", { publishedOn: "2031-03-26" });
  const partners = join(copy, "content/partners");
  for (const file of readdirSync(partners)) rmSync(join(partners, file));
  writeFileSync(join(partners, "silk-road-mills.yaml"), partner);
  cpSync("content/look/mark.svg", join(partners, "silk-road-mills.svg"));
}

async function publish(
  copy: string,
  date: string,
  words: string,
  more: Partial<PublishedVersion>,
): Promise<void> {
  const policy = join(copy, "content/policy");
  const file = join(policy, "versions.json");
  const lock: VersionLock = JSON.parse(readFileSync(file, "utf8"));
  const before = lock.versions.find((version) => version.date === draft);
  if (!before?.languages.en) throw new Error("the draft was not published");
  const source = readFileSync(join(policy, draft, "en.mdx"), "utf8")
    // A paragraph at the beginning of the first clause.
    .replace(/<Clause [^>]*>\n/, (opening) => `${opening}\n${words}\n`)
    .replace(/^( *purposes: \[.*), newsletter\b/m, "$1");
  mkdirSync(join(policy, date));
  writeFileSync(join(policy, date, "en.mdx"), source);
  cpSync(join(policy, draft, "promises.yaml"), join(policy, date, "promises.yaml"));
  const purposes = before.commitments.purposes.filter((purpose) => purpose !== "newsletter");
  lock.versions.push({
    ...before,
    date,
    sequence: lock.versions.length + 1,
    effectiveAt: startOfDay(date, organization.timeZone).toISOString(),
    languages: { en: { ...before.languages.en, sha256: await sha256(normaliseSource(source)) } },
    commitments: { ...before.commitments, purposes },
    ...more,
  });
  writeFileSync(file, JSON.stringify(lock));
}

async function serveAt(copy: string, at: string, use: (url: string) => Promise<void>): Promise<void> {
  const port = await freePort(0);
  const server = spawn(process.execPath, ["local/install.mjs", "local/start.ts", "--at", at], {
    cwd: copy,
    env: { ...process.env, PORT: String(port), STATE: join(copy, "state") },
  });
  const ended = new Promise((resolve) => server.on("exit", resolve));
  try {
    await answering(server);
    await use(`http://localhost:${port}`);
  } finally {
    server.kill();
    await ended;
  }
}

async function answering(server: ReturnType<typeof spawn>): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  let said = "";
  for (const stream of [server.stdout, server.stderr]) {
    stream?.on("data", (chunk: Buffer) => {
      said += chunk;
      if (said.includes("Stop with Ctrl-C")) resolve();
    });
  }
  server.on("exit", () => reject(new Error(`the server stopped:\n${said}`)));
  await promise;
}
