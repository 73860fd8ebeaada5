import { afterEach, beforeEach, expect, it } from "vitest";
import { versions } from "../../../../worker/policy/versions/lock.ts";
import { firstVersion } from "../../../fixtures/content.ts";
import { ask } from "../../site.ts";

const { languages } = firstVersion;
const all = [...versions];

beforeEach(() => {
  const { zh: _, ...others } = languages;
  firstVersion.languages = others;
});
afterEach(() => {
  firstVersion.languages = languages;
  versions.splice(0, versions.length, ...all);
});

it("what is promised is shown in the binding language where the version is not translated yet", async () => {
  const answer = await ask("/zh/policy/kept.json");
  expect([answer.status, (await answer.json<{ policy: { language: string } }>()).policy.language]).toEqual([
    200,
    "en",
  ]);
  expect((await ask("/zh/policy/kept/")).status).toBe(200);
});

it("where no version is published the page of the policy says so, and is no page that is not there", async () => {
  versions.splice(0);
  expect((await ask("/en/policy/")).status).toBe(200);
  expect((await ask("/en/policy/kept/")).status).toBe(503);
});
