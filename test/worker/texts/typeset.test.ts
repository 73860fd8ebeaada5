import { expect, it } from "vitest";
import { typeset, typesetHtml } from "../../../worker/texts/typeset.ts";

it.each([
  ["ru", "Письмо — и в ответ на запрос № 5", "Письмо\u00A0— и\u00A0в\u00A0ответ на\u00A0запрос №\u00A05"],
  ["zh", "保存 12 个月", "保存 12\u00A0个月"],
  ["en", "A letter — in an envelope", "A letter — in an envelope"],
])("keeps short words and dashes in %s where they belong", (language, text, set) => {
  expect(typeset(text, language)).toBe(set);
});

it.each([
  [
    "en",
    "for 180 days, or 2 working days after 3 orders",
    "for 180\u00A0days, or 2\u00A0working days after 3 orders",
  ],
  ["ru", "через 180 дней, на 10 минут", "через 180\u00A0дней, на\u00A010\u00A0минут"],
])("keeps a number in a text in %s beside its unit of time", (language, text, set) => {
  expect(typeset(text, language)).toBe(set);
});

it("keeps a unit of time on the line of a number that is counted", () => {
  expect(typeset(" working days", "en", true)).toBe("\u00A0working days");
  expect(typeset(" promises", "en", true)).toBe(" promises");
});

it.each([
  [
    "en",
    "for 12 months (3 years), article 6 of 2026 says",
    "for 12\u00A0months (3\u00A0years), article 6 of 2026 says",
  ],
  ["ru", "в течение 12 месяцев", "в\u00A0течение 12\u00A0месяцев"],
])("keeps a number in a policy in %s beside what it counts", (language, html, set) => {
  expect(typesetHtml(html, language)).toBe(set);
});

it("keeps an abbreviation with a hyphen on one line, with the marks around it", () => {
  expect(typesetHtml("<p>Ваш IP-адрес, по AES-256.</p>", "ru")).toBe(
    '<p>Ваш <span class="whole">IP-адрес,</span> <span class="whole">по\u00A0AES-256.</span></p>',
  );
});

it.each([
  ["the e-mail address", 'the <span class="whole">e-mail</span> address'],
  ["a privacy-protecting service", "a privacy-protecting service"],
  ["write to a@my-shop.example", "write to a@my-shop.example"],
])("keeps a short word with a hyphen whole, but no part of an address: %s", (html, set) => {
  expect(typesetHtml(html, "en")).toBe(set);
});

it("keeps a number that a comparison marks beside what it counts", () => {
  expect(typesetHtml("for <del>30</del> <ins>90</ins> days", "en")).toBe(
    "for <del>30</del> <ins>90</ins>\u00A0days",
  );
});

it("shows no space between two Chinese characters", () => {
  expect(typesetHtml("未满 14 岁 的青少年", "zh")).toBe("未满 14\u00A0岁的青少年");
});

it("leaves tags and code as they are", () => {
  expect(typesetHtml('<p title="и в">и в <code>rm и в</code> — у <a href="#a">нас</a></p>', "ru")).toBe(
    '<p title="и в">и\u00A0в\u00A0<code>rm и в</code>\u00A0— у\u00A0<a href="#a">нас</a></p>',
  );
});
