import { comparable } from "../web/email-address.ts";

/** A provider whose mailboxes have several addresses. */
interface Provider {
  /** Its domains, of which each leads to the same mailboxes. */
  domains: readonly string[];
  /** What it ignores in front of the @, or takes for one another. */
  ignored?: RegExp;
  /** What begins a suffix, besides a plus. */
  suffix?: string;
}

const providers: readonly Provider[] = [
  { domains: ["gmail.com", "googlemail.com"], ignored: /\./g },
  {
    domains: ["yandex.ru", "ya.ru", "yandex.com", "yandex.by", "yandex.kz", "yandex.ua", "narod.ru"],
    ignored: /[.-]/g,
  },
  { domains: ["proton.me", "protonmail.com", "protonmail.ch", "pm.me"], ignored: /[._-]/g },
  { domains: ["icloud.com", "me.com", "mac.com"] },
  { domains: ["yahoo.com", "ymail.com", "rocketmail.com"], suffix: "-" },
];

const byDomain: ReadonlyMap<string, Provider> = new Map(
  providers.flatMap((provider) => provider.domains.map((name) => [name, provider] as const)),
);

/**
 * The mailbox that an address leads to, to compare and count by; never to send to. What people add to their own address
 * counts for nothing: `Li.Wei+shop@googlemail.com` is `liwei@gmail.com`. Two mailboxes may count as one where a provider
 * has changed its rules, which costs them a share of a limit and nothing else.
 */
export function mailboxOf(address: string): string {
  const plain = comparable(address);
  const at = plain.lastIndexOf("@");
  const domain = plain.slice(at + 1).replace(/\.$/, "");
  const [beforePlus = ""] = plain.slice(0, at).split("+");
  const { domains: [known = domain] = [], ignored, suffix }: Partial<Provider> = byDomain.get(domain) ?? {};
  const [name = ""] = suffix === undefined ? [beforePlus] : beforePlus.split(suffix);
  return `${ignored ? name.replace(ignored, "") : name}@${known}`;
}
