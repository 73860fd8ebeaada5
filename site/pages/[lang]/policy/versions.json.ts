import type { APIRoute } from "astro";
import organization from "../../../../content/organization.yaml";
import { stateOf } from "../../../../worker/policy/versions/history.ts";
import { versions } from "../../../../worker/policy/versions/lock.ts";
import { versionsFile } from "../../../../worker/policy/versions/pages.ts";
import { textsIn } from "../../../../worker/texts/texts.ts";
import { legalName } from "../../../../worker/web/names.ts";
import type { Language } from "../../../../worker/web/organization.ts";
import { addressOf } from "../../../feed.ts";
import { shown } from "../../../shown.ts";

export const prerender = false;

/** Every published version for programs: the lock, with each version's state and addresses. */
export const GET: APIRoute = ({ params }) => {
  const { lang } = params as { lang: Language };
  const { at } = shown(versionsFile);
  const list = versions.map(({ state, ...version }) => ({
    ...version,
    state: stateOf(versions, { state, ...version }, at),
    ...(state.is === "withdrawn" && { withdrawn: { on: state.on, reason: state.reason } }),
    languages: Object.fromEntries(
      Object.entries(version.languages).map(([lang, locked]) => [
        lang,
        { ...locked, ...filesOf(lang, version.date) },
      ]),
    ),
  }));
  return Response.json({
    organization: legalName(organization),
    timeZone: organization.timeZone,
    // docs/versions-json.md explains the fields with an example.
    about: textsIn(lang).policy.versionsFile,
    verify: "curl -s $md | shasum -a 256",
    versions: list,
  });
};

function filesOf(lang: string, date: string): Record<"url" | "md" | "txt" | "clauses", string> {
  const url = addressOf(`/${lang}/policy/${date}/`);
  return { url, md: `${url}policy.md`, txt: `${url}policy.txt`, clauses: `${url}clauses.json` };
}
