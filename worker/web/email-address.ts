import { plainly } from "./typed-text.ts";

/**
 * The email address in what somebody typed or pasted, as mail is sent to it: the domain in small ASCII letters
 * (`anna@bücher.example` is `anna@xn--bcher-kva.example`, UTS 46), the part before it as it is. Leaves out unseen marks,
 * `mailto:`, quotes, angle brackets and a stop at the end; full-width characters are ASCII.
 * @returns undefined when it is no address, or none that our mail service sends to: before the @ there must be ASCII
 */
export function addressIn(typed: string): string | undefined {
  const [, local = "", host = ""] = /^([^@]+)@([^@]+)$/.exec(bare(plainly(typed))) ?? [];
  const domain = asciiDomain(host);
  return isLocalPart.test(local) && local.length <= 64 && domain ? `${local}@${domain}` : undefined;
}

/** An address as it is compared: the same for every way to write it. What is no address is compared as it is. */
export function comparable(typed: string): string {
  return (addressIn(typed) ?? plainly(typed)).toLowerCase();
}

/** Whether somebody wrote a name before the @ that is not in ASCII, for which our mail service has no way. */
export function isBeyondMail(typed: string): boolean {
  const [, local = "", host = ""] = /^([^@\s]+)@([^@]+)$/.exec(bare(plainly(typed))) ?? [];
  return /[^\0-\x7f]/.test(local) && asciiDomain(host) !== undefined;
}

/** RFC 5322, 3.2.3: atoms with dots between them. */
const isLocalPart = /^[\w!#$%&'*+/=?^`{|}~-]+(?:\.[\w!#$%&'*+/=?^`{|}~-]+)*$/;

/** RFC 1123 labels, and a last one that is no number. */
const isDomain = /^(?:[a-z\d](?:[a-z\d-]{0,61}[a-z\d])?\.)+(?:[a-z]{2,63}|xn--[a-z\d-]{1,58}[a-z\d])$/;

/** A domain that a browser leaves as it is but for capitals: none of its labels stands for another (`xn--`). */
const isPlain = /^(?!.*xn--)[a-z\d.-]+$/i;

/** What surrounds an address where people copy it from: quotes, brackets, a link, the end of a sentence. */
function bare(text: string): string {
  const unquoted = quoted.exec(ended(text))?.[1]?.trim() ?? text;
  const inBrackets = /^<([^<>]*)>$/.exec(ended(unquoted))?.[1]?.trim() ?? unquoted;
  const inLink = /^mailto:(?:\/\/)?([^?]*)/i.exec(inBrackets)?.[1];
  // Phones write the apostrophe of a name as a quotation mark.
  return ended(inLink === undefined ? inBrackets : decoded(inLink)).replace(/[‘’ʼ]/g, "'");
}

/** A text between quotation marks or brackets of any language. */
const quoted = /^(?:["'`“„«‹‘‚「『《【([])([^"“”„«»‹›‘‚「」『』《》【】()[\]]*)(?:["'`”“»›’‘」』》】)\]])$/u;

/** A text without the stop, comma or mark at its end. */
function ended(text: string): string {
  return /^.*[^\s.,;:!?。、]/su.exec(text)?.[0] ?? "";
}

/** What a link writes as `%40` (RFC 6068). */
function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** A domain as DNS knows it; undefined when it is none. */
function asciiDomain(host: string): string | undefined {
  const name = isPlain.test(host) ? host.toLowerCase() : asBrowsersReadIt(host);
  return isDomain.test(name) && name.length <= 253 ? name : undefined;
}

/** The host of an address that a browser would make of it; empty where there is none. */
function asBrowsersReadIt(host: string): string {
  if (/[^\w.\-。\u0080-\u{10ffff}]/u.test(host)) return "";
  return URL.parse(`http://${host}`)?.hostname ?? "";
}
