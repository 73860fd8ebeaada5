import type { Mail } from "./mail.ts";

/**
 * Why the mail service would refuse a mail, so that it is refused here first and never tried.
 * https://developers.cloudflare.com/email-service/platform/limits/
 */
export function refusalOf(mail: Mail): string | undefined {
  if (!isOneAddress(mail.to)) return "the recipient is not one e-mail address";
  if (mail.replyTo !== undefined && !isOneAddress(mail.replyTo))
    return "the address for answers is not one e-mail address";
  if (mail.subject.trim() === "" || mail.subject.length > 200 || hasControl(mail.subject))
    return "the subject is empty, too long or has a control character";
  const headers = Object.entries(mail.headers);
  if (headers.some(([name, value]) => !settable.test(name) || value.length > 2048 || hasControl(value)))
    return "a header may not be set, is too long or has a control character";
  const bytes = new TextEncoder().encode(mail.text + mail.html).byteLength;
  return bytes > 1024 * 1024 ? "the text is longer than one megabyte" : undefined;
}

/** Headers that our mail sets, of those that the service lets anybody set. */
const settable = /^(?:list-unsubscribe|list-unsubscribe-post|auto-submitted|x-[\w-]{1,60})$/i;

function isOneAddress(text: string): boolean {
  return text.length <= 254 && /^[!-~]{1,64}@[!-~]+$/.test(text) && !/[,;:<>()[\]"\\]|@.*@/.test(text);
}

function hasControl(text: string): boolean {
  return /[\p{Cc}\p{Zl}\p{Zp}]/u.test(text);
}
