/** A control of the policy, broken in one place. */
export interface Mutation {
  /** The clause whose tests have to notice. */
  clause: string;
  /** What the software no longer does. */
  breaks: string;
  file: string;
  /** What the file says, once. */
  find: string;
  replace: string;
}

/** Every control that a clause rests on, broken one at a time. */
export const mutations: readonly Mutation[] = [
  {
    clause: "main-provisions",
    breaks: "leaves every box unticked",
    file: "site/components/forms/Field.astro",
    find: 'checked={field.group !== undefined && value === "yes"}',
    replace: "checked",
  },
  {
    clause: "main-provisions",
    breaks: "takes nothing without the ticked box",
    file: "worker/forms/form/checking.ts",
    find: "form.schema.safeParse(values)",
    replace: 'form.schema.safeParse({ ...values, consent: "yes" })',
  },
  {
    clause: "main-provisions",
    breaks: "seals what is written",
    file: "worker/vault/sealing.ts",
    find: "base64url(new Uint8Array(sealed))}`;",
    replace: "base64url(new Uint8Array(sealed))}` + text;",
  },
  {
    clause: "collecting-data",
    breaks: "sets no cookie on a public page",
    file: "worker/web/security-headers.ts",
    find: '"x-frame-options": "DENY",',
    replace: '"x-frame-options": "DENY",\n  "set-cookie": "visitor=1",',
  },
  {
    clause: "collecting-data",
    breaks: "drops the browser's own words",
    file: "worker/visits/counting/cells.ts",
    find: "value: reason, views: 1",
    replace: 'value: seen.headers.get("user-agent") ?? reason, views: 1',
  },
  {
    clause: "collecting-data",
    breaks: "erases at the client's word",
    file: "worker/accounts/erasure/erasing.ts",
    find: "    deleteUser(db, userId),\n",
    replace: "",
  },
  {
    clause: "data-provided",
    breaks: "marks what is optional",
    file: "worker/accounts/register/forms.ts",
    find: "hint: (t) => t.fields.account.address.hint, optional: true }",
    replace: "hint: (t) => t.fields.account.address.hint }",
  },
  {
    clause: "data-provided",
    breaks: "confirms an address before it signs in",
    file: "worker/accounts/register/routes.ts",
    find: 'await queueMail(db, ring, mail, sent.receivedAt, "limited")',
    replace: "",
  },
  {
    clause: "scope",
    breaks: "binds a consent to the text that was shown",
    file: "worker/forms/consents/giving.ts",
    find: "policyHash: ticket.policyHash,",
    replace: 'policyHash: "0".repeat(64),',
  },
  {
    clause: "use",
    breaks: "tells the client of each change of an order",
    file: "worker/staff/desk/changing-status.ts",
    find: "const notices = to ?",
    replace: "const notices = to && at.getTime() < 0 ?",
  },
  {
    clause: "use",
    breaks: "logs sign-ins of accounts",
    file: "worker/accounts/sign-in/signing-in.ts",
    find: "    await insertSignIn(db, ring, userId, signIn),\n",
    replace: "",
  },
  {
    clause: "no-third-parties",
    breaks: "lets nothing be loaded from elsewhere",
    file: "worker/web/security-headers.ts",
    find: "\"img-src 'self'\",",
    replace: '"img-src *",',
  },
  {
    clause: "no-third-parties",
    breaks: "runs no script",
    file: "site/layouts/Page.astro",
    find: '<slot name="head" />',
    replace: '<slot name="head" /><script is:inline src="https://tracker.example/t.js"></script>',
  },
  {
    clause: "communication",
    breaks: "starts a newsletter with the mailed link only",
    file: "worker/submissions/newsletter/subscriptions.ts",
    find: "and confirmed_at is null and ended_at is null`,\n      )\n      .bind(reference, at.toISOString()),\n  ];",
    replace: "and 1 = 0`,\n      )\n      .bind(reference, at.toISOString()),\n  ];",
  },
  {
    clause: "communication",
    breaks: "ends a newsletter when asked",
    file: "worker/submissions/newsletter/subscriptions.ts",
    find: "where email_index = ?1 and list = ?3 and ended_at is null`",
    replace: "where email_index = ?1 and list = ?3 || 'x' and ended_at is null`",
  },
  {
    clause: "statistics",
    breaks: "leaves out whoever opts out",
    file: "worker/visits/counting/cells.ts",
    find: 'signals.some((signal) => headers.get(headerOf[signal]) === "1")',
    replace: "signals.length === 99",
  },
  {
    clause: "statistics",
    breaks: "shows full groups only",
    file: "worker/visits/figures/loading.ts",
    find: "comparedWith(period, kept), smallestGroup, page",
    replace: "comparedWith(period, kept), smallestGroup: 1, page",
  },
  {
    clause: "signature",
    breaks: "asks for the password again",
    file: "worker/accounts/form/password-again.ts",
    find: '  if ("refused" in ran) {',
    replace: '  if ("refused" in ran && password === "") {',
  },
  {
    clause: "consent",
    breaks: "records the version that was shown",
    file: "worker/forms/consents/giving.ts",
    find: "policyVersion: ticket.policyVersion,",
    replace: 'policyVersion: "",',
  },
  {
    clause: "consent",
    breaks: "signs what a receipt says",
    file: "worker/forms/receipts/jws.ts",
    find: "new TextEncoder().encode(input)",
    replace: "new TextEncoder().encode(keys.published[0].kid)",
  },
  {
    clause: "erasure",
    breaks: "erases orders too",
    file: "worker/accounts/erasure/erasing.ts",
    find: "    deleteOrdersOf(db, emailIndex),\n",
    replace: "",
  },
  {
    clause: "erasure",
    breaks: "marks an erasure without naming anybody",
    file: "worker/lifetimes/erasure.ts",
    find: 'return blindIndex(ring, "erased", erased);',
    replace: 'return Promise.resolve([erased, ring.current].join(" "));',
  },
  {
    clause: "erasure",
    breaks: "lists what is kept, and until when",
    file: "site/pages/[lang]/account/delete.astro",
    find: "<li>{what}. {why}, {until}.</li>",
    replace: "<li>{what}. {why}.</li>",
  },
  {
    clause: "partners",
    breaks: "says that nothing goes to partners",
    file: "site/pages/[lang]/partners.astro",
    find: "  <p>{t.noData}</p>\n",
    replace: "",
  },
  {
    clause: "minors",
    breaks: "refuses who is too young",
    file: "worker/forms/form/checking.ts",
    find: 'return values.age === "too-young";',
    replace: 'return values.age === "younger";',
  },
  {
    clause: "minors",
    breaks: "waits for a guardian",
    file: "worker/forms/form/age.ts",
    find: 'if (said === "with-guardian") return true;',
    replace: 'if (said === "with-guardian") return false;',
  },
  {
    clause: "storage-period",
    breaks: "sweeps what is over",
    file: "worker/keeping/jobs.ts",
    find: 'name: "submissions: erase what is over",\n    every: "day",',
    replace: 'name: "submissions: erase what is over",\n    every: "never" as "day",',
  },
];
