import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { Problem, reasonOf } from "../../terminal/problem.ts";
import { workerSecrets } from "../secrets.ts";
import { rowsOf } from "./database.ts";
import { jsonOf, type Wrangler } from "./wrangler.ts";

/** What a deployment does about secrets. */
export interface PreparedSecrets {
  /** The file to upload with the Worker; undefined when it has every secret. */
  upload?: string;
  /** Made for this first deployment, and on this machine only until its owner keeps them elsewhere. */
  made?: Readonly<Record<string, string>>;
}

/**
 * Sees to it that the Worker has every secret it needs. A first deployment makes them, in a file that a repeat reads
 * again, so that one that was stopped goes on with the same keys.
 * @throws Problem when some are missing that only their owner has
 */
export function prepareSecrets(
  run: Wrangler,
  { worker, database, file }: { worker: string; database: string; file: string },
): PreparedSecrets {
  const present = secretsOf(run, worker);
  const missing = Object.keys(workerSecrets).filter((name) => !present.includes(name));
  if (missing.length === 0) return {};
  if (present.length > 0 || wasWrittenWithKeys(run, database, file))
    throw new Problem(
      `The Worker lacks ${missing.join(", ")}. Take ${missing.length === 1 ? "it" : "them"} from your password store and put each: npx wrangler secret put NAME. One that there never was comes from npm run vault -- new (docs/operating.md).`,
    );
  return { upload: file, made: existsSync(file) ? readMade(file) : make(file) };
}

/** Names of the secrets that a Worker has; none for one that does not exist yet. */
function secretsOf(run: Wrangler, worker: string): string[] {
  const ran = run(["secret", "list", "--name", worker, "--format", "json"], "read");
  if (ran.status !== 0) {
    if (/10007|10090|does not exist|not found/i.test(ran.said)) return [];
    throw new Problem(`The Worker's secrets could not be listed: ${ran.said.slice(-1500)}`);
  }
  return jsonOf<{ name: string }[]>(ran, "The Worker's secrets").map(({ name }) => name);
}

/** Whether a database holds what only other keys open. New ones would be refused, and everything else lost. */
function wasWrittenWithKeys(run: Wrangler, database: string, file: string): boolean {
  if (existsSync(file)) return false;
  return (rowsOf(run, database, "select name from key_checks") ?? []).length > 0;
}

function make(file: string): Record<string, string> {
  const made = Object.fromEntries(Object.entries(workerSecrets).map(([name, value]) => [name, value()]));
  try {
    writeFileSync(file, `${JSON.stringify(made, undefined, 2)}\n`, { mode: 0o600, flag: "wx", flush: true });
  } catch (error) {
    throw new Problem(`Cannot write the new secrets to ${file} (${reasonOf(error)}).`, { cause: error });
  }
  return made;
}

function readMade(file: string): Record<string, string> {
  const made = JSON.parse(readFileSync(file, "utf8")) as Record<string, string>;
  const missing = Object.keys(workerSecrets).filter((name) => !made[name]);
  if (missing.length === 0) return made;
  throw new Problem(`${file} lacks ${missing.join(", ")}: complete it, or name another file with --secrets.`);
}
