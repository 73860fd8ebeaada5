import type { APIRoute } from "astro";
import organization from "../../../../content/organization.yaml";
import { stateOf } from "../../../../worker/policy/versions/history.ts";
import { versions } from "../../../../worker/policy/versions/lock.ts";
import { versionsFile } from "../../../../worker/policy/versions/pages.ts";
import { addressOf } from "../../../feed.ts";
import { shown } from "../../../shown.ts";

export const prerender = false;

/** Every published version for programs: the lock, with each version's state and addresses. */
export const GET: APIRoute = () => {
  const { at } = shown(versionsFile);
  const list = versions.map((version) => ({
    ...version,
    state: stateOf(versions, version, at),
    languages: Object.fromEntries(
      Object.entries(version.languages).map(([lang, { sha256 }]) => [
        lang,
        { sha256, ...filesOf(lang, version.date) },
      ]),
    ),
  }));
  return Response.json({
    organization: organization.name,
    timeZone: organization.timeZone,
    about,
    verify: "curl -s $md | shasum -a 256",
    versions: list,
  });
};

/** What the fields mean; docs/versions-json.md says it with an example. */
const about = {
  date: "day it takes effect, and its name in addresses",
  sequence: "1 for the first version, without gaps",
  effectiveAt: "instant it takes effect: midnight of that day in timeZone, as UTC",
  publishedOn: "day it was published",
  kind: "material, clarification or correction",
  state: "upcoming, in-force or superseded, when this was answered",
  sha256: "of the file at md, byte for byte; verify computes it",
  clauses: "address of the text clause by clause, as comparisons use it",
  commitments: "values that the text prints and the software obeys",
};

function filesOf(lang: string, date: string): Record<"url" | "md" | "txt" | "clauses", string> {
  const url = addressOf(`/${lang}/policy/${date}/`);
  return { url, md: `${url}policy.md`, txt: `${url}policy.txt`, clauses: `${url}clauses.json` };
}
