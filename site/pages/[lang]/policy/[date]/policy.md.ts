import type { APIRoute } from "astro";
import type { VersionText } from "../../../../../worker/policy/text/version-text.ts";
import { allTexts, sourceOf } from "../../../../texts.ts";

export async function getStaticPaths() {
  return (await allTexts()).map(({ text }) => ({
    params: { lang: text.language, date: text.date },
    props: { text },
  }));
}

/** The normalised source itself, so that its hash is the one in the lock. */
export const GET: APIRoute<{ text: VersionText }> = async ({ props }) =>
  new Response(await sourceOf(props.text));
