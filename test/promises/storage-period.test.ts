import { mkdtempSync, rmSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, inject, test } from "vitest";
import { build } from "../../local/build.ts";
import { type LocalServer, startServer } from "../../local/server.ts";
import { signingSecret } from "../fixtures/signing-secret.ts";
import { allMail, fillIn, referenceOf, rowsOf, siteShiftMs } from "../http/site.ts";
import { staffMember } from "../http/staff-member.ts";
import { from, inForce, inText } from "./outside.ts";

const state = mkdtempSync(join(inject("states"), "periods-"));
const dayMs = 86_400_000;
const email = "periods@promises.example.org";
const references = { feedback: "", held: "", order: "", unconfirmed: "" };
/** Days after which feedback is over by the version in force: a year where it says that the purpose decides. */
let period = 366;
beforeAll(() => build());
afterAll(() => rmSync(state, { recursive: true, force: true }));

/** Serves the same data some days from now, with the cron run once. */
async function inDays(days: number, use: (server: LocalServer) => Promise<void>): Promise<void> {
  const vars = { SIGNING_SECRET: signingSecret };
  const options = { port: 0, state, quiet: true, cronsByHand: true, vars };
  const server = await startServer({ ...options, clockShiftMs: siteShiftMs() + days * dayMs });
  try {
    await server.runCron();
    await use(server);
  } finally {
    await server.stop();
  }
}

/** The entry of the register with which the law keeps something. */
const register = "R-HELD-0000-0001";

/** Staff propose to disclose a record, and hold it until that is decided. */
async function hold(server: LocalServer, records: string): Promise<void> {
  const { visitor } = await staffMember(server, "manager");
  const reviewOn = new Date(server.now().getTime() + 90 * dayMs).toISOString().slice(0, 10);
  const named = { kind: "order", recipient: "Court", basis: "Article 57", reason: "It was ordered." };
  const proposal = { ...named, reference: register, records, "field-rating": "yes", tell: "tell", reviewOn };
  const answer = await visitor.send("/staff/disclosures/propose/", { ...proposal, hold: "yes" });
  expect(answer.status).toBe(303);
}

const kept = async (server: LocalServer, table: string) =>
  (await rowsOf(server, table)).map(({ reference }) => reference);

describe("storage-period", () => {
  test("The Organization keeps personal data for as long as Clients need it for their purposes in obtaining goods and services from us.", async () => {
    await inDays(0, async (server) => {
      const { retention } = (await inForce(server)).commitments;
      period = retention.feedback === "purpose" ? 366 : (Number(retention.feedback?.slice(1, -1)) / 12) * 366;
      const send = async (form: "feedback" | "order" | "data-request") =>
        referenceOf(await fillIn(`${server.url}/en/${form}/`, from(form, email)));
      references.feedback = await send("feedback");
      references.held = await send("feedback");
      references.order = await send("order");
      references.unconfirmed = await send("data-request");
      // A link does not age while its mail waits.
      await allMail(server);
      await hold(server, references.held);
      const page = inText(await (await fetch(`${server.url}/en/sent/${references.feedback}/`)).text());
      expect(page).toMatch(/until \d+ \w+ \d{4}/i);
    });
    await inDays(period - 3, async (server) => {
      expect(new Set(await kept(server, "feedback"))).toEqual(
        new Set([references.feedback, references.held]),
      );
      // Nobody has confirmed the data request.
      expect(await kept(server, "data_requests")).toEqual([]);
      expect(await kept(server, "orders")).toEqual([references.order]);
    });
  });

  test("When a period ends, we erase the data.", async () => {
    await inDays(period + 1, async (server) => {
      expect(await kept(server, "feedback")).toEqual([references.held]);
      // Nobody has closed the order, so its purpose goes on.
      expect(await kept(server, "orders")).toEqual([references.order]);
      expect(new Set(await kept(server, "submissions"))).toEqual(
        new Set([references.order, references.held]),
      );
    });
  });

  test("Data may be kept differently in cases where applicable international law requires or permits this.", async () => {
    await inDays(period + 2, async (server) => {
      expect(await kept(server, "feedback")).toEqual([references.held]);
      const { visitor } = await staffMember(server, "owner");
      const released = await visitor.send(`/staff/disclosures/${register}/hold/release/`, { position: "2" });
      expect(released.headers.get("location")).toContain("done=hold-released");
    });
    await inDays(period + 3, async (server) => expect(await kept(server, "feedback")).toEqual([]));
  });

  test("We check every day which periods have ended.", async () => {
    await inDays(period + 4, async (server) => {
      const runs = (await rowsOf(server, "job_runs")).filter(
        ({ name }) => name === "submissions: erase what is over",
      );
      expect(new Set(runs.map(({ day }) => day)).size).toBe(6);
      expect(
        runs.map(({ counts }) => JSON.parse(String(counts)).feedback ?? 0).toSorted((a, b) => a - b),
      ).toEqual([0, 0, 0, 0, 1, 1]);
    });
  });
});
