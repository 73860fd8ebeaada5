/** How many days something typed waits for its writer to sign in again, and how many a draft is kept. */
export const draftDays = { "signed-out": 1, draft: 14 } as const;
