import { expect, test } from "vitest";
import type { Field, FormDefinition } from "../../worker/forms/form/form.ts";
import { requestForm } from "../../worker/submissions/data-request/form.ts";
import { feedbackForm } from "../../worker/submissions/feedback/form.ts";
import { orderForm } from "../../worker/submissions/order/form.ts";
import { isBlank } from "../../worker/web/typed-text.ts";
import { answers } from "../fixtures/answers.ts";
import { escaped, naughtyThird } from "../fixtures/naughty.ts";
import { ownSite, send, ticketOf } from "./site.ts";

const site = ownSite();
/** Forms with free text, except the contact form, which `naughty.test.ts` follows into the database and the mail. */
const forms = [
  { form: feedbackForm, id: feedbackForm.id, texts: naughtyThird(0) },
  { form: orderForm, id: orderForm.id, texts: naughtyThird(1) },
  { form: requestForm, id: requestForm.id, texts: naughtyThird(2) },
];

/** Fields that take any text. A reference is of one form only. */
const typedIn = ({ fields }: FormDefinition) =>
  fields.filter(
    ({ name, control, options }) =>
      (control === "text" || control === "textarea") && !options && name !== "about",
  );

test.each(forms)(
  "the form $id takes a naughty string in all its texts at once, or comes back with all of them",
  async ({ form, texts }) => {
    const page = `${site.url}/en/${form.path}`;
    let taken = 0;
    const post = async (text: string) => {
      const typed = Object.fromEntries(typedIn(form).map(({ name }) => [name, text]));
      const answer = await send(page, {
        ticket: await ticketOf(page),
        ...answers[form.id],
        newsletter: "",
        ...typed,
      });
      taken += Number(answer.status === 303);
      if (answer.status === 303) return;
      expect(answer.status, JSON.stringify(text)).toBe(422);
      const html = await answer.text();
      expect(html).toMatch(/class="mistake[ "]/);
      const lost = typedIn(form).filter((field) => !holds(html, field, text));
      expect(lost.map(({ name }) => name)).toEqual([]);
    };
    for (let first = 0; first < texts.length; first += 8)
      await Promise.all(texts.slice(first, first + 8).map(post));
    expect(taken).toBeGreaterThan(texts.length * 0.8);
  },
);

/** Whether a field on a page contains this text. */
function holds(html: string, { name, control }: Field, typed: string): boolean {
  // What shows nothing is no answer.
  const text = isBlank(typed) ? "" : typed;
  if (control === "textarea") return html.includes(`\n${escaped(text)}</textarea>`);
  const [, value = ""] =
    new RegExp(`<input type="text" value(?:="([^"]*)")? name="${name}"`).exec(html) ?? [];
  return value.replace(/&(?:quot|#34);/g, `"`).replace(/&(?:amp|#38);/g, "&") === text;
}
