import type { Letter, LetterContext } from "../../mail/mail.ts";
import { compareVersions } from "../../policy/compare/comparison.ts";
import type { VersionText } from "../../policy/text/version-text.ts";
import { sharedTextsIn } from "../../texts/texts.ts";
import { namesIn } from "../../web/names.ts";

/** A version that takes effect, and the one before it, in the language in which they are compared. */
export interface Change {
  before: VersionText;
  after: VersionText;
}

/**
 * Tells of a version to come: what changes, clause by clause, and what happens then.
 * @param unsubscribe where whoever asked for it stops it; somebody with an account gets it anyway
 */
export function changeLetter(
  { before, after }: Change,
  context: LetterContext,
  unsubscribe?: string,
): Letter {
  const { organization, origin, language } = context;
  const { policyChange: texts } = sharedTextsIn(language).mail;
  const { date: day, language: read, summary } = after;
  const lines = clausesIn({ before, after }, language);
  return {
    language,
    heading: texts.heading({ day }),
    paragraphs: [
      texts.intro({ day, organization: namesIn(organization, language).name }),
      texts.summary({ summary }),
      texts.compare({ address: `${origin}/${read}/policy/compare/${before.date}/${day}/` }),
      ...(unsubscribe === undefined ? [texts.account] : []),
      lines.length > 0 ? texts.clauses : texts.same,
    ],
    ...(lines.length > 0 ? { quote: lines.join("\n") } : {}),
    ...(unsubscribe === undefined
      ? { reason: texts.toAccount({ origin }) }
      : wayOut(unsubscribe, { origin, language })),
  };
}

/**
 * Tells those who were told of a version that it was withdrawn.
 * @param reason as the editor gave it, in one language
 */
export function recallLetter(
  day: string,
  reason: string,
  { organization, origin, language }: LetterContext,
  unsubscribe?: string,
): Letter {
  const { withdrawn: texts } = sharedTextsIn(language).mail.policyChange;
  return {
    language,
    heading: texts.heading({ day }),
    paragraphs: [texts.text({ day, organization: namesIn(organization, language).name }), texts.why],
    quote: reason,
    ...(unsubscribe === undefined
      ? { reason: texts.reason({ origin }) }
      : wayOut(unsubscribe, { origin, language })),
  };
}

/** Why whoever asked for notices gets one, and how to stop them. */
function wayOut(
  unsubscribe: string,
  { origin, language }: Pick<LetterContext, "origin" | "language">,
): Pick<Letter, "reason" | "ending"> {
  const { because, stop } = sharedTextsIn(language).mail.policyNotices;
  return { reason: because({ origin }), ending: [stop({ unsubscribe })] };
}

/** Which clauses changed, came and went, a line each. */
function clausesIn({ before, after }: Change, language: LetterContext["language"]): string[] {
  const texts = sharedTextsIn(language).mail.policyChange;
  const { clauses } = compareVersions(before.clauses, after.clauses, after.language);
  return clauses.flatMap(({ kind, ...clause }) => {
    const named = clause.after ?? clause.before;
    return kind === "same" || !named ? [] : [texts[kind](named)];
  });
}
