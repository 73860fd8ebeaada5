import type { WitnessStanding } from "../../log/witnesses.ts";
import type { Letter } from "../../mail/mail.ts";
import { sharedTextsIn } from "../../texts/texts.ts";
import type { Language } from "../../web/organization.ts";

/** The mail to staff about a witness that saw another history than the one here. */
export function alarmLetter(
  { witness, answer, size, answeredAt }: WitnessStanding,
  origin: string,
  language: Language,
): Letter {
  const texts = sharedTextsIn(language).mail.log;
  return {
    language,
    heading: texts.heading({ witness }),
    paragraphs: [
      answer === "ahead"
        ? texts.ahead({ witness, size, at: answeredAt })
        : texts.refused({ witness, size, at: answeredAt }),
      texts.meaning,
      texts.look({ address: `${origin}/staff/policy/` }),
    ],
    reason: texts.reason({ origin }),
  };
}
