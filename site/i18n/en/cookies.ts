/** The page about cookies in English. */
export const cookies = {
  title: "Cookies",
  lead: "Our public pages set no cookie, store nothing in your browser and run no script. That is why no banner asks you anything.",
  account: "When you sign in",
  accountLead:
    "An account needs one cookie, so that we know it is you from one page to the next. It is set when you sign in and ends when you sign out. It names no one, other sites cannot read it, and it serves nothing else.",
  others: "Other companies",
  othersLead:
    "Nothing on this site comes from another company: no font, no picture, no map, no advertisement, no counter.",
  counting: "How we count visits without cookies",
};
