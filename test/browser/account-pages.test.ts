import { beforeAll, expect, test } from "vitest";
import { registration } from "../fixtures/answers.ts";
import { sharedSite } from "../http/site.ts";
import { follow } from "./clicks.ts";
import { htmlMistakes } from "./findings.ts";
import { type Person, type Population, populate } from "./people.ts";
import { maxBytes, weightOf } from "./weight.ts";
import { type Look, Window } from "./window.ts";

const site = sharedSite();
const window = new Window();
const { password } = registration;
let population: Population;
beforeAll(async () => {
  population = await populate(site.server);
});

/** Who opens which page, and what they fill in and press first. */
type Visit = { who: Person; path: string; title: RegExp } & (Pressing | { press?: never });
interface Pressing {
  press: string;
  /** Values by field id. `true` ticks a box or a choice. */
  typed?: Record<string, string | true>;
}

const refused = /^Error: /;
const looks: Visit[] = [
  { who: "nobody", path: "/en/register/", title: /^Open an account/ },
  { who: "nobody", path: "/en/register/", press: "Register", title: refused },
  {
    who: "nobody",
    path: "/en/register/",
    typed: { "age-too-young": true },
    press: "Register",
    title: /^We can’t take this/,
  },
  { who: "nobody", path: "/en/register/sent/", title: /^Check your email/ },
  { who: "nobody", path: "{verify}", title: /^Confirm your registration/ },
  { who: "nobody", path: "/en/verify/gone/", title: /^This link no longer works/ },
  { who: "nobody", path: "/en/sign-in/", title: /^Sign in/ },
  {
    who: "nobody",
    path: "/en/sign-in/",
    typed: { email: "unverified@example.org", password },
    press: "Sign in",
    title: refused,
  },
  {
    who: "nobody",
    path: "/en/sign-in/",
    typed: { email: "secured@example.org", password },
    press: "Sign in",
    title: /^Enter your code/,
  },
  { who: "nobody", path: "/en/forgot-password/", title: /^Forgotten your password/ },
  { who: "nobody", path: "/en/forgot-password/sent/", title: /^Check your email/ },
  { who: "nobody", path: "{reset}", title: /^Choose a new password/ },
  {
    who: "nobody",
    path: "{reset}",
    typed: { password: "short" },
    press: "Save the password",
    title: refused,
  },
  { who: "nobody", path: "{new-address}", title: /^Confirm your new email/ },
  { who: "nobody", path: "{invitation}", title: /^Join the staff/ },
  { who: "nobody", path: "/en/link-used/", title: /^This link no longer works/ },
  { who: "nobody", path: "/en/erased/", title: /^Your account is erased/ },
  { who: "new", path: "/en/account/", title: /^Your account/ },
  { who: "new", path: "/en/account/details/", title: /^Your details/ },
  { who: "new", path: "/en/account/details/", typed: { name: "" }, press: "Save", title: refused },
  { who: "new", path: "/en/account/details/", press: "Save", title: /^Your account/ },
  { who: "new", path: "/en/account/orders/", title: /^Orders and messages/ },
  { who: "new", path: "/en/account/order/", title: /^Place an order/ },
  { who: "new", path: "/en/account/order/", press: "Sign and send the order", title: refused },
  { who: "new", path: "/en/account/newsletter/", title: /^Newsletter/ },
  { who: "new", path: "/en/account/newsletter/", press: "Get the newsletter", title: refused },
  { who: "new", path: "/en/account/consents/", title: /^What you agreed to/ },
  { who: "new", path: "/en/account/consents/accept/", title: /^Agree to the policy/ },
  { who: "new", path: "/en/account/disclosures/", title: /^Disclosures/ },
  { who: "busy", path: "/en/account/disclosures/", title: /^Disclosures/ },
  { who: "nobody", path: "{answer}", title: /^May we pass on your data/ },
  { who: "nobody", path: "/en/answer/gone/", title: /^This link does not work/ },
  { who: "new", path: "/en/account/security/", title: /^Security/ },
  { who: "new", path: "/en/account/security/password/", title: /^Change your password/ },
  { who: "new", path: "/en/account/security/email/", title: /^Change your email/ },
  { who: "new", path: "/en/account/security/two-factor/", title: /^Turn on the second step/ },
  {
    who: "new",
    path: "/en/account/security/two-factor/",
    typed: { password },
    press: "Continue",
    title: /^Confirm the second step/,
  },
  { who: "new", path: "/en/account/export/", title: /^Download everything/ },
  { who: "new", path: "/en/account/delete/", title: /^Delete your account/ },
  { who: "new", path: "/en/account/delete/", press: "Delete my account", title: refused },
  { who: "busy", path: "/en/account/", title: /^Your account/ },
  { who: "busy", path: "/en/account/orders/", title: /^Orders and messages/ },
  { who: "busy", path: "/en/account/consents/", title: /^What you agreed to/ },
  { who: "busy", path: "/en/account/newsletter/", title: /^Newsletter/ },
  { who: "busy", path: "{signature}", title: /^Receipt S-/ },
  { who: "busy", path: "{agreement}", title: /^Receipt U-/ },
  { who: "leaving", path: "/en/account/", title: /^Your account/ },
  { who: "leaving", path: "/en/account/delete/", title: /^Delete your account/ },
  { who: "secured", path: "/en/account/security/", title: /^Security/ },
  { who: "secured", path: "/en/account/security/two-factor/", title: /^Turn off the second step/ },
  { who: "secured", path: "/en/account/security/recovery-codes/", title: /^Make new recovery codes/ },
  {
    who: "secured",
    path: "/en/account/security/recovery-codes/",
    typed: { password },
    press: "Make new codes",
    title: /^Your new recovery codes/,
  },
];

/** Looks at a page as somebody, or at the answer to what they fill in and press there. */
async function lookAt({ who, path, ...pressing }: Visit): Promise<Look> {
  const { visitors, paths } = population;
  await window.belongsTo(visitors[who]);
  const address = site.url + path.replace(/^\{(.+)\}$/, (_, name: keyof typeof paths) => paths[name]);
  if (!pressing.press) return window.lookAt(address);
  const { press, typed = {} } = pressing;
  const page = await window.open(address);
  for (const [id, value] of Object.entries(typed)) {
    if (value === true) await page.check(`#${id}`);
    else await page.fill(`#${id}`, value);
  }
  await follow(page, page.getByRole("button", { name: press, exact: true }));
  return window.look();
}

test.each(looks)(
  "$path ($who, $title) gives axe and the validator nothing to find, fits and weighs little",
  async (visit) => {
    const { html, title, findings } = await lookAt(visit);
    expect(title).toMatch(visit.title);
    expect(await htmlMistakes(html)).toEqual([]);
    expect(await weightOf(html, site.url)).toBeLessThan(maxBytes);
    expect(findings).toEqual([]);
  },
);
