import type { APIRoute } from "astro";
import organization from "../../../../../content/organization.yaml";
import { plainText } from "../../../../../worker/policy/text/plain-text.ts";
import { signerOf } from "../../../../../worker/policy/text/signer.ts";
import type { VersionText } from "../../../../../worker/policy/text/version-text.ts";
import { dayInWords, textsIn } from "../../../../../worker/texts/texts.ts";
import { allTexts, blocksOf } from "../../../../texts.ts";

export async function getStaticPaths() {
  return (await allTexts()).map(({ text }) => ({
    params: { lang: text.language, date: text.date },
    props: { text },
  }));
}

/** The text in lines, with what identifies it at the top. */
export const GET: APIRoute<{ text: VersionText }> = async ({ props: { text }, site }) => {
  const { language, date, sequence, publishedOn } = text;
  const {
    policy: { page: t, versions },
    language: { colon, comma },
  } = textsIn(language);
  const { name, director } = signerOf(text, organization);
  const head = [
    name,
    `${t.version}${colon}${sequence ?? t.draft}${comma}${t.kinds[text.kind]}`,
    sequence === undefined ? t.draftNote : versions.effective({ day: date }),
    ...(publishedOn ? [`${t.published}${colon}${dayInWords(publishedOn, language)}`] : []),
    `${t.permanent}${colon}${new URL(`/${language}/policy/${date}/`, site)}`,
    `${t.hash}${colon}${text.sha256}`,
  ];
  const foot = `${t.signed({ organization: name })}\n${director}`;
  return new Response(plainText(text, await blocksOf(text), head, foot));
};
