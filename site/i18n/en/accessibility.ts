/** The page about accessibility in English. */
export const accessibility = {
  title: "Accessibility",
  lead: "Everybody should be able to read the policy and use their rights here. We aim at the Web Content Accessibility Guidelines 2.2, level AA.",
  works: "What works",
  points: [
    "Every page and every form works without scripts, with the keyboard alone, and on a slow line.",
    "Text can be enlarged to twice its size, and pages fit a screen 320 pixels wide, without scrolling sideways.",
    "Light and dark follow your device. What a colour says, words say too.",
    "A mistake in a form is named at the top of the page and beside its field, and what you typed is kept.",
    "No form ends while you fill it in within a day, and nothing moves by itself.",
  ],
  tested: "How we check",
  testedLead:
    "Programs check the pages whenever the software is tested: axe with its rules for levels A and AA and for good practice, in light and dark, on a narrow and a wide screen; a validator of HTML; and journeys with the keyboard and without scripts.",
  known: "What we know is missing",
  knownLead:
    "People who use a screen reader every day have not reviewed the site yet. Programs do not find every barrier.",
  tell: "Tell us what keeps you out",
  tellLead: (days: number) =>
    `Write or call us; the ways are on the contact page. We answer within ${days} working days and send you what you need in another form.`,
  contact: "Contact us",
};
