import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import organization from "../../content/organization.yaml";
import { checkForm, inWords, valuesOf } from "../../worker/forms/form/checking.ts";
import type { FormDefinition } from "../../worker/forms/form/form.ts";
import { contactForm } from "../../worker/submissions/contact/form.ts";
import { requestForm } from "../../worker/submissions/data-request/form.ts";
import { feedbackForm } from "../../worker/submissions/feedback/form.ts";
import { newsletterForm } from "../../worker/submissions/newsletter/form.ts";
import { orderForm } from "../../worker/submissions/order/form.ts";
import { openKeyRing, unseal } from "../../worker/vault/sealing.ts";
import { decodeForm } from "../../worker/web/form-body.ts";
import { isBlank } from "../../worker/web/typed-text.ts";
import { answers } from "../fixtures/answers.ts";
import { escaped, naughty, naughtySent } from "../fixtures/naughty.ts";
import { version } from "../fixtures/versions.ts";
import { allMail, ownSite, referenceOf, rowsOf, send, ticketOf } from "./site.ts";

const { commitments } = version(1, "2026-11-22");
const forms: FormDefinition[] = [contactForm, feedbackForm, orderForm, newsletterForm, requestForm];
const fields = forms.flatMap((form) => form.fields.map(({ name }) => ({ form, id: form.id, name })));
/** White space around these is not part of the answer. */
const trimmed = ["email", "phone", "guardian"];

describe.each(fields)("the field $name of $id", ({ form, name }) => {
  test("takes a naughty string unchanged, or refuses it with a reason", () => {
    // The forms have the same kinds of fields.
    const texts = form === contactForm ? naughty : naughtySent;
    expect(texts.filter((text) => !isTakenOrRefused(form, name, text))).toEqual([]);
  });
});

function isTakenOrRefused(form: FormDefinition, name: string, text: string): boolean {
  const body = new URLSearchParams({ ...answers[form.id], [name]: text }).toString();
  const submitted = decodeForm(new TextEncoder().encode(body));
  if (!submitted) return false;
  const values = valuesOf(form, submitted);
  // What shows nothing is no answer.
  const sent = isBlank(text) ? "" : text.replace(/\r\n?/g, "\n");
  const checked = checkForm(form, values);
  if ("mistakes" in checked) {
    const [mistake] = inWords(checked.mistakes, "en", commitments);
    return values[name] === sent && /^[A-Z].{5,}/.test(mistake?.message ?? "");
  }
  const record = checked.record as Record<string, string>;
  return record[name] === (trimmed.includes(name) ? sent.trim() : sent);
}

const site = ownSite();

test("a naughty string is kept and shown unchanged, or refused with a reason and kept in the form", async () => {
  const contact = `${site.url}/en/contact/`;
  const kept = new Map<string, string>();
  const post = async (text: string) => {
    const values = { ...answers.contact, name: text, address: text, message: text, newsletter: "" };
    const answer = await send(contact, { ticket: await ticketOf(contact), ...values });
    if (answer.status === 303) {
      kept.set(referenceOf(answer), text);
      return;
    }
    expect(answer.status, JSON.stringify(text)).toBe(422);
    const html = await answer.text();
    expect(html).toMatch(/class="mistake[ "]/);
    expect(html).toContain(`\n${isBlank(text) ? "" : escaped(text)}</textarea>`);
  };
  const waiting = [...naughtySent];
  const worker = async () => {
    for (let text = waiting.pop(); text !== undefined; text = waiting.pop()) await post(text);
  };
  await Promise.all(Array.from({ length: 8 }, worker));
  expect(kept.size).toBeGreaterThan(naughtySent.length * 0.8);
  const secrets = JSON.parse(readFileSync(join(site.server.mailbox, "../secrets.json"), "utf8"));
  const ring = await openKeyRing(secrets.VAULT_KEYS);
  for (const row of await rowsOf(site.server, "contact_messages")) {
    const reference = String(row.reference);
    const place = { table: "contact_messages", column: "sealed_message", row: reference };
    expect(await unseal(ring, place, String(row.sealed_message))).toBe(kept.get(reference));
  }
  // A copy to an address that nobody has confirmed repeats nothing.
  for (const { subject, text } of (await allMail(site.server)).filter(
    ({ to }) => to === organization.email,
  )) {
    const message = kept.get(/M-[\w-]+/.exec(subject)?.[0] ?? "");
    expect(text).toContain(message?.replace(/^/gm, "> "));
  }
});
