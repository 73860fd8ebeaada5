/** What the notice of a change says, and the words around it. */
export interface StatusLetters {
  changes: Record<
    "received" | "confirmed" | "preparing" | "shipped" | "delivered" | "cancelled" | "answered" | "done",
    { heading: (reference: string) => string; text: string }
  >;
  added: string;
  follow: (address: string) => string;
  reason: (origin: string, email: string) => string;
  /** The last mail to somebody who asked for the erasure. */
  erased: {
    heading: string;
    text: (reference: string) => string;
    stays: string;
    copies: (days: number) => string;
    reason: (origin: string) => string;
  };
}

/** What notices of a change of status say, in English. */
export const statuses: StatusLetters = {
  changes: {
    received: { heading: (reference) => `We have received ${reference}`, text: "" },
    confirmed: {
      heading: (reference) => `Your order ${reference} is confirmed`,
      text: "We have confirmed your order.",
    },
    preparing: {
      heading: (reference) => `Your order ${reference} is in preparation`,
      text: "We are preparing your order.",
    },
    shipped: {
      heading: (reference) => `Your order ${reference} is on its way`,
      text: "Your order has left us.",
    },
    delivered: {
      heading: (reference) => `Your order ${reference} is delivered`,
      text: "By our records your order has arrived. If it has not, answer this mail.",
    },
    cancelled: {
      heading: (reference) => `Your order ${reference} is cancelled`,
      text: "Your order is cancelled. If you did not expect this, answer this mail.",
    },
    answered: {
      heading: (reference) => `Our answer to ${reference}`,
      text: "Thank you for writing to us.",
    },
    done: {
      heading: (reference) => `Your data request ${reference} is done`,
      text: "We have done what you asked us to.",
    },
  },
  added: "We write:",
  follow: (address) => `With an account under this address you see every step: ${address}`,
  reason: (origin, email) =>
    `You get this because this address was given with it on ${origin}. If it was not you, tell us: ${email}`,
  erased: {
    heading: "Your data is erased",
    text: (reference) =>
      `You asked us to erase what we hold about this address (${reference}). It is done. This mail is the last.`,
    stays:
      "What stays names nobody: that consents were given and withdrawn, what was signed with an account's password, and a mark that there was an erasure.",
    copies: (days) => `Copies made against loss may hold what was erased for up to ${days} days.`,
    reason: (origin) => `You get this because you confirmed this request on ${origin}.`,
  },
};
