/** English texts of the page that says how each clause is kept. */
export const kept = {
  title: "How each clause is kept",
  lead: "For each clause of the policy: what it promises, the part of the software that keeps it, and the test that proves it. Anybody who has the software can run the tests.",
  keptBy: "Kept by",
  provenBy: "Proven by",
  byHand: "Kept by people",
  read: "The clause and its history",
};
