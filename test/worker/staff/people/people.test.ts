import { env } from "cloudflare:workers";
import { describe, expect, it } from "vitest";
import { recordOtherRoleChanges } from "../../../../worker/staff/members/role-changes.ts";
import { RunReport } from "../../../../worker/web/run-report.ts";
import { settled } from "../../../workerd/afterwards.ts";
import { ask, fillIn, lastShown } from "../../site.ts";
import { act, password, staff } from "../desk/people.ts";

const list = "/staff/people/";

async function logged(): Promise<string[]> {
  const { results } = await env.DB.prepare(
    "select actor || ' ' || action || ' ' || subject as entry from audit_entries order by sequence",
  ).all<{ entry: string }>();
  return results.map(({ entry }) => entry);
}

const roleOf = (userId: string) =>
  env.DB.prepare("select role from users where id = ?1").bind(userId).first<string>("role");

/** What the page of the log shows. */
async function log(
  query: string,
  cookie: string,
): Promise<{ entries: { subject: string }[]; names: object }> {
  await ask(`/staff/audit/?${query}`, { cookie });
  return (JSON.parse(lastShown()) as Record<string, { entries: { subject: string }[]; names: object }>)[
    "page:/staff/audit/"
  ] as { entries: { subject: string }[]; names: object };
}

describe("the owner", () => {
  it("invites somebody with a link that is shown once, and the log names both acts", async () => {
    const owner = await staff("owner");
    const answer = await act(`${list}invite/`, { email: "joins@example.org", role: "analyst" }, owner.cookie);
    expect(answer.status).toBe(200);
    const link = /\/en\/invitation\/[\w.-]+\//.exec(lastShown())?.[0] ?? "";
    await ask(list, { cookie: owner.cookie });
    expect(lastShown()).not.toContain("/en/invitation/");
    await fillIn("invitation", link, { name: "Zhang Min", password });
    await settled();
    const joined = await env.DB.prepare("select id from users where role = 'analyst'").first<string>("id");
    expect(await logged()).toEqual([
      `${owner.userId} invited analyst`,
      `${owner.userId} listed people`,
      `${joined} made-analyst ${joined}`,
    ]);
  });

  it("gets what was typed back where it is no address, or no role", async () => {
    const { cookie } = await staff("owner");
    const answer = await act(`${list}invite/`, { email: "li@", role: "king" }, cookie);
    expect(answer.status).toBe(422);
    expect(lastShown()).toContain('"li@"');
  });

  it("changes and takes roles, which ends every session at once, and the log keeps the name", async () => {
    const owner = await staff("owner");
    const manager = await staff("manager");
    await act(`${list}role/`, { id: manager.userId, role: "editor" }, owner.cookie);
    expect(await roleOf(manager.userId)).toBe("editor");
    expect((await ask("/staff/", { cookie: manager.cookie })).status).toBe(303);
    await act(`${list}remove/`, { id: manager.userId }, owner.cookie);
    expect(await roleOf(manager.userId)).toBe("client");
    const nobody = await act(`${list}remove/`, { id: manager.userId }, owner.cookie);
    expect(nobody.headers.get("location")).toContain("done=not-staff");
    expect(await logged()).toEqual([
      `${owner.userId} made-editor ${manager.userId}`,
      `${owner.userId} role-removed ${manager.userId}`,
    ]);
    const { names } = await log("", owner.cookie);
    expect(Object.keys(names)).toContain(manager.userId);
  });
});

describe("the last owner", () => {
  it("stays, whoever would take the role away: the page, the account, or the database", async () => {
    const { userId, cookie } = await staff("owner");
    const removed = await act(`${list}remove/`, { id: userId }, cookie);
    expect(removed.headers.get("location")).toContain("done=last-owner");
    const given = await act(`${list}role/`, { id: userId, role: "editor" }, cookie);
    expect(given.headers.get("location")).toContain("done=last-owner");
    for (const when of ["now", "later"]) {
      const erased = await fillIn("delete", "/en/account/delete/", { when, password }, cookie);
      expect([when, erased.status]).toEqual([when, 422]);
    }
    for (const statement of [
      "update users set role = 'client' where id = ?1",
      "update users set erase_at = '2030-01-01' where id = ?1",
      "delete from users where id = ?1",
    ])
      await expect(env.DB.prepare(statement).bind(userId).run()).rejects.toThrow("the last owner stays");
    expect(await roleOf(userId)).toBe("owner");
    const other = await staff("owner", "second@example.org");
    await act(`${list}remove/`, { id: userId }, other.cookie);
    expect(await roleOf(userId)).toBe("client");
  });
});

describe("a role that was changed in the database", () => {
  it("gets its entry from the cron, once", async () => {
    const { userId } = await staff("manager");
    const report = new RunReport();
    await recordOtherRoleChanges(env, report);
    await recordOtherRoleChanges(env, report);
    expect(await logged()).toEqual([`command-line made-manager ${userId}`]);
  });
});

describe("the log", () => {
  it("is searched by person, action, subject and time, and goes on by the number of an entry", async () => {
    const owner = await staff("owner");
    const other = await staff("owner", "second@example.org");
    await act(`${list}invite/`, { email: "one@example.org", role: "analyst" }, owner.cookie);
    await act(`${list}invite/`, { email: "two@example.org", role: "editor" }, other.cookie);
    const subjects = async (query: string) =>
      (await log(query, owner.cookie)).entries.map(({ subject }) => subject);
    expect(await subjects("")).toEqual(["editor", "analyst"]);
    expect(await subjects(`actor=${other.userId}`)).toEqual(["editor"]);
    expect(await subjects("action=invited&subject=analyst")).toEqual(["analyst"]);
    expect(await subjects("action=erased")).toEqual([]);
    expect(await subjects("before=2")).toEqual(["analyst"]);
    expect(await subjects("to=2020-01-01")).toEqual([]);
    expect(await subjects("from=2020-01-01&action=nonsense")).toEqual(["editor", "analyst"]);
  });
});
