/**
 * The languages of an `Accept-Language` header, the most wanted first: primary subtags in small letters, each once
 * (RFC 9110, 12.5.4; RFC 5646). Leaves out `*`, what is refused with `q=0`, and what is no language. Some programs
 * write `zh_CN`, `de_DE.UTF-8` or a code that has another name since.
 */
export function acceptedLanguages(header: string | null | undefined): string[] {
  const wanted = (header ?? "").split(",").flatMap((range) => {
    const [, language = "", given] = languageRange.exec(range) ?? [];
    const weight = Number(given ?? 1);
    return language !== "" && weight > 0 && weight <= 1
      ? [{ language: named(language.toLowerCase()), weight }]
      : [];
  });
  const sorted = wanted.toSorted((a, b) => b.weight - a.weight);
  return [...new Set(sorted.map(({ language }) => language))];
}

function named(code: string): string {
  return renamed[code] ?? code;
}

/** Codes that old programs send, by what they are called now (RFC 5646, 2.2.1 and 3.1.7). */
const renamed: Readonly<Record<string, string>> = { cmn: "zh", in: "id", iw: "he", ji: "yi", mo: "ro" };

const languageRange =
  /^\s*([a-z]{2,3})(?:[-_][a-z\d]{1,8})*(?:\.[a-z\d-]+)?(?:@[a-z]+)?\s*(?:;\s*q\s*=\s*(\d*\.?\d+|\d+\.)\s*)?$/i;
