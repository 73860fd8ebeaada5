import type { Offer, Organization } from "./organization.ts";

interface Belongings {
  /** Its addresses, below a language or as the desk's plain ones are. */
  addresses: RegExp;
  /** Purposes of the policy that nothing else pursues. */
  purposes: readonly string[];
  /** Kinds of data that nothing else brings. */
  kinds: readonly string[];
  /** Counts that only it adds to, by their public names. */
  figures: readonly string[];
  /** Jobs that have nothing to do without it, by the name of their evidence. */
  jobs: readonly string[];
}

/**
 * What belongs to each offer that an organization may leave out, and goes with it. Staff sign in with accounts too, so
 * the way in and an account's security stay without that offer; no public page leads there then.
 */
const belongings: Readonly<Record<Offer, Belongings>> = {
  orders: {
    addresses: /^(?:order|account\/(?:order|offer)|staff\/orders)\//,
    purposes: ["orders", "order-status"],
    kinds: ["order"],
    figures: ["ordersErased"],
    jobs: [],
  },
  feedback: {
    addresses: /^feedback\//,
    purposes: ["quality"],
    kinds: ["feedback"],
    figures: ["feedbackErased"],
    jobs: [],
  },
  newsletter: {
    addresses: /^(?:newsletter|account\/newsletter|staff\/newsletter)\//,
    purposes: ["newsletter"],
    kinds: [],
    figures: [],
    jobs: ["newsletter-issues"],
  },
  accounts: {
    addresses: /^(?:register|verify|account(?!\/security\/))\//,
    purposes: ["registration"],
    kinds: ["account", "signIn", "draft"],
    figures: ["signInsErased", "signaturesErased"],
    jobs: ["idle-accounts", "accounts-erased"],
  },
};

/** What an organization leaves out, with all that belongs to it. */
function leftOut({ offers }: Pick<Organization, "offers">): Belongings[] {
  return (Object.keys(belongings) as Offer[])
    .filter((offer) => !offers.includes(offer))
    .map((offer) => belongings[offer]);
}

/** Whether an address belongs to nothing that an organization leaves out. */
export function isOfferedBy(organization: Pick<Organization, "offers" | "languages">, path: string): boolean {
  const [, first = ""] = path.split("/");
  const isInLanguage = organization.languages.some((language) => language === first);
  const rest = path.slice(isInLanguage ? first.length + 2 : 1);
  return !leftOut(organization).some(({ addresses }) => addresses.test(rest));
}

/** Whether a purpose, a kind of data or a job by this name is an organization's business. */
export function isPursuedBy(
  organization: Pick<Organization, "offers">,
  what: keyof Omit<Belongings, "addresses">,
  name: string,
): boolean {
  return !leftOut(organization).some((left) => left[what].includes(name));
}
