import { env } from "cloudflare:workers";
import { describe, expect, it, vi } from "vitest";
import { insertUser } from "../../../../worker/accounts/engine/stored-rows.ts";
import { updateRole } from "../../../../worker/accounts/engine/users.ts";
import { eraseClient } from "../../../../worker/accounts/erasure/erasing.ts";
import { claimDueMail, openMail } from "../../../../worker/mail/outbox.ts";
import { versions } from "../../../../worker/policy/versions/lock.ts";
import { lastWeek, weeklyLetter } from "../../../../worker/staff/statistics/weekly-letter.ts";
import { queueWeeklyMail } from "../../../../worker/staff/statistics/weekly-mail.ts";
import { keyRing } from "../../../../worker/vault/ring.ts";
import { addBatch } from "../../../../worker/visits/counting/daily-cells.ts";
import { statisticsAt } from "../../../../worker/visits/figures/loading.ts";
import {
  askWeeklyMail,
  stopWeeklyMail,
  wantsWeeklyMail,
} from "../../../../worker/visits/figures/weekly-readers.ts";
import { RunReport } from "../../../../worker/web/run-report.ts";
import { hereAt } from "../../../fixtures/content.ts";
import { cell } from "../../../fixtures/visit.ts";
import { committed } from "../../committed.ts";

committed({ smallestGroup: 5 });

/** A Wednesday; the week before began on 30 November. The clock goes on from here while a test runs. */
const at = hereAt("2026-12-09").getTime();
const on = (indicator: Parameters<typeof cell>[0], value: string, views: number, day: string) => ({
  ...cell(indicator, value, views, 0),
  day,
});

describe("staff who ask for last week's figures by mail", () => {
  const letters = async () => {
    const ring = await keyRing(env);
    const claimed = await claimDueMail(env.DB, new Date(at + 60_000), new Date(at + 120_000), 10);
    return Promise.all(claimed.map((one) => openMail(ring, one)));
  };
  const join = async (id: string, role: "analyst" | "editor") => {
    const row = { id, email: `${id}@example.org`, name: id, emailVerified: true };
    await env.DB.batch(await insertUser(env.DB, await keyRing(env), row, "2026-11-22T00:00:00Z"));
    await updateRole(env.DB, id, role).run();
  };
  const ask = (person: string) => askWeeklyMail(env.DB, person, "2026-11-23", new Date(at)).run();
  const queue = async () => {
    const report = new RunReport();
    await queueWeeklyMail({ ...env, CLOCK_SHIFT_MS: String(at - Date.now()) }, report);
    return report;
  };

  it("get it once a week, in full groups", async () => {
    await addBatch(env.DB, 0, 1, [on("total", "all", 23, "2026-12-02")], new Date());
    await join("anna", "analyst");
    await ask("anna");
    await queue();
    await queue();
    const [letter, ...more] = await letters();
    expect(more).toEqual([]);
    expect(letter?.to).toBe("anna@example.org");
    expect(letter?.subject).toBe("Visits from 30 November 2026 to 6 December 2026");
    expect(letter?.text).toContain("Views: 20");
  });

  it("get it though the address of another does not open", async () => {
    vi.spyOn(console, "error").mockReturnValueOnce();
    await join("anna", "analyst");
    await join("boris", "analyst");
    for (const person of ["anna", "boris"]) await ask(person);
    await env.DB.prepare(
      `update users set sealed_email = (select sealed_email from users where id = 'boris') where id = 'anna'`,
    ).run();
    const { counts, setAside } = await queue();
    expect({ counts, setAside }).toEqual({ counts: { mails: 1 }, setAside: 1 });
    expect((await letters()).map(({ to }) => to)).toEqual(["boris@example.org"]);
  });

  it("get none when they stopped it, left, or do other work now, and are then forgotten", async () => {
    await join("anna", "analyst");
    await join("boris", "editor");
    for (const person of ["anna", "boris", "gone"]) await ask(person);
    await stopWeeklyMail(env.DB, "anna").run();
    await queue();
    expect(await letters()).toEqual([]);
    for (const person of ["anna", "boris", "gone"])
      expect([person, await wantsWeeklyMail(env.DB, person)]).toEqual([person, false]);
  });

  it("get none once their account is erased, and are forgotten with it", async () => {
    await join("anna", "analyst");
    await ask("anna");
    await eraseClient(env, { userId: "anna", emailIndex: "the index of anna" });
    expect(await wantsWeeklyMail(env.DB, "anna")).toBe(false);
  });

  it("get the first one about the week in which they asked", async () => {
    await join("anna", "analyst");
    await askWeeklyMail(env.DB, "anna", "2026-11-30", new Date(at)).run();
    await queue();
    expect(await letters()).toEqual([]);
  });

  it("get it when the last views of Sunday are counted, an hour into Monday", () => {
    const weekAt = (time: string) => lastWeek(new Date(`${time}:00+08:00`), "Asia/Shanghai");
    expect(weekAt("2026-12-07T00:59")).toBe("2026-11-23");
    expect(weekAt("2026-12-07T01:00")).toBe("2026-11-30");
    expect(weekAt("2026-12-13T23:59")).toBe("2026-11-30");
  });

  it("cost nothing while nobody asks", async () => {
    await queue();
    expect(await letters()).toEqual([]);
  });
});

describe("the weekly mail", () => {
  it.each([
    ["en", "Visits from 30 November 2026 to 6 December 2026", "Views: fewer than 5"],
    ["zh", "2026年11月30日至 2026年12月6日的访问统计", "浏览：少于 5"],
    [
      "ru",
      "Посещения с 30\u00A0ноября 2026\u00A0года по 6\u00A0декабря 2026\u00A0года",
      "Просмотры: меньше 5",
    ],
  ] as const)("is written in %s", async (language, heading, views) => {
    const [version] = versions;
    if (!version) throw new Error("no version is published");
    const week = { from: "2026-11-30", to: "2026-12-06" };
    const statistics = await statisticsAt(env.DB, week, version.commitments, "2026-12-09");
    const letter = weeklyLetter(statistics, "https://www.example.com", language);
    expect(letter).toMatchObject({ language, heading });
    expect(letter.paragraphs[0]).toBe(views);
    expect(letter.paragraphs.at(-1)).toContain("/staff/statistics/?from=2026-11-30&to=2026-12-06");
  });
});
