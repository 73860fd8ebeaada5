/** The page about cookies in English. */
export const cookies = {
  title: "Cookies",
  lead: "Our public pages set no cookie, store nothing in your browser and run no script. That is why no banner asks you anything.",
  account: "When you sign in",
  accountLead:
    "An account needs these, so nobody is asked. They hold random characters and name no one, no script and no other site can read them, and they serve nothing else.",
  sets: (idleDays: number, days: number): [name: string, words: string][] => [
    [
      "__Host-session",
      `Knows from one page to the next that it is you. Ends when you sign out, after ${idleDays} days without use, and after ${days} days at the latest.`,
    ],
    [
      "__Host-second-step",
      "Only if your account has a second step: remembers that your password was right while you enter the code. Ends with the code, and after 10 minutes at the latest.",
    ],
    [
      "__Host-device",
      "Knows a device that has signed in before, so that strangers who guess passwords cannot slow you down, and so that we warn you of new devices only. It stays after you sign out, for 180 days from the last time you signed in, and ends when you delete your account at once.",
    ],
  ],
  others: "Other companies",
  othersLead:
    "Nothing on this site comes from another company: no font, no picture, no map, no advertisement, no counter.",
  counting: "How we count visits without cookies",
};
