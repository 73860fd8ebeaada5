import { env } from "cloudflare:workers";
import { strFromU8, unzipSync } from "fflate";
import { assert } from "vitest";
import { jobs } from "../../../worker/keeping/jobs.ts";
import { runJobs } from "../../../worker/keeping/running.ts";
import { answers } from "../../fixtures/answers.ts";
import { settled } from "../../workerd/afterwards.ts";
import { type Copy, copyOf, putBack } from "../copies.ts";
import { ask, fillIn } from "../site.ts";
import { signedOrder } from "./errands.ts";
import { makePerson, type Person, password } from "./person.ts";
import { text } from "./things.ts";

/** What somebody can do, or have happen to them. */
export const acts = [
  "register",
  "order",
  "agree",
  "write",
  "withdraw",
  "export",
  "erase",
  "sweep",
  "copy",
  "restore",
] as const;

export const names = ["li", "eve"] as const;

/** What somebody has here, as simply as it can be said. */
interface Having {
  person: Person | undefined;
  /** What was sent, and whether the consent to it still stands. */
  sent: Record<string, boolean>;
}

type Model = Record<(typeof names)[number], Having>;

/** The world as it was, with what happened to it since. */
interface Earlier {
  copy: Copy;
  model: Model;
  erasedSince: Set<(typeof names)[number]>;
}

const nothing = (): Having => ({ person: undefined, sent: {} });

/** The site, and a simple model of it: after each act both say the same. */
export class World {
  model: Model = { li: nothing(), eve: nothing() };

  earlier: Earlier | undefined;

  async does(act: (typeof acts)[number], name: (typeof names)[number]): Promise<void> {
    const having = this.model[name];
    if (act === "register") having.person ??= await makePerson(name);
    if (act === "write") having.sent[await writes(`${name}@example.org`)] = true;
    if (act === "sweep") await runJobs(env, jobs);
    if (act === "copy") await this.#copies();
    if (act === "restore" && this.earlier) await this.#restores(this.earlier);
    if (having.person) await this.#doesInAccount(act, name, having.person);
    await this.#isAsTheModelSays();
  }

  async #doesInAccount(
    act: (typeof acts)[number],
    name: (typeof names)[number],
    person: Person,
  ): Promise<void> {
    const { sent } = this.model[name];
    if (act === "order") sent[await this.#orders(person)] = true;
    if (act === "agree") await this.#agrees(person);
    if (act === "withdraw") await this.#withdraws(person, sent);
    if (act === "export") await this.#exports(person, sent);
    if (act === "erase") await this.#erases(person, name);
  }

  async #orders({ cookie }: Person): Promise<string> {
    const answer = await fillIn("signed-order", "/en/account/order/", { ...signedOrder, password }, cookie);
    assert.equal(answer.status, 303);
    return text("select reference as found from orders order by received_at desc, reference limit 1");
  }

  async #agrees({ cookie }: Person): Promise<void> {
    const fields = { consent: "yes", password };
    const answer = await fillIn("accept-policy", "/en/account/consents/accept/", fields, cookie);
    assert.equal(answer.headers.get("location"), "/en/account/consents/?done=signed");
  }

  async #withdraws({ cookie }: Person, sent: Having["sent"]): Promise<void> {
    const standing = Object.keys(sent).find((reference) => sent[reference]);
    if (standing === undefined) return;
    const consent = `${standing}/${standing.startsWith("B-") ? "orders" : "support"}`;
    const answer = await ask("/en/account/consents/withdraw/", { cookie, fields: { consent } });
    assert.equal(answer.headers.get("location"), "/en/account/consents/?done=withdrawn");
    sent[standing] = false;
  }

  async #exports({ cookie }: Person, sent: Having["sent"]): Promise<void> {
    const answer = await ask("/en/account/export/", { cookie, fields: {} });
    const files = Object.values(unzipSync(new Uint8Array(await answer.arrayBuffer()))).map((file) =>
      strFromU8(file),
    );
    const named = new Set(files.join("\n").match(/\b[BM](?:-[0-9A-Z]{4}){3}\b/g));
    assert.deepEqual([...named].toSorted(), Object.keys(sent).toSorted());
  }

  async #erases({ cookie }: Person, name: (typeof names)[number]): Promise<void> {
    const answer = await fillIn("delete", "/en/account/delete/", { when: "now", password }, cookie);
    assert.equal(answer.headers.get("location"), "/en/erased/");
    this.model[name] = nothing();
    this.earlier?.erasedSince.add(name);
  }

  async #copies(): Promise<void> {
    await settled();
    this.earlier = { copy: await copyOf(), model: copied(this.model), erasedSince: new Set() };
  }

  /** Whatever came after the copy is lost, but nobody who was erased is back. */
  async #restores({ copy, model, erasedSince }: Earlier): Promise<void> {
    await settled();
    await putBack(copy);
    await runJobs(
      env,
      jobs.filter(({ name }) => name === "accounts: repeat erasures after a restore"),
    );
    this.model = copied(model);
    for (const name of erasedSince) this.model[name] = nothing();
    await this.#copies();
  }

  async #isAsTheModelSays(): Promise<void> {
    const { results } = await env.DB.prepare(
      `select s.reference, (select event from current_consents where subject = s.reference) as event
       from submissions s order by 1`,
    ).all<{ reference: string; event: string }>();
    const expected = Object.values(this.model).flatMap(({ sent }) => Object.entries(sent));
    assert.deepEqual(
      results.map(({ reference, event }) => [reference, event === "given"]),
      expected.toSorted(([one], [other]) => (one < other ? -1 : 1)),
    );
    const accounts = Object.values(this.model).flatMap(({ person }) => (person ? [person.userId] : []));
    const users = await env.DB.prepare("select id from users order by id").all<{ id: string }>();
    assert.deepEqual(
      users.results.map(({ id }) => id),
      accounts.toSorted(),
    );
    // What stays of the erased names nobody, and stands no longer.
    const standing = await env.DB.prepare(
      `select count(*) as n from current_consents where event = 'given'
         and subject not in (select reference from submissions) and subject not in (select id from users)`,
    ).first<{ n: number }>();
    assert.equal(standing?.n, 0);
  }
}

function copied(model: Model): Model {
  return {
    li: { person: model.li.person, sent: { ...model.li.sent } },
    eve: { person: model.eve.person, sent: { ...model.eve.sent } },
  };
}

/** Sends a message; gives its reference. */
async function writes(email: string): Promise<string> {
  const answer = await fillIn("contact", "/en/contact/", { ...answers.contact, email });
  return /\/sent\/(.+)\/$/.exec(answer.headers.get("location") ?? "")?.[1] ?? "";
}
