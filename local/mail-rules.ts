import { z } from "zod";

const address = z.string().regex(/^[^\s@,;<>"]+@[^\s@,;<>"]+$/, "is not one email address");
const line = z.string().refine((text) => !hasControl(text), "has a line break or a control character in it");
const sender = z.union([address, z.strictObject({ email: address, name: line.optional() })]);

const Attached = z.strictObject({
  disposition: z.literal("attachment"),
  filename: line.regex(/^[\w.-]{1,100}$/, "is not a plain file name"),
  type: z.string().regex(/^[a-z]+\/[\w.+-]+$/, "is not a MIME type"),
  content: z.base64("is not base64"),
});

/**
 * A mail as the Worker hands it to `send`, checked as strictly as in production; locally nothing else checks it. Our
 * mail always has one recipient. Headers: https://developers.cloudflare.com/email-service/reference/headers/
 */
export const SentMail = z
  .strictObject({
    from: sender,
    to: z.union([address, z.tuple([address]).transform(([only]) => only)]),
    replyTo: sender.optional(),
    subject: line.min(1, "is empty"),
    text: z.string().optional(),
    html: z.string().optional(),
    attachments: z.array(Attached).optional(),
    headers: z.record(z.string().refine(mayBeSet, "is not a header that may be set"), line).default({}),
  })
  .refine(({ text, html }) => text?.trim() || html?.trim(), "The mail has neither text nor HTML");
export type SentMail = z.infer<typeof SentMail>;

/** Why production would refuse a mail, on one line; undefined when it would not. */
export function refusalOf(mail: unknown): string | undefined {
  const { error } = SentMail.safeParse(mail);
  return error?.issues.map(({ path, message }) => [...path, message].join(" ")).join("; ");
}

function hasControl(text: string): boolean {
  return /\p{Cc}/u.test(text);
}

/** Headers that have their own field, or that the mail service sets itself. */
const ownHeaders =
  /^(from|to|cc|bcc|subject|reply-to|sender|date|message-id|mime-version|content-type|content-transfer-encoding|dkim-signature|return-path|received|feedback-id|arc-.*|tls-.*|cfbl-.*)$/i;

function mayBeSet(name: string): boolean {
  return /^[!-9;-~]+$/.test(name) && !ownHeaders.test(name);
}
