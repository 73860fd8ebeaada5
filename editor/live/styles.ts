/** The look of the live page, in the organization's colours. */
export const styles = `
body.live { margin: 0; display: grid; grid-template-rows: auto auto 1fr; block-size: 100vh; background: var(--background);
  color: var(--ink); font: 1rem/1.5 system-ui, sans-serif; }
header { display: flex; flex-wrap: wrap; align-items: baseline; gap: 0.25rem 1.5rem; padding: 0.75rem 1rem; }
h1 { font-size: 1.25rem; margin: 0; }
h2 { font-size: 0.875rem; margin: 0; padding: 0.5rem 1rem; color: var(--muted); font-weight: 600; }
nav { display: flex; flex-wrap: wrap; gap: 0.25rem 1.25rem; }
nav a { color: var(--link); padding-inline: 0.25rem; }
nav a[aria-current] { color: var(--ink); font-weight: 600; text-decoration: none; }
.fine, .notes { margin: 0; padding: 0.5rem 1rem; border-block: 1px solid var(--hairline); }
.fine { color: var(--success); }
.notes { list-style: none; max-block-size: 25vh; overflow: auto; background: var(--note); }
.notes .error code, article code { color: var(--error); }
.notes small { color: var(--muted); }
main { display: grid; grid-template-columns: minmax(0, 1fr) minmax(0, 1fr); min-block-size: 0; }
main.one { grid-template-columns: minmax(0, 60rem); }
section { display: flex; flex-direction: column; min-block-size: 0; overflow: auto; }
section + section { border-inline-start: 1px solid var(--hairline); }
section > p, article { padding-inline: 1rem; }
iframe { flex: 1; border: 0; }
pre { overflow-x: auto; padding: 0.75rem 1rem; background: var(--sunken); border-radius: 3px; }
pre b { display: inline-block; min-inline-size: 2.5rem; color: var(--muted); font-weight: 400; }
pre mark { background: var(--error-ground); color: inherit; display: inline-block; min-inline-size: 100%; }
@media (width < 48rem) { body.live { block-size: auto; } main, main.one { grid-template-columns: minmax(0, 1fr); } iframe { min-block-size: 80vh; }
  section + section { border-inline-start: 0; border-block-start: 1px solid var(--hairline); } }
`;

/**
 * Leaves out what frames share with every page, and puts each note below the heading of its clause. It runs in the live
 * page only.
 */
export const notesInPlace = `
const notes = JSON.parse(document.getElementById("notes").textContent);
const place = (frame) => {
  const page = frame.contentDocument;
  page.querySelectorAll("header.top, body > footer").forEach((part) => part.remove());
  if (frame.id !== "text") return;
  for (const { clause, severity, line, message } of notes.toReversed()) {
    const heading = clause && page.getElementById(clause);
    if (!heading) continue;
    const note = page.createElement("p");
    note.textContent = "Line " + line + ": " + message;
    note.style.cssText = "font: 0.875rem/1.4 system-ui; padding: 0.5rem 0.75rem; background: var(--note); color: var(--"
      + (severity === "error" ? "error" : "ink") + "); border-inline-start: 3px solid currentColor";
    heading.after(note);
  }
};
for (const frame of document.querySelectorAll("iframe")) {
  frame.addEventListener("load", () => place(frame));
  if (frame.contentDocument?.readyState === "complete") place(frame);
}
`;
