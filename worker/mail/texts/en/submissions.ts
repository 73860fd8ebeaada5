/**
 * What mails about forms and mailed links say, in English. The other languages have the same shape, so a text that
 * is missing there is a type error.
 */
export const submissions = {
  shared: {
    receipt: (address: string) => `A signed receipt of what you agreed to: ${address}`,
    youWrote: "You wrote:",
    from: (sender: string) => `From: ${sender}`,
    company: (company: string) => `Company: ${company}`,
    phone: (phone: string) => `Phone: ${phone}`,
    address: (address: string) => `Postal address: ${address}`,
    pressButton: "If it was you, open this page and press the button:",
  },
  contacts: {
    received: (reference: string) => `We have your message ${reference}`,
    thanks: (days: number) =>
      `Thank you. We answer within ${workingDays(days)}. If you write again about it, give the reference above.`,
    agreed: (version: string, address: string) =>
      `You agreed that we keep your message under our privacy policy, version ${version}: ${address}`,
    reason: (origin: string, email: string) =>
      `You get this because somebody sent this message from ${origin} with your address. If it was not you, tell us: ${email}`,
    toStaff: (reference: string) => `New message ${reference}`,
    topic: {
      question: "Topic: goods",
      order: "Topic: an order",
      privacy: "Topic: personal data",
      other: "Topic: other",
    },
    staffReason: (origin: string) =>
      `Sent with the contact form of ${origin}. Answering this mail writes to the sender.`,
  },
  feedback: {
    received: (reference: string) => `We have your feedback ${reference}`,
    thanks: (rating: string) =>
      `Thank you. You gave us ${rating} of 5. We read every word and answer where there is something to answer.`,
    agreed: (version: string, address: string) =>
      `You agreed that we keep it under our privacy policy, version ${version}: ${address}`,
    reason: (origin: string, email: string) =>
      `You get this because somebody left this feedback on ${origin} with your address. If it was not you, tell us: ${email}`,
    toStaff: (reference: string) => `New feedback ${reference}`,
    rating: (rating: string) => `Rating: ${rating} of 5`,
    noAddress: "no address given",
    staffReason: (origin: string) => `Sent with the feedback form of ${origin}.`,
  },
  orders: {
    received: (reference: string) => `We have your order ${reference}`,
    thanks: (days: number) =>
      `Thank you. We answer within ${workingDays(days)} with an offer. Nothing is bought until you accept it.`,
    agreed: (version: string, address: string) =>
      `You agreed that we keep your order under our privacy policy, version ${version}: ${address}`,
    asked: "You asked for:",
    goods: (goods: string) => `Goods: ${goods}`,
    quantity: (quantity: string) => `Quantity: ${quantity}`,
    delivery: (delivery: string) => `Delivery: ${delivery}`,
    reason: (origin: string, email: string) =>
      `You get this because somebody sent this order from ${origin} with your address. If it was not you, tell us: ${email}`,
    toStaff: (reference: string) => `New order ${reference}`,
    staffReason: (origin: string) =>
      `Sent with the order form of ${origin}. Answering this mail writes to the sender.`,
  },
  newsletter: {
    toConfirm: "Please confirm our newsletter",
    asked: (organization: string) => `Somebody asked for the newsletter of ${organization} at this address.`,
    linkWorks: (days: number) =>
      `The link works for ${calendarDays(days)}. Without it you get no newsletter.`,
    reason: (origin: string) =>
      `You get this because this address was entered on ${origin}. If it was not you, do nothing.`,
    confirmed: "You get our newsletter",
    fromNowOn: (organization: string) =>
      `You have confirmed the newsletter of ${organization}. You get the next issue.`,
    stop: (origin: string, unsubscribe: string) =>
      `You get this because you confirmed our newsletter on ${origin}. Stop it at any time: ${unsubscribe}`,
  },
  requests: {
    toConfirm: (reference: string) => `Please confirm your data request ${reference}`,
    asked: {
      see: "Somebody asked us to show what we hold about this address.",
      correct: "Somebody asked us to correct what we hold about this address.",
      erase: "Somebody asked us to erase what we hold about this address.",
      restrict: "Somebody asked us to stop using what we hold about this address.",
      object: "Somebody objected to how we use what we hold about this address.",
    },
    linkWorks: (days: number) => `The link works for ${calendarDays(days)}. We do nothing before.`,
    reason: (origin: string) =>
      `You get this because this address was entered on ${origin}. If it was not you, do nothing.`,
    confirmed: (reference: string) => `Your data request ${reference} is confirmed`,
    youAsked: {
      see: "You asked us to show what we hold about this address.",
      correct: "You asked us to correct what we hold about this address.",
      erase: "You asked us to erase what we hold about this address.",
      restrict: "You asked us to stop using what we hold about this address.",
      object: "You objected to how we use what we hold about this address.",
    },
    answer: (days: number) => `We answer within ${workingDays(days)}.`,
    confirmedReason: (origin: string) => `You get this because you confirmed the request on ${origin}.`,
    toStaff: {
      see: (reference: string) => `Data request ${reference}: see`,
      correct: (reference: string) => `Data request ${reference}: correct`,
      erase: (reference: string) => `Data request ${reference}: erase`,
      restrict: (reference: string) => `Data request ${reference}: restrict`,
      object: (reference: string) => `Data request ${reference}: object`,
    },
    addressConfirmed: "The address is confirmed.",
    staffReason: (origin: string) =>
      `Sent with the data request form of ${origin}. Answering this mail writes to the sender.`,
  },
};

/** The shape of these texts, which every language has. */
export type SubmissionLetters = typeof submissions;

function workingDays(days: number): string {
  return days === 1 ? "1 working day" : `${days} working days`;
}

function calendarDays(days: number): string {
  return days === 1 ? "1 day" : `${days} days`;
}
