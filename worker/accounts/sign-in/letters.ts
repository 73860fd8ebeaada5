import type { Letter, LetterContext } from "../../mail/mail.ts";
import { sharedTextsIn } from "../../texts/texts.ts";
import { deviceInWords } from "../../web/user-agent.ts";

/** Tells the owner that a device that was not known has signed in; the device is what its user agent names. */
export function newDeviceLetter(at: Date, agent: string, { origin, language }: LetterContext): Letter {
  const { heading, signedIn, wasYou, wasNot, reason } = sharedTextsIn(language).mail.signIn;
  const minute = at.toISOString().slice(0, 16).replace("T", " ");
  return {
    language,
    heading,
    paragraphs: [
      signedIn({ at: minute, device: deviceInWords(agent, language) }),
      wasYou,
      wasNot({ address: `${origin}/${language}/forgot-password/` }),
    ],
    reason: reason({ origin }),
  };
}
