import type { APIRoute } from "astro";
import organization from "../../../../content/organization.yaml";
import { stateOf } from "../../../../worker/policy/core.ts";
import { versions } from "../../../../worker/policy/versions.ts";
import { addressOf } from "../../../feed.ts";
import { shown } from "../../../shown.ts";

export const prerender = false;

/** Every published version for programs: the lock, with each version's state and addresses. */
export const GET: APIRoute = () => {
  const list = versions.map(({ languages, ...version }) => ({
    ...version,
    state: stateOf(versions, version, shown("at")),
    languages: Object.fromEntries(
      Object.entries(languages).map(([lang, { sha256 }]) => [
        lang,
        { sha256, ...filesOf(lang, version.date) },
      ]),
    ),
  }));
  return Response.json({
    organization: organization.name,
    timeZone: organization.timeZone,
    verify: "curl -s MD | shasum -a 256 # for the md and the sha256 of a language",
    documentation: "https://…",
    versions: list,
  });
};

function filesOf(lang: string, date: string): Record<"url" | "md" | "txt" | "clauses", string> {
  const url = addressOf(`/${lang}/policy/${date}/`);
  return { url, md: `${url}policy.md`, txt: `${url}policy.txt`, clauses: `${url}clauses.json` };
}
