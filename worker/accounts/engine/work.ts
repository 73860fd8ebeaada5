import organization from "../../../content/organization.yaml";
import { keyRing } from "../../vault/ring.ts";
import { now } from "../../web/clock.ts";
import { deviceInWords } from "../../web/device-words.ts";
import { legalName } from "../../web/names.ts";
import { type Language, staffLanguage } from "../../web/organization.ts";
import type { Engine, RefusalCode } from "./engine.ts";
import type { Snapshot, Whose } from "./rows.ts";
import { snapshotOf } from "./snapshot.ts";
import { loading } from "./stored-rows.ts";
import { storing } from "./storing.ts";

/** One person's rows while a request changes them: loaded in one round trip, stored in the caller's batch. */
export interface Work {
  rows: Snapshot;
  /** The language for writing to the person; English without an account. */
  language: Language;
  /** What the caller asked to load in the same round trip. */
  more: D1Result[];
  /** Lets the engine act. Gives its answer and the cookies it sets, or the code of its refusal. */
  run<Answer>(act: (api: Engine["api"], headers: Headers) => Promise<Answered<Answer>>): Promise<Ran<Answer>>;
  /** Drops what was loaded, to put a new account in its place. The database deletes the old one with it. */
  forget(): void;
  /** The statements that store what has changed since loading. */
  changes(): Promise<D1PreparedStatement[]>;
  /** The secret of the link for a new password, once the engine has made one. */
  resetToken?: string;
}

export type Answered<Answer> = { headers: Headers; response: Answer };

export type Ran<Answer> = { answer: Answer; cookies: string[] } | { refused: RefusalCode };

/** The part of a request that says who is asking. */
export interface Asker {
  env: Env;
  headers: Headers;
}

/** Loads one person's rows and the engine for them. */
export async function startWork(
  { env, headers: asked }: Asker,
  whose: Whose,
  more: readonly D1PreparedStatement[] = [],
): Promise<Work> {
  const db = env.DB;
  const clockShiftMs = Number(env.CLOCK_SHIFT_MS ?? 0);
  const statements = loading(db, whose);
  const [results, ring, engine, { hashCostIn }] = await Promise.all([
    db.batch([...statements, ...more]),
    keyRing(env),
    import("./engine.ts"),
    import("./hashing.ts"),
  ]);
  const rows = await snapshotOf(results, ring, whose, clockShiftMs);
  for (const row of rows.twoFactor)
    row.secret = await engine.encryptSecret(String(row.secret), env.SIGNING_SECRET);
  const before = structuredClone(rows);
  const [user] = (results[0]?.results ?? []) as { language: Language }[];
  const work: Work = {
    rows,
    language: user?.language ?? staffLanguage(organization),
    more: results.slice(statements.length),
    async run(act) {
      const auth = engine.openEngine(rows, {
        origin: env.ORIGIN,
        secret: env.SIGNING_SECRET,
        issuer: legalName(organization),
        hashCost: hashCostIn(env),
        onResetToken: (token) => {
          work.resetToken = token;
        },
      });
      try {
        const { headers, response } = await act(auth.api, cookiesOf(asked));
        // The engine also ends a cookie of its own, which it never sets here.
        const cookies = headers.getSetCookie().filter((cookie) => cookie.startsWith("__Host-"));
        return { answer: response, cookies };
      } catch (error) {
        return { refused: engine.refusalOf(error) };
      }
    },
    forget: () => {
      for (const rowsOf of [...Object.values(before), ...Object.values(rows)]) rowsOf.length = 0;
    },
    changes: () =>
      storing(db, ring, before, rows, {
        at: now(env),
        clockShiftMs,
        device: deviceInWords(asked.get("user-agent") ?? ""),
        openSecret: (encrypted) => engine.decryptSecret(encrypted, env.SIGNING_SECRET),
      }),
  };
  return work;
}

/** The engine sees the browser's cookies and nothing else of the request. */
function cookiesOf(asked: Headers): Headers {
  return new Headers({ cookie: asked.get("cookie") ?? "" });
}
