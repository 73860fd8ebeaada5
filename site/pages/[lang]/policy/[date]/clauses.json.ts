import type { APIRoute } from "astro";
import type { VersionText } from "../../../../../worker/policy/text/version-text.ts";
import { allTexts } from "../../../../texts.ts";

export async function getStaticPaths() {
  return (await allTexts()).map(({ text }) => ({
    params: { lang: text.language, date: text.date },
    props: { text },
  }));
}

/** A version clause by clause, for programs and for the Worker, which compares any two of them. */
export const GET: APIRoute<{ text: VersionText }> = ({ props }) => Response.json(props.text);
