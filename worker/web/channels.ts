import type { Organization } from "./organization.ts";

/** A way to reach the organization through another company's program. */
export interface Channel {
  name: keyof NonNullable<Organization["channels"]>;
  /** What people type into the program. */
  shown: string;
  /** Where a link opens the program; WeChat has no such address. */
  href?: string;
}

/** The channels that the organization gives, in the order of its file. */
export function channelsOf({ channels = {} }: Pick<Organization, "channels">): Channel[] {
  return (Object.entries(channels) as [Channel["name"], string][]).map(([name, shown]) => {
    if (name === "whatsapp") return { name, shown, href: `https://wa.me/${shown.replace(/\D/g, "")}` };
    return name === "telegram"
      ? { name, shown: `@${shown}`, href: `https://t.me/${shown}` }
      : { name, shown };
  });
}
