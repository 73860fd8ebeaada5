import type { APIRoute } from "astro";
import organization from "../../../../content/organization.yaml";
import { versions } from "../../../../worker/policy/versions.ts";

export function getStaticPaths() {
  return organization.languages.map((lang) => ({ params: { lang } }));
}

/** Every published version for programs: the lock, with each text's address. */
export const GET: APIRoute = ({ site }) => {
  const list = versions.map((version) => ({
    ...version,
    languages: Object.fromEntries(
      Object.entries(version.languages).map(([lang, { sha256 }]) => [
        lang,
        { sha256, url: new URL(`/${lang}/policy/${version.date}/`, site).href },
      ]),
    ),
  }));
  return Response.json({ organization: organization.name, timeZone: organization.timeZone, versions: list });
};
