/**
 * The languages of an `Accept-Language` header, the most wanted first: primary subtags in small letters, each once
 * (RFC 9110, 12.5.4; RFC 5646). Leaves out `*`, what is refused with `q=0`, and what is no language. Some browsers
 * write `zh_CN`.
 */
export function acceptedLanguages(header: string | null | undefined): string[] {
  const wanted = (header ?? "").split(",").flatMap((range) => {
    const [, language = "", given] = languageRange.exec(range) ?? [];
    const weight = Number(given ?? 1);
    return language !== "" && weight > 0 && weight <= 1 ? [{ language: language.toLowerCase(), weight }] : [];
  });
  const sorted = wanted.toSorted((a, b) => b.weight - a.weight);
  return [...new Set(sorted.map(({ language }) => language))];
}

const languageRange = /^\s*([a-z]{2,3})(?:[-_][a-z\d]{1,8})*\s*(?:;\s*q\s*=\s*(\d*\.?\d+|\d+\.)\s*)?$/i;
