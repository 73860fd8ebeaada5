import organization from "../content/organization.yaml";
import { dayInWords, textsIn } from "../worker/texts/texts.ts";
import type { Language } from "../worker/web/organization.ts";
import { languageIn } from "../worker/web/page-languages.ts";

/** The name of a page as counted, in a language: its title, with its own language where the site has several. */
export function pageName(path: string, language: Language): string {
  const own = languageIn(path);
  if (own === undefined) return path;
  const rest = path.slice(own.length + 2);
  const name = titleOf(rest, language) ?? datedTitle(rest, language);
  if (name === undefined) return path;
  if (organization.languages.length < 2) return name;
  const itsLanguage = new Intl.DisplayNames(language, { type: "language" }).of(own) ?? own;
  const { open, close } = textsIn(language).language;
  return `${name}${open}${itsLanguage}${close}`;
}

function titleOf(rest: string, language: Language): string | undefined {
  const { shell, policy, submissions, accounts, forms } = textsIn(language);
  const { pages } = submissions;
  const titles: Readonly<Record<string, string>> = {
    "": shell.home,
    "policy/": shell.policy,
    "policy/versions/": policy.versions.title,
    "policy/at/": policy.day.title,
    "policy/at/…/": policy.day.title,
    "policy/kept/": policy.kept.name,
    "policy/record/": shell.record,
    "policy/clause/…/": policy.page.clause.history,
    "contact/": pages.contact.title,
    "order/": pages.order.title,
    "feedback/": pages.feedback.title,
    "newsletter/": pages.newsletter.title,
    "policy-changes/": pages["policy-changes"].title,
    "data-request/": pages["data-request"].title,
    "receipt/": forms.receiptCheck.title,
    "register/": accounts.registration.register.title,
    "sign-in/": accounts.signIn.password.title,
    "forgot-password/": accounts.passwords.forgot.title,
    "account/": accounts.own.home.title,
    "statistics/": shell.statistics,
    "partners/": shell.partners,
    "cookies/": shell.cookies,
    "accessibility/": shell.accessibility,
  };
  return titles[rest];
}

/** The pages of a version, and of two compared. */
function datedTitle(rest: string, language: Language): string | undefined {
  const {
    policy: { page, comparison },
    language: { colon },
  } = textsIn(language);
  const [, date] = /^policy\/(\d{4}-\d{2}-\d{2})\/$/.exec(rest) ?? [];
  if (date) return page.dated({ day: date });
  const [, before, after] = /^policy\/compare\/([\d-]{10})\/([\d-]{10})\//.exec(rest) ?? [];
  if (!before || !after) return undefined;
  return `${comparison.title}${colon}${dayInWords(before, language)} – ${dayInWords(after, language)}`;
}
