import type { Details } from "../engine/users.ts";
import type { Holdings, Part } from "./held.ts";

/** Which fields an export has: raised when one changes its name or meaning, or goes. */
export const exportVersion = 1;

/** What each part of an export is, by the name of its table. */
export const parts: Readonly<Record<Part, string>> = {
  account: "Your account",
  "former-addresses": "Addresses that your account had before",
  orders: "Orders",
  messages: "Messages",
  feedback: "Feedback",
  "data-requests": "Requests about your data",
  statuses: "What became of what you sent",
  newsletter: "Newsletter",
  consents: "What you agreed to",
  signatures: "What you signed with your password",
  "sign-ins": "Tries to sign in to your account",
  sessions: "Where you are signed in",
};

type NameIn<Row> = Row extends Row ? keyof Row : never;

type Listed = Extract<Holdings[keyof Holdings], readonly object[]>[number];

/** Every field that anything held about a person has. */
type Field = NameIn<
  Listed | Details | Pick<Holdings, "userId" | "email" | "createdAt" | "twoFactor" | "guardianAgreed">
>;

/** What each field of an export means, whatever part it is in. */
export const meanings: Readonly<Record<Field, string>> = {
  userId: "Number of your account",
  email: "E-mail address",
  name: "Your name",
  phone: "Phone number",
  address: "Address: by post; of a try to sign in, of the network that it came from",
  createdAt: "When it was made",
  twoFactor: "Whether you sign in in two steps",
  guardianAgreed: "Whether a parent or guardian agreed to the account",
  emailIndex: "Keyed hash of the address: the address itself is not kept",
  leftAt: "When the account left the address",
  reference: "Number of what you sent",
  receivedAt: "When we received it",
  language: "Language of the page that it was sent from",
  goods: "What you ordered",
  quantity: "How much",
  delivery: "Where and when to deliver",
  company: "Company",
  topic: "What the message is about",
  message: "What you wrote",
  rating: "Your rating, from 1 to 5",
  feedback: "What you think of goods and service",
  kind: "What you asked for",
  details: "What you wrote about it",
  isConfirmed: "Whether you used the link that we mailed",
  position: "Which change it is, from 1",
  status: "Where it stood from then on",
  changedAt: "When we changed it",
  note: "What we wrote to you about it",
  requestedAt: "When you asked for it",
  state: "Whether it was asked for, is confirmed, or has ended",
  id: "Number of this record",
  schema: "Which fields a record of consent has",
  subject: "Number of what the consent belongs to",
  controller: "Who processes the data",
  event: "Whether the consent was given or withdrawn",
  purpose: "What you agreed to, or signed",
  legalBasis: "Legal basis, in the words of DPV",
  processing: "What is done with the data, in the words of DPV",
  dataCategories: "Kinds of data, in the words of DPV",
  method: "The form in which it was given, or the way it was withdrawn",
  policyVersion: "Version of the policy that was shown",
  policyHash: "SHA-256 of that version's text",
  policyLanguage: "Language of that text",
  labelHash: "SHA-256 of the words beside the box",
  words: "The words beside the box",
  jurisdiction: "Country of the controller, ISO 3166",
  withdrawal: "Where it can be withdrawn: a path of the site",
  recordedAt: "When it was recorded",
  keptUntil: "Until when the record is kept as proof",
  document: "The order or the version of the policy that was signed",
  documentHash: "SHA-256 of what was signed",
  signedAt: "When it was signed",
  at: "When it was tried",
  outcome: "How it ended",
  device: "Browser and system",
  seenAt: "When it was last used",
};
