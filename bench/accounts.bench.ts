import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { build } from "../local/build.ts";
import { type LocalServer, startServer } from "../local/server.ts";
import { answers, registration } from "../test/fixtures/answers.ts";
import { Visitor } from "../test/http/visitor.ts";
import { manyTimes } from "./at-once.ts";
import { cpuOf } from "./cpu.ts";
import { inFront, makeRows } from "./in-front.ts";
import { interleaved, ratio } from "./interleaved.ts";
import { overRounds, type Result } from "./result.ts";

const rounds = 5;
/** How often the dear acts are done in a round; cheap ones ten times as often, because CPU is counted in hundredths of a second. */
const times = 20;
const strangers = 300_000;
const email = "li.wei@example.org";

/** What a client costs: signing in, looking at the account, and taking a consent back among those of 300,000 others. */
export default async function* accounts(): AsyncGenerator<Result> {
  await build();
  const state = mkdtempSync(join(tmpdir(), "kept-bench-"));
  const vars = { FORMS_PER_NETWORK: "10000000" };
  const server = await startServer({ port: 0, state, quiet: true, cronsByHand: true, inFront, vars });
  try {
    await makeRows(server);
    await register(server);
    yield* visits(server);
    yield* withdrawals(server);
  } finally {
    await server.stop();
    rmSync(state, { recursive: true, force: true });
  }
}

/** Somebody with an account, whose password is hashed as everybody's. */
async function register(server: LocalServer): Promise<void> {
  await new Visitor(server.url).fillIn("/en/register/", { ...registration, email });
  await server.db.prepare("update users set email_verified = 1").run();
}

async function signedIn({ url }: LocalServer): Promise<Visitor> {
  const client = new Visitor(url);
  const { password } = registration;
  const { headers } = await client.fillIn("/en/sign-in/", { email, password });
  if (headers.get("location") !== "/en/account/") throw new Error("the client could not sign in");
  return client;
}

async function* visits(server: LocalServer): AsyncGenerator<Result> {
  const client = await signedIn(server);
  const costOf = (often: number, act: () => Promise<unknown>) => async () =>
    (await cpuOf(() => manyTimes(often, 1, act))) / often;
  const { row, ...costs } = await interleaved(
    {
      row: costOf(10 * times, () => client.send("/row", { body: "x".repeat(300) })),
      "signing in, with the form": costOf(times, () => signedIn(server)),
      "the overview": costOf(10 * times, () => opened(client, "/en/account/")),
      "what one agreed to": costOf(10 * times, () => opened(client, "/en/account/consents/")),
    },
    rounds,
  );
  for (const [name, cost] of Object.entries(costs))
    yield ratio(`account: CPU of ${name}, one stored row = 1`, cost, row);
}

async function opened(client: Visitor, path: string): Promise<void> {
  const answer = await client.open(path);
  if (answer.status !== 200) throw new Error(`${path} answered ${answer.status}`);
  await answer.text();
}

async function* withdrawals(server: LocalServer): AsyncGenerator<Result> {
  const client = await signedIn(server);
  const alone = await takeBack(client);
  await grow(server);
  const among = await takeBack(client);
  yield overRounds("account: taking a consent back", alone, "ms");
  yield overRounds(`account: the same among ${strangers} consents of others`, among, "ms");
}

/** Agrees to messages and takes that back, one after another. Gives the milliseconds that taking back took. */
async function takeBack(client: Visitor): Promise<number[]> {
  const took: number[] = [];
  for (let time = 0; time < times; time += 1) {
    const { headers } = await client.fillIn("/en/contact/", { ...answers.contact, email });
    const reference = /\/sent\/(.+)\/$/.exec(headers.get("location") ?? "")?.[1] ?? "";
    const began = performance.now();
    const answer = await client.send("/en/account/consents/withdraw/", { consent: `${reference}/support` });
    took.push(performance.now() - began);
    if (!answer.headers.get("location")?.endsWith("?done=withdrawn"))
      throw new Error(`${reference} could not be taken back: ${answer.status}`);
  }
  return took;
}

/** Consents of strangers, each like the first that somebody gave. */
async function grow(server: LocalServer): Promise<void> {
  const { db } = server;
  const { results } = await db
    .prepare("select name from pragma_table_info('consents')")
    .all<{ name: string }>();
  const own: Readonly<Record<string, string>> = {
    sequence: "null",
    id: "'grown' || i",
    subject: "printf('M-%014d', i)",
  };
  const names = results.map(({ name }) => name);
  const perStatement = 10_000;
  for (let first = 1; first <= strangers; first += perStatement)
    await db
      .prepare(
        `with recursive n(i) as (select ?1 union all select i + 1 from n where i < ?2)
         insert into consents (${names.join(", ")})
         select ${names.map((name) => own[name] ?? name).join(", ")} from n
           cross join (select * from consents where event = 'given' limit 1)`,
      )
      .bind(first, first + perStatement - 1)
      .run();
}
