import type { Verified } from "./verifying.ts";

/** What was proved of a log, in words; and what was not. */
export function provedInWords(
  { checkpoint, contents, isKeyKnown, since, cosigned }: Verified,
  comparedTexts: number,
): string {
  const { texts, days, withdrawn } = contents;
  const versions = new Set(texts.map(({ date }) => date)).size;
  const [first, last] = [days[0], days.at(-1)];
  return [
    `Intact: the log ${checkpoint.origin} has ${counted(checkpoint.size, "entry", "entries")}, and they make exactly the tree that was signed.`,
    since
      ? `It goes on from the checkpoint that you kept: its first ${counted(since.size, "entry", "entries")} are the same.`
      : "You kept no earlier checkpoint, so this says nothing about what the log was before. Keep this one: curl ADDRESS/log/checkpoint > checkpoint.txt",
    isKeyKnown
      ? "The key that signed it is the one that you know."
      : "The key that signed it is the one that the log itself names: compare it with what you know from elsewhere.",
    cosigned.length > 0
      ? `Witnesses signed this tree: ${named(cosigned)}.`
      : "No witness that you named signed this tree: that others see the same log is not proved.",
    `It has ${counted(texts.length, "text", "texts")} of ${counted(versions, "version", "versions")}, none twice and none slipped in${withdrawn.size > 0 ? `; ${withdrawn.size} withdrawn` : ""}.`,
    comparedTexts > 0
      ? `The site publishes each of them as it was logged, and none that was not.`
      : "Their texts were not compared: that needs the site.",
    first === undefined
      ? "It has no day of the audit log yet."
      : `It has the audit log of ${counted(days.length, "day", "days")}, ${first} to ${last}; whoever holds that log can be asked to show that it still fits.`,
  ].join("\n");
}

/** Witnesses and when each signed. */
export function named(cosigned: Verified["cosigned"]): string {
  return cosigned.map(({ witness, at }) => `${witness} (${at.toISOString()})`).join(", ");
}

/** A number with its noun. */
export function counted(count: number, one: string, many: string): string {
  return `${new Intl.NumberFormat("en").format(count)} ${count === 1 ? one : many}`;
}
