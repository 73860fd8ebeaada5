import { commandLine, runHere } from "../terminal/command-line.ts";
import { Problem } from "../terminal/problem.ts";
import { sealedTables } from "../worker/keeping/sealed-tables.ts";
import { compareKeys, forgetKeys, vaultKey } from "../worker/vault/key-checks.ts";
import { countByKey, countStale, resealAll } from "../worker/vault/resealing.ts";
import { type LocalState, withLocalDatabase } from "./database.ts";
import { comparedKeys, keysOf, openLocalKeys } from "./keys.ts";
import { Progress } from "./progress.ts";
import { localSecrets, saveSecrets } from "./secrets.ts";
import { idsOf, newRecordKeys, newSigningKey, newVaultKeys, withNewKey, withoutKeys } from "./vault-keys.ts";

const notes = `  npm run vault -- rotate --drop-old    seals everything with a new key and removes those that nothing needs any more
  npm run vault -- --drop-old           removes them, makes no new key
  STATE=/tmp/site npm run vault         of a server with another state

The server has to be stopped for all but status. The keys are in secrets.json in the state: without them nobody can read the database.`;

const program = commandLine("vault", "The keys that seal what people write.", notes)
  .option("--drop-old", "remove the keys that nothing needs any more")
  .action(({ dropOld }) => useKeys(dropOld));

program
  .command("status")
  .description("show which key has sealed how much")
  .action((_, command) => useKeys(command.optsWithGlobals().dropOld));

program
  .command("rotate")
  .description(
    "make a new key and seal everything again with it; stopped, it goes on where it was when run again",
  )
  .option("--production", "make a key for production and say what to do with it")
  .action(async ({ production }, command) => {
    if (production) console.log(stepsForProduction());
    else await useKeys(command.optsWithGlobals().dropOld, rotate);
  });

program
  .command("lost")
  .description("say that a key is lost for ever, so that the site starts without it")
  .argument("<id>", "the id of a key: k1, r1, index")
  .action((id) =>
    withLocalDatabase(({ folder, db }) => forgetLost(folder, db, id), "it knows its keys from its start"),
  );

program
  .command("new")
  .description("make the secrets of a site that is deployed for the first time")
  .action(() => console.log(newSecrets()));

await runHere(program);

async function useKeys(dropOld = false, first?: (state: LocalState) => Promise<void>): Promise<void> {
  const changes = dropOld || first !== undefined;
  await withLocalDatabase(
    async (state) => {
      await first?.(state);
      await report(state, dropOld);
    },
    // Looking does no harm beside a server.
    changes ? "it would go on with the old key, and could not open what the new one seals" : undefined,
  );
}

/** Finishes a rotation that was stopped. Makes a new key only if there was none. */
async function rotate(state: LocalState): Promise<void> {
  if ((await reseal(state)) > 0)
    return console.log("The rotation that was stopped is finished; no new key was made.");
  const secrets = localSecrets(state.folder);
  const keys = withNewKey(secrets.VAULT_KEYS ?? "");
  // Store the key before anything is sealed with it.
  saveSecrets(state.folder, { ...secrets, VAULT_KEYS: keys });
  console.log(`The new key is ${idsOf(keys)[0]}.`);
  await reseal(state);
}

async function reseal({ folder, db }: LocalState): Promise<number> {
  const { ring } = await keysOf(folder, db);
  const progress = new Progress(await countStale(db, ring, sealedTables), "rows");
  const total = { resealed: 0, broken: 0 };
  for await (const { resealed, broken } of resealAll(db, ring, sealedTables)) {
    total.resealed += resealed;
    total.broken += broken;
    progress.add(resealed + broken);
  }
  progress.end();
  if (total.resealed > 0)
    console.log(`Sealed again with the key ${ring.current}: ${inRows(total.resealed)}.`);
  if (total.broken > 0) {
    process.exitCode = 1;
    console.error(
      `${inRows(total.broken)} not opened and left as found: changed since, or the key is lost (docs/operating.md).`,
    );
  }
  return total.resealed;
}

async function report({ folder, db }: LocalState, dropOld: boolean): Promise<void> {
  const secrets = localSecrets(folder);
  await comparedKeys(db, secrets);
  const keys = secrets.VAULT_KEYS ?? "";
  const counts = await countByKey(db, sealedTables);
  const ids = [...new Set([...idsOf(keys), ...counts.keys()])];
  const [current] = idsOf(keys);
  const unused = idsOf(keys).filter((id) => id !== current && !counts.has(id));
  for (const id of ids) {
    const figure = new Intl.NumberFormat("en").format(counts.get(id) ?? 0);
    console.log(
      `${(id || "(not sealed)").padEnd(12)} ${figure.padStart(10)} texts  ${stateOf(id, keys, unused)}`,
    );
  }
  if (unused.length === 0) return;
  if (!dropOld) return console.log(`Nothing needs ${unused.join(", ")} any more: --drop-old removes it.`);
  await forgetKeys(db, unused.map(vaultKey)).run();
  saveSecrets(folder, { ...secrets, VAULT_KEYS: withoutKeys(keys, unused) });
  console.log(`Removed: ${unused.join(", ")}. A copy of the database from before cannot be read without it.`);
}

async function forgetLost(folder: string, db: D1Database, id: string): Promise<void> {
  const { faults } = await compareKeys(db, await openLocalKeys(localSecrets(folder)));
  const lost = faults.map(({ key }) => key).filter((key) => key.endsWith(` ${id}`));
  if (lost.length === 0) throw new Problem(`No key "${id}" is missing: see npm run vault -- status.`);
  await forgetKeys(db, lost).run();
  console.log(
    `Forgotten: ${lost.join(", ")}. What it wrote is neither read nor proved any more (docs/operating.md).`,
  );
}

function stateOf(id: string, keys: string, unused: readonly string[]): string {
  const ids = idsOf(keys);
  if (id === ids[0]) return "current: seals from now on";
  if (unused.includes(id)) return "old: not used any more";
  return ids.includes(id)
    ? "old: still needed, npm run vault -- rotate goes on"
    : "unknown: these do not open";
}

function newSecrets(): string {
  return `Made just now on this machine and kept nowhere. Keep them in your password store, and put each with
npx wrangler secret put NAME (docs/operating.md):

VAULT_KEYS
${newVaultKeys()}

RECORD_KEYS
${newRecordKeys()}

RECEIPT_KEY
${newSigningKey()}

LOG_KEY
${newSigningKey()}`;
}

function stepsForProduction(): string {
  // Without the present keys, the day is a number that none of them has.
  const day = new Date().toISOString().slice(0, 10).replaceAll("-", "");
  const [entry] = withNewKey(process.env.VAULT_KEYS || `k${Number(day) - 1}: `).split(" ");
  return `A new key, made just now on this machine and kept nowhere:

  ${entry}

1. Put it in front of the keys that you keep in your password store, with a space between, and save that.
2. npx wrangler secret put VAULT_KEYS     and paste the whole line.
3. The Worker's cron seals everything again, a few hundred rows a minute. It is done when this gives a date:
   npx wrangler d1 execute kept --remote --command "select * from vault_keys"
4. Keep the old keys until no backup that you may restore is older than that date (30 days for D1 Time Travel),
   then leave them out of the secret. Never leave out the entry "index".

With VAULT_KEYS set to the present line, the new key gets the next number.`;
}

function inRows(count: number): string {
  return `${new Intl.NumberFormat("en").format(count)} ${count === 1 ? "row" : "rows"}`;
}
