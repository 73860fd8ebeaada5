import { LinkifyIt } from "linkify-it";
import { type Html, html } from "./html.ts";

/** A text with a link for each address of a page in it, and everything escaped after the addresses were found. */
export function linked(text: string): (string | Html)[] {
  return partsOf(text).map((part) =>
    typeof part === "string" ? part : html`<a href="${part.address}">${part.address}</a>`,
  );
}

/**
 * A text, cut where an address of a page begins or ends. What surrounds an address is not part of it: brackets, quotes,
 * and the full stop of a sentence, Chinese ones too.
 */
export function partsOf(text: string): (string | { address: string })[] {
  const parts: (string | { address: string })[] = [];
  let end = 0;
  for (const { index, url } of addressesIn(text)) {
    if (index > end) parts.push(text.slice(end, index));
    parts.push({ address: url });
    end = index + url.length;
  }
  return end < text.length ? [...parts, text.slice(end)] : parts;
}

/** Only what somebody wrote out with `https://` or `http://` is a link: a guess could name somebody else's site. */
const finder = new LinkifyIt({ fuzzyLink: false, fuzzyEmail: false, fuzzyIP: false, urlAuth: true })
  .add("ftp:", null)
  .add("mailto:", null)
  .add("//", null);

/** Chinese has no space before an address, so the text is also cut where one begins right after such a letter. */
function addressesIn(text: string): { index: number; url: string }[] {
  let start = 0;
  return text.split(/(?<=[^\0-\x7f])(?=https?:\/\/)/i).flatMap((piece) => {
    const offset = start;
    start += piece.length;
    const found = finder.match(piece) ?? [];
    return found.map(({ index, text: address }) => ({
      index: offset + index,
      url: withoutEnd(address, piece.slice(Math.max(0, index - 3), index)),
    }));
  });
}

/** An address without what a text adds at its end: a colon, marks that nobody sees, the stars that stand before it too. */
function withoutEnd(address: string, before: string): string {
  const [named = ""] = address.split("\u200b", 1);
  const seen = named.replace(
    /(?<![:\p{Default_Ignorable_Code_Point}\p{Cf}])[:\p{Default_Ignorable_Code_Point}\p{Cf}]+$/u,
    "",
  );
  const stars = /\*+$/.exec(before)?.[0] ?? "";
  return stars !== "" && seen.endsWith(stars) ? seen.slice(0, -stars.length) : seen;
}
