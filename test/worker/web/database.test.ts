import { env } from "cloudflare:workers";
import { describe, expect, it } from "vitest";
import { patient } from "../../../worker/web/database.ts";
import { Unreachable } from "../../../worker/web/reach.ts";

const db = patient(env.DB);
const ask = (person: string) =>
  db
    .prepare("insert into statistics_readers (person, asked_at) values (?1, ?2)")
    .bind(person, "2026-12-01T10:00:00.000Z");
const failureOf = async (work: Promise<unknown>) => {
  const [outcome] = await Promise.allSettled([work]);
  return outcome.status === "rejected" ? outcome.reason : undefined;
};

describe("the database of a request", () => {
  it("throws what it refuses as a refusal, for whoever knows what that means: a key that is there already", async () => {
    await ask("anna").run();
    for (const again of [ask("anna").run(), db.batch([ask("boris"), ask("anna")])]) {
      const refused = await failureOf(again);
      expect(refused).toBeInstanceOf(Error);
      expect(refused).not.toBeInstanceOf(Unreachable);
      expect(refused).toMatchObject({ constraint: "unique", rule: "statistics_readers.person" });
    }
  });

  it("throws a statement of ours that is wrong as a refusal, not as if the database were away", async () => {
    const refused = await failureOf(db.prepare("select * from nothing").all());
    expect(refused).toBeInstanceOf(Error);
    expect(refused).not.toBeInstanceOf(Unreachable);
  });

  it("is unreachable when it fails", async () => {
    const failing = { prepare: () => ({ run: () => Promise.reject(new Error("Network connection lost.")) }) };
    const failed = await failureOf(
      patient(failing as unknown as D1Database)
        .prepare("select 1")
        .run(),
    );
    expect(failed).toBeInstanceOf(Unreachable);
  });
});
