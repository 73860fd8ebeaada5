import type { Texts } from "../texts/compiled/types.ts";
import { isBlank } from "../web/typed-text.ts";
import type { Mail } from "./mail.ts";

/** Why we refused a mail. The outbox keeps the name of the reason; staff read it in the language of their page. */
export type Refusal = keyof Texts["notices"]["mail"];

/**
 * Why the mail service would not take a mail. We refuse it first and never try.
 * https://developers.cloudflare.com/email-service/platform/limits/
 */
export function refusalOf(mail: Mail): Refusal | undefined {
  if (!isOneAddress(mail.to)) return "recipient";
  if (mail.replyTo !== undefined && !isOneAddress(mail.replyTo)) return "replyTo";
  if (isBlank(mail.subject) || mail.subject.length > 200 || hasControl(mail.subject)) return "subject";
  const headers = Object.entries(mail.headers);
  if (headers.some(([name, value]) => !settable.test(name) || value.length > 2048 || hasControl(value)))
    return "header";
  const files = (mail.attachments ?? []).map(({ content }) => content).join("");
  const bytes = new TextEncoder().encode(mail.text + mail.html + files).byteLength;
  return bytes > 1024 * 1024 ? "tooLong" : undefined;
}

/** The headers that our mail sets, out of those that the service allows. */
const settable =
  /^(?:list-id|list-unsubscribe|list-unsubscribe-post|auto-submitted|in-reply-to|references|x-[\w-]{1,60})$/i;

function isOneAddress(text: string): boolean {
  return text.length <= 254 && /^[!-~]{1,64}@[!-~]+$/.test(text) && !/[,;:<>()[\]"\\]|@.*@/.test(text);
}

function hasControl(text: string): boolean {
  return /[\p{Cc}\p{Zl}\p{Zp}]/u.test(text);
}
