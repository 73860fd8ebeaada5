import type { FormId } from "../../../worker/forms/form/form.ts";

/** What a form's page says around the form. */
interface FormTexts {
  title: string;
  lead: string;
  /** What happens next and how long it takes. */
  next: (days: number) => string;
  send: string;
}

/** What its confirmation says. */
interface SentTexts {
  title: string;
  keep: string;
  steps: (days: number) => string[];
}

const pages: Record<FormId, FormTexts> = {
  contact: {
    title: "Contact us",
    lead: "Write to us here, send an e-mail or call.",
    next: (days) =>
      `We send a copy of your message to your e-mail address and answer within ${days} working days.`,
    send: "Send message",
  },
  feedback: {
    title: "Give feedback",
    lead: "Tell us how well our goods and our service did. It helps us to do better.",
    next: (days) =>
      `We read all feedback. If you leave an e-mail address and ask something, we answer within ${days} working days.`,
    send: "Send feedback",
  },
  order: {
    title: "Order or request goods",
    lead: "Tell us what you need. This buys nothing yet: we answer with an offer that you can accept or not.",
    next: (days) =>
      `We send a copy to your e-mail address and answer with an offer within ${days} working days.`,
    send: "Send order",
  },
  newsletter: {
    title: "Newsletter",
    lead: "News and offers by e-mail. You can stop it at any time with a link in every issue.",
    next: () => "We send you a mail with a link. You get the newsletter only after you confirm with it.",
    send: "Ask for the newsletter",
  },
  "data-request": {
    title: "Your data",
    lead: "See, correct or erase what we hold about you, stop us using it, or object. You need no account, and it costs nothing.",
    next: (days) =>
      `We send you a mail with a link, so that nobody else can ask in your name. Once you confirm with it, we answer within ${days} working days.`,
    send: "Send request",
  },
};

const sent: Record<FormId, SentTexts> = {
  contact: {
    title: "We have your message",
    keep: "Keep it: with it we find your message when you write or call again.",
    steps: (days) => [
      "A copy of your message is on its way to your e-mail address.",
      `We answer within ${days} working days.`,
    ],
  },
  feedback: {
    title: "We have your feedback",
    keep: "Keep it: with it we find your feedback when you write or call again.",
    steps: (days) => [
      "We read it. If you left an e-mail address, a copy is on its way to you.",
      `Where there is something to answer, we answer within ${days} working days.`,
    ],
  },
  order: {
    title: "We have your order",
    keep: "Keep it: with it we find your order when you write or call again.",
    steps: (days) => [
      "A copy of your order is on its way to your e-mail address.",
      `We answer with an offer within ${days} working days. Nothing is bought until you accept it.`,
    ],
  },
  newsletter: {
    title: "Please confirm by mail",
    keep: "You don’t need it to confirm: the link in the mail is enough.",
    steps: () => [
      "A mail with a link is on its way to your e-mail address. Open the link and press the button.",
      "You get the newsletter only after that. If no mail arrives, look among unwanted mail, or ask again.",
    ],
  },
  "data-request": {
    title: "Please confirm by mail",
    keep: "Keep it: with it we find your request when you write or call.",
    steps: (days) => [
      "A mail with a link is on its way to the address you gave. Open the link and press the button, so that we know the request is yours.",
      `Then we answer within ${days} working days.`,
      "If no mail arrives, look among unwanted mail, or send the request again.",
    ],
  },
};

/** Texts of forms, their refusals and their confirmations. */
export const forms = {
  errorTitle: "Error",
  problem: "There is a problem",
  optional: "optional",
  choose: "Choose one",
  trap: "Leave this empty",
  policyShown: "Your answers are handled under our privacy policy, version",
  next: "What happens next",
  byForm: "Send a message",
  notices: {
    expired:
      "This page was open for too long, or was not made for you. Nothing was sent. Your answers are below: check them, tick the boxes you agree to and send again.",
    "not-stored":
      "We could not make sure that this was saved. What you typed is below: tick the boxes you agree to and send it again. Sent twice, it is kept once.",
    changed:
      "Our privacy policy has changed since you opened this page. Nothing was sent. Your answers are below: read what changed, tick the boxes you agree to and send again.",
    "too-many": (minutes: number) =>
      `Too many forms were sent from your network. Nothing was sent. What you typed is below: tick the boxes you agree to and send it again in ${minutes} minutes, or write us an e-mail.`,
  },
  change: { title: "What changed", read: "Read the version of", compare: "Compare it with the one you saw" },
  tooYoung: {
    title: "We can’t take this from you",
    lead: (age: number) =>
      `You told us that you are under ${age}. Our privacy policy promises to keep nothing from people that young, so nothing was sent and nothing was kept.`,
    next: "Ask your parent or guardian to write to us for you. They can use this form, send an e-mail or call.",
    erase: "If we hold something from you already, they can ask us to erase it.",
    mistake: "Did you choose that by mistake?",
    again: "Open the form again",
  },
  others: {
    title: "Other ways to reach us",
    feedback: "Give feedback",
    order: "Order or request goods",
    newsletter: "Get the newsletter",
    "data-request": "See, correct or erase your data",
  },
  pages,
  sent: {
    forms: sent,
    reference: "Your reference",
    next: "What happens next",
    newsletter: "A second mail asks you to confirm the newsletter. Without it you get none.",
    data: "To have what you sent corrected or erased, send a data request.",
  },
};
