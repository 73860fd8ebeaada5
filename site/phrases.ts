/** Places that a line of a heading has on the smallest phone. A Chinese letter or mark takes one, others half of one. */
const maxPhrase = 10;

const words = new Intl.Segmenter("zh", { granularity: "word" });
/** What ends so does not end a line. */
const opens = /[“‘（《〈「『【\u00A0]$/u;
/** What begins so begins no line: a mark, and a word of one letter, such as 的 or the 事 of 1 件事. */
const closes = /^(?:[^\p{L}\p{N}“‘（《〈「『【]|\p{Script=Han}$)/u;
const full = /[\p{Script=Han}‘-”\u3000-\u303F\uFF00-\uFFEF]/gu;

/**
 * A Chinese heading in parts between which a line may end: the words of phrases that are longer than a line. Browsers end
 * one after a mark or a space by themselves, but divide a long phrase anywhere, also before its last mark.
 */
export function partsOfHeading(text: string): string[] {
  const parts = [""];
  for (const phrase of text.split(/(?<=[，。；：！？ \u200B])/u)) {
    const isLong = placesOf(phrase) > maxPhrase && /\p{Script=Han}/u.test(phrase);
    const segments = isLong ? Array.from(words.segment(phrase), ({ segment }) => segment) : [phrase];
    segments.forEach((segment, index) => {
      const last = parts.at(-1) ?? "";
      if (index === 0 || opens.test(last) || closes.test(segment)) parts.splice(-1, 1, last + segment);
      else parts.push(segment);
    });
  }
  return parts;
}

function placesOf(phrase: string): number {
  return (phrase.length + (phrase.match(full)?.length ?? 0)) / 2;
}
