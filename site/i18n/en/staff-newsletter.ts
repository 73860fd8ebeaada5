/** Texts of the newsletter as editors write it. */
export const newsletter = {
  title: "Newsletter",
  write: "Write an issue",
  look: "Look at it",
  empty: "No issue was sent yet.",
  sent: "Sent",
  progress: (left: number, waiting: number, failed: number) =>
    `${left} sent, ${waiting} waiting, ${failed} failed`,
  going: "Still being handed over",
  text: "Text",
  preview: "The issue as readers get it",
  ending: "Each mail ends with a link that stops the newsletter.",
  test: "Send a test to me",
  change: "Change it",
  send: "Send it",
  sendTo: (readers: number) => (readers === 1 ? "Send it to 1 reader" : `Send it to ${readers} readers`),
  sendLead: (readers: number, language: string) =>
    readers === 1
      ? `1 person has confirmed the newsletter in ${language}. What is sent cannot be taken back.`
      : `${readers} people have confirmed the newsletter in ${language}. What is sent cannot be taken back.`,
  nobody: (language: string) => `Nobody has confirmed the newsletter in ${language}, so it cannot be sent.`,
};
