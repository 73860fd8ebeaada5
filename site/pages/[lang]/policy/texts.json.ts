import type { APIRoute } from "astro";
import organization from "../../../../content/organization.yaml";
import type { VersionSummary } from "../../../../worker/policy/text/version-text.ts";
import type { Language } from "../../../../worker/web/organization.ts";
import { publishedIn } from "../../../texts.ts";

export function getStaticPaths() {
  return organization.languages.map((lang) => ({ params: { lang } }));
}

/** The published versions with the summaries that readers of one language see: the binding one where there is no translation. */
export const GET: APIRoute = async ({ params }) => {
  const { lang } = params as { lang: Language };
  const texts = await publishedIn(lang);
  const list = texts.map(
    ({
      date,
      language,
      title,
      summary,
      kind,
      sha256,
      sequence = 0,
      publishedOn = date,
      withdrawn,
    }): VersionSummary => ({
      date,
      language,
      title,
      summary,
      kind,
      sha256,
      sequence,
      publishedOn,
      ...(withdrawn && { withdrawn }),
    }),
  );
  return Response.json(list);
};
