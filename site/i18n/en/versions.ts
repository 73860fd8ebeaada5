/** English texts of the pages about versions: the timeline, a day's version, feeds. */
export const versions = {
  title: "Versions of the privacy policy",
  lead: "Each version stays here as it was published. Its text never changes: a correction is a new version.",
  compare: "Compare two versions",
  earlier: "Earlier version",
  later: "Later version",
  compareButton: "Compare",
  seeChanges: "What this version changed",
  first: "The first version: there is nothing before it to compare with.",
  lookup: "Find the version of a day",
  verify: "Check a text yourself",
  verifyLead:
    "The SHA-256 of a version is the hash of its Markdown download, byte for byte. This line computes it (on Linux, sha256sum does the same as shasum -a 256):",
  machine: "For programs",
  feeds: "Feeds tell a reader or a program of each new version:",
  list: "Every version with its hashes, addresses and commitments",
  upcoming: (day: string) => `Upcoming: takes effect on ${day}.`,
  effective: (day: string) => `In effect from ${day}.`,
  at: {
    title: "The policy on a day",
    lead: "Name a day to read the version that was in force on it.",
    label: "Day",
    hint: "Year, month and day, for example",
    zone: (zone: string) => `A day begins at midnight in the time zone ${zone}.`,
    find: "Find the version",
    notADate: "Write a day that exists as year, month and day",
    beforeTitle: "No version was in force on that day",
    before: (asked: string, first: string) =>
      `You asked for ${asked}. The first version took effect on ${first}; no version was published before it.`,
    readFirst: "Read the first version",
  },
};
