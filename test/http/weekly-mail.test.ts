import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { build } from "../../local/build.ts";
import { type LocalServer, startServer } from "../../local/server.ts";
import { firstVersion, hereAt, today } from "../fixtures/content.ts";
import { signingSecret } from "../fixtures/signing-secret.ts";
import { chrome } from "../fixtures/visit.ts";
import { eventually, rowsOf } from "./site.ts";
import { signInAgain, staffMember } from "./staff-member.ts";
import { mailsTo } from "./visitor.ts";

const group = firstVersion.commitments.smallestGroup;
const weekMs = 7 * 24 * 60 * 60 * 1000;

/** How far noon is. A week that has just begun is not yet the one that the mail is about. */
const noonMs = hereAt(today()).getTime() - Date.now();

test("staff who ask get last week's figures once, and none after they have stopped", async () => {
  await build();
  const state = mkdtempSync(join(tmpdir(), "kept-weekly-"));
  /** Serves the same data some weeks from now. */
  const after = async (weeks: number, use: (server: LocalServer) => Promise<void>) => {
    const vars = { SIGNING_SECRET: signingSecret };
    const server = await startServer({
      port: 0,
      state,
      quiet: true,
      cronsByHand: true,
      clockShiftMs: noonMs + weeks * weekMs,
      vars,
    });
    try {
      await use(server);
    } finally {
      await server.stop();
    }
  };
  const reports = async (server: LocalServer, email: string) => {
    await server.runCron();
    await server.runCron();
    await eventually(async () => {
      const waiting = (await rowsOf(server, "outbox")).filter((row) => row.sent_at === null);
      return waiting.length === 0 ? true : undefined;
    });
    return mailsTo(server.mailbox, email).filter(({ subject }) => subject.startsWith("Visits from"));
  };
  try {
    const asked = { email: "", secret: "" };
    await after(0, async (server) => {
      const { visitor, ...member } = await staffMember(server, "analyst");
      Object.assign(asked, member);
      for (let view = 0; view < group + 2; view += 1) {
        const headers = { "user-agent": chrome(), "sec-fetch-dest": "document", "sec-fetch-site": "none" };
        await fetch(`${server.url}/en/policy/`, { headers });
      }
      await visitor.send("/staff/statistics/mail/", { weekly: "yes" });
      expect(await reports(server, asked.email)).toEqual([]);
      const counted = server.db.prepare(
        "select sum(views) as views from visit_cells where indicator = 'total'",
      );
      await expect.poll(() => counted.first<number>("views")).toBe(group + 2);
    });
    await after(1, async (server) => {
      const [report, ...more] = await reports(server, asked.email);
      expect(more).toEqual([]);
      expect(report?.text).toContain(`Views: ${group}`);
      expect(report?.text).toContain(`/en/policy/ ${group}`);
      expect(report?.text).toMatch(/\/staff\/statistics\/\?from=\d{4}-\d\d-\d\d&to=\d{4}-\d\d-\d\d/);
      const visitor = await signInAgain(server, asked);
      expect((await visitor.send("/staff/statistics/mail/", { weekly: "no" })).status).toBe(303);
    });
    await after(2, async (server) => {
      expect(await reports(server, asked.email)).toHaveLength(1);
    });
  } finally {
    rmSync(state, { recursive: true });
  }
});
