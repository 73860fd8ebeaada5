import type { LinkPurpose, ShownState } from "../../../worker/forms/confirm-links/link.ts";

interface StateTexts {
  title: string;
  text: string;
}

const newsletter: Record<ShownState, StateTexts> = {
  open: {
    title: "Confirm the newsletter",
    text: "Press the button and you get our newsletter from the next issue on. You can stop it at any time.",
  },
  done: { title: "You get our newsletter", text: "Thank you. Every issue has a link that stops it." },
  used: {
    title: "This link has been used",
    text: "The newsletter was confirmed with it, or a new link was sent in its place. There is nothing more to do.",
  },
  expired: {
    title: "This link is too old",
    text: "It worked for a few days only. Press the button and we send you a new one.",
  },
  renewed: {
    title: "A new link is on its way",
    text: "Open the newest mail from us and use the link in it.",
  },
};

const request: Record<ShownState, StateTexts> = {
  open: {
    title: "Confirm your data request",
    text: "Press the button and we begin. Nothing happens before.",
  },
  done: {
    title: "Your data request is confirmed",
    text: "We are at work on it. A mail tells you by when we answer.",
  },
  used: {
    title: "This link has been used",
    text: "Your request was confirmed with it, or a new link was sent in its place. There is nothing more to do.",
  },
  expired: {
    title: "This link is too old",
    text: "It worked for a few days only. Press the button and we send you a new one.",
  },
  renewed: {
    title: "A new link is on its way",
    text: "Open the newest mail from us and use the link in it.",
  },
};

/** Texts of the pages behind mailed links. */
export const links = {
  unknown: {
    title: "We don’t know this link",
    text: "It may be incomplete: copy all of it from the mail. Or it is so old that it was erased, with what it was to confirm. Nothing was done. You can ask again:",
  },
  states: { newsletter, "data-request": request } satisfies Record<
    LinkPurpose,
    Record<ShownState, StateTexts>
  >,
  confirm: { newsletter: "Confirm the newsletter", "data-request": "Confirm the request" },
  again: "Send me a new link",
  reference: "Your reference",
  write: "Write to us",
  startOver: { newsletter: "Ask for the newsletter again", "data-request": "Send a data request again" },
  unsubscribe: {
    asked: {
      title: "Stop the newsletter",
      text: "Press the button and you get no further issue at this address. It takes effect at once.",
    },
    done: {
      title: "You get no newsletter any more",
      text: "Your address is off the list. That you stopped it is on record, so that nobody can put you back without your consent.",
    },
    unknown: {
      title: "We don’t know this link",
      text: "It may be incomplete: copy all of it from the mail. Or your address was erased, and then you get no newsletter. If you still get one, write to us.",
    },
    stop: "Stop the newsletter",
    data: "To have your address erased too, send a data request.",
    resume: "Ask for the newsletter again",
  },
};
