import type { KeptCounts } from "../../kept.ts";

/** English texts of the home page. */
export const home = {
  title: "Privacy",
  lead: "What we do with what you tell us: the policy that binds us, how it is kept, and what you can do.",
  policy: "Our privacy policy",
  read: "Read the policy",
  seeChanges: "See what this version changed",
  can: "What you can do now",
  contact: { name: "Write to us", words: (days: number) => `We answer within ${days} working days.` },
  order: { name: "Order or request goods", words: "Nothing is bought until you accept our offer." },
  feedback: { name: "Give feedback", words: "Say how well our goods and our service did." },
  newsletter: { name: "Get the newsletter", words: "Once you confirm it by mail. Stop it at any time." },
  request: {
    name: "Ask about your data",
    words: "See, correct or erase what we hold about you. You need no account.",
  },
  account: {
    name: "Use your account",
    words: "What we hold, what you agreed to, your orders, and everything as a download.",
  },
  receipt: { name: "Check a receipt", words: "Every consent and signature has one, signed by us." },
  day: { name: "Read the policy of a day", words: "Every version stays here as it was published." },
  kept: {
    title: "How the policy is kept",
    words: ({ clauses, promises, tests, byHand }: KeptCounts) =>
      `Its ${clauses} clauses make ${promises} promises. Each is listed with the part of the software that keeps it. ${tests} tests prove them, and ${byHand} of the promises need people too.`,
    read: "How each clause is kept",
  },
  not: {
    title: "What we do not do",
    points: [
      "No cookie is set before you sign in.",
      "No page runs a script.",
      "Nothing comes from another company: no font, picture, map or counter.",
      "Nobody is followed: visits are counted in groups only.",
      "No data goes to companies that are listed as partners.",
    ],
    cookies: "Which cookies an account needs",
    statistics: "What we count",
  },
};
