import { describe, expect, test } from "vitest";
import { organization } from "../../editor/organization.ts";
import { textsIn } from "../../worker/texts/texts.ts";
import { answers } from "../fixtures/answers.ts";
import { breaking, breakSite, type Fault } from "../fixtures/faults.ts";
import { chrome } from "../fixtures/visit.ts";
import { ownSite, referenceOf, rowsOf, send, sharedSite, ticketOf } from "./site.ts";

const before = sharedSite();
/** It comes from elsewhere, so its page is to contain its styles, which are files too. */
const newcomer = { "user-agent": chrome(), "sec-fetch-dest": "document", "sec-fetch-site": "none" };

/** Stands in front of the built Worker and says at `/asked` which files it has asked for. */
const noting = `
import worker from "./entry.mjs";
export * from "./entry.mjs";
const asked = [];
const noted = (env) => ({
  ...env,
  ASSETS: {
    fetch: (file, ...options) => {
      asked.push(new URL(file.url ?? file).pathname);
      return env.ASSETS.fetch(file, ...options);
    },
  },
});
export default {
  fetch: (request, env, context) =>
    new URL(request.url).pathname === "/asked" ? Response.json(asked) : worker.fetch(request, noted(env), context),
  scheduled: (controller, env, context) => worker.scheduled(controller, noted(env), context),
};`;

describe.each<Fault>(["before", "after", "never"])(
  "while the file of all texts cannot be had (%s), which nobody has read yet",
  (fault) => {
    const site = ownSite({ inFront: breaking, vars: { PATIENCE_MS: "4000" } });

    test("everybody is told in their language, a form is lost to nobody, and the next request finds it", async () => {
      await breakSite(site.url, { files: fault });
      await site.server.runCron();
      const asked = organization.languages.flatMap((language) =>
        [{}, newcomer].map((headers) => ({ language, headers })),
      );
      await Promise.all(
        asked.map(async ({ language, headers }) => {
          const answer = await fetch(`${site.url}/${language}/contact/`, { headers });
          const { title, next } = textsIn(language).problems[503];
          const html = await answer.text();
          expect([answer.status, answer.headers.get("cache-control")]).toEqual([503, "no-store"]);
          for (const words of [title, next, textsIn(language).shell.contact]) expect(html).toContain(words);
        }),
      );
      // They opened the form while all was well.
      const typed = { ticket: await ticketOf(`${before.url}/en/contact/`), ...answers.contact };
      const failed = await send(`${site.url}/en/contact/`, typed);
      expect(failed.status).toBe(503);
      expect(await rowsOf(site.server, "submissions")).toEqual([]);
      await breakSite(site.url, {});
      referenceOf(await send(`${site.url}/en/contact/`, typed));
      expect(await rowsOf(site.server, "submissions")).toHaveLength(1);
      for (const language of organization.languages) {
        const answer = await fetch(`${site.url}/${language}/contact/`, { headers: newcomer });
        expect(answer.status).toBe(200);
      }
    });

    test("jobs that say nothing did their work", async () => {
      const runs = await rowsOf(site.server, "job_runs");
      expect(runs).toContainEqual(
        expect.objectContaining({ name: "log: add what is public", result: "done" }),
      );
    });
  },
);

describe("the file of all texts", () => {
  const site = ownSite({ inFront: noting });
  const asked = async () => {
    const files = (await (await fetch(`${site.url}/asked`)).json()) as string[];
    return files.filter((file) => file.startsWith("/_astro/texts."));
  };

  test("is read by jobs before anybody has asked for a page, and by nobody again", async () => {
    await site.server.runCron();
    expect(await asked()).toHaveLength(1);
    await site.server.runCron();
    for (const language of organization.languages) await fetch(`${site.url}/${language}/contact/`);
    expect(await asked()).toHaveLength(1);
  });

  test("stays with whoever has it: its name says what is in it", async () => {
    const [file] = await asked();
    const answer = await fetch(`${site.url}${file}`);
    expect([answer.status, answer.headers.get("cache-control")]).toEqual([
      200,
      expect.stringContaining("immutable"),
    ]);
  });
});
