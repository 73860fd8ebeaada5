import type { APIRoute } from "astro";
import type { PromisedVersion } from "../../../../../worker/keeping/evidence/promised.ts";
import { promisedBy } from "../../../../kept.ts";
import { allTexts } from "../../../../texts.ts";

export async function getStaticPaths() {
  return Promise.all(
    (await allTexts()).map(async ({ text }) => ({
      params: { lang: text.language, date: text.date },
      props: { promised: await promisedBy(text) },
    })),
  );
}

/** What a version promises, with what keeps it, for the Worker to put evidence beside. */
export const GET: APIRoute<{ promised: PromisedVersion }> = ({ props }) => Response.json(props.promised);
