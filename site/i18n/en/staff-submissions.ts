/** Texts of the lists of what came in. */
export const list = {
  show: "Status",
  send: "Show",
  empty: "There is nothing yet.",
  emptyFilter: "Nothing matches this filter.",
  all: "Show all",
  received: "Received",
  due: "Answer by",
  overdue: "Overdue",
  since: "since",
  quarantined: "In quarantine",
  pages: "Pages",
  page: (page: number) => `Page ${page}`,
  previous: "Previous",
  next: "Next",
};

/** Texts of a submission that was opened. */
export const submission = {
  labels: {
    goods: "Goods",
    quantity: "Quantity",
    delivery: "Delivery",
    name: "Name",
    company: "Company",
    address: "Postal address",
    email: "E-mail",
    phone: "Phone",
    topic: "About",
    message: "Message",
    rating: "Rating",
    feedback: "Feedback",
    kind: "Asks us to",
    details: "Details",
    language: "Language",
  } as Record<string, string>,
  languages: { en: "English", zh: "Chinese", ru: "Russian" },
  none: "not given",
};

/** Texts of what became of it. */
export const history = {
  title: "History",
  by: "by",
  note: "We wrote:",
};

/** Texts of what looks as if no person had sent it. */
export const quarantine = {
  title: "In quarantine",
  lead: "It looks as if no person had sent it, so no mail about it has left. Why:",
  reasons: {
    trap: "A field that people neither see nor hear was filled in.",
    fast: "It was sent within two seconds of opening the form.",
    links: "It names more than three addresses of pages.",
  },
  release: "Release it: a person sent it",
  spam: "Or erase it",
  spamLead: "Everything that was sent is erased, with the mail about it. Nobody is told.",
  erase: "Erase it as spam",
};

/** Texts of the inbox. */
export const inbox = {
  title: "Inbox",
  filters: {
    waiting: "Waiting",
    answered: "Answered",
    quarantined: "In quarantine",
    all: "All",
  } as Record<string, string>,
  answer: "Answer",
  answerAgain: "Answer once more",
  send: "Send the answer",
  noAddress: "No address was left, so it cannot be answered by mail.",
  handledLead: "Answered by phone, or nothing to answer?",
  handled: "Mark as answered without a mail",
  asOrder: "Open it among the orders",
};

/** Texts of the orders. */
export const orders = {
  title: "Orders",
  filters: {
    open: "Open",
    received: "Received",
    confirmed: "Confirmed",
    preparing: "In preparation",
    shipped: "Shipped",
    delivered: "Delivered",
    cancelled: "Cancelled",
    all: "All",
  } as Record<string, string>,
  change: "Change the status",
  changeLead: "Each change is kept in the history and told to the client by mail.",
  send: "Record and tell the client",
  quarantined: "Its status can be changed once it is released.",
};
