import { mkdtempSync, rmSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, inject, test } from "vitest";
import { build } from "../../local/build.ts";
import { type LocalServer, startServer } from "../../local/server.ts";
import { signingSecret } from "../fixtures/signing-secret.ts";
import { fillIn, referenceOf, rowsOf } from "../http/site.ts";
import { from, inText } from "./outside.ts";

const state = mkdtempSync(join(inject("states"), "periods-"));
const dayMs = 86_400_000;
const email = "periods@promises.example.org";
const references: Record<"feedback" | "order", string> = { feedback: "", order: "" };
beforeAll(() => build());
afterAll(() => rmSync(state, { recursive: true, force: true }));

/** Serves the same data some days from now, with the cron run once. */
async function inDays(days: number, use: (server: LocalServer) => Promise<void>): Promise<void> {
  const vars = { SIGNING_SECRET: signingSecret };
  const options = { port: 0, state, quiet: true, cronsByHand: true, vars };
  const server = await startServer({ ...options, clockShiftMs: days * dayMs });
  try {
    await server.runCron();
    await use(server);
  } finally {
    await server.stop();
  }
}

const kept = async (server: LocalServer, table: string) =>
  (await rowsOf(server, table)).map(({ reference }) => reference);

describe("storage-period", () => {
  test("The Organization keeps personal data for as long as Clients need it for their purposes in obtaining goods and services from us.", async () => {
    await inDays(0, async (server) => {
      for (const form of ["feedback", "order"] as const)
        references[form] = referenceOf(await fillIn(`${server.url}/en/${form}/`, from(form, email)));
      const page = inText(await (await fetch(`${server.url}/en/sent/${references.feedback}/`)).text());
      expect(page).toMatch(/until \d+ \w+ \d{4}/i);
    });
    await inDays(364, async (server) => {
      expect(await kept(server, "feedback")).toEqual([references.feedback]);
      expect(await kept(server, "orders")).toEqual([references.order]);
    });
  });

  test("When a period ends, we erase the data.", async () => {
    await inDays(367, async (server) => {
      expect(await kept(server, "feedback")).toEqual([]);
      // Nobody has closed the order, so its purpose goes on.
      expect(await kept(server, "orders")).toEqual([references.order]);
      expect(await kept(server, "submissions")).toEqual([references.order]);
    });
  });

  test("We check every day which periods have ended.", async () => {
    await inDays(368, async (server) => {
      const runs = (await rowsOf(server, "job_runs")).filter(
        ({ name }) => name === "submissions: erase what is over",
      );
      expect(new Set(runs.map(({ day }) => day)).size).toBe(4);
      expect(
        runs.map(({ counts }) => JSON.parse(String(counts)).feedback ?? 0).toSorted((a, b) => a - b),
      ).toEqual([0, 0, 0, 1]);
    });
  });
});
