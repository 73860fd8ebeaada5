import organization from "../../content/organization.yaml";
import { textsIn } from "../texts/texts.ts";
import { staffLanguage } from "../web/organization.ts";
import { isBlank } from "../web/typed-text.ts";
import type { Mail } from "./mail.ts";

/**
 * Why the mail service would refuse a mail, for staff. We refuse it first and never try.
 * https://developers.cloudflare.com/email-service/platform/limits/
 */
export function refusalOf(mail: Mail): string | undefined {
  const { mail: why } = textsIn(staffLanguage(organization)).notices;
  if (!isOneAddress(mail.to)) return why.recipient;
  if (mail.replyTo !== undefined && !isOneAddress(mail.replyTo)) return why.replyTo;
  if (isBlank(mail.subject) || mail.subject.length > 200 || hasControl(mail.subject)) return why.subject;
  const headers = Object.entries(mail.headers);
  if (headers.some(([name, value]) => !settable.test(name) || value.length > 2048 || hasControl(value)))
    return why.header;
  const files = (mail.attachments ?? []).map(({ content }) => content).join("");
  const bytes = new TextEncoder().encode(mail.text + mail.html + files).byteLength;
  return bytes > 1024 * 1024 ? why.tooLong : undefined;
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
