import type { Letter, LetterContext } from "../../mail/mail.ts";
import { sharedTextsIn } from "../../texts/texts.ts";
import { deviceInWords } from "../../web/device-words.ts";

/** Tells the owner that an unknown device has signed in. The user agent names the device. */
export function newDeviceLetter(at: Date, agent: string, { origin, language }: LetterContext): Letter {
  const { heading, signedIn, wasYou, wasNot, reason } = sharedTextsIn(language).mail.signIn;
  return {
    language,
    heading,
    paragraphs: [
      signedIn({ at, device: deviceInWords(agent, language) }),
      wasYou,
      wasNot({ address: `${origin}/${language}/forgot-password/` }),
    ],
    reason: reason({ origin }),
  };
}
