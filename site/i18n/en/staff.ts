import type { FormId } from "../../../worker/forms/schema.ts";
import type { Section } from "../../../worker/staff/schema.ts";

const sections: Record<Section, string> = {
  orders: "Orders",
  statistics: "Statistics",
};

const forms: Record<FormId, string> = {
  contact: "Message",
  feedback: "Feedback",
  order: "Order",
  newsletter: "Newsletter",
  "data-request": "Data request",
};

/** Texts of the staff pages; statistics has its own. */
export const staff = {
  title: "Staff",
  parts: "Staff",
  home: "Overview",
  sections,
  forms,
  roles: { client: "client", analyst: "analyst", manager: "manager", editor: "editor", owner: "owner" },
  security: "Your security",
  signOut: "Sign out",
  done: {
    changed: "Recorded. The client is told by mail.",
    already: "Nothing was changed: somebody was faster, or it was sent twice. What counts is below.",
  } as Record<string, string>,
  list: {
    show: "Show",
    send: "Show",
    empty: "There is nothing yet.",
    emptyFilter: "Nothing matches this filter.",
    all: "Show all",
    received: "Received",
    due: "answer by",
    overdue: "Overdue",
    since: "since",
    quarantined: "In quarantine",
    pages: "Pages",
    page: (page: number) => `Page ${page}`,
    previous: "Previous",
    next: "Next",
  },
  history: {
    title: "History",
    by: "by",
    note: "We wrote:",
  },
  orders: {
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
    order: "Order",
    goods: "Goods",
    quantity: "Quantity",
    delivery: "Delivery",
    name: "Name",
    company: "Company",
    address: "Postal address",
    email: "E-mail",
    phone: "Phone",
    language: "Written to in",
    none: "not given",
    change: "Change the status",
    changeLead: "Each change is kept in the history and told to the client by mail.",
    send: "Record and tell the client",
    quarantined:
      "This order is in quarantine: it looks as if no person had sent it. Its status can be changed once it is released.",
  },
};
