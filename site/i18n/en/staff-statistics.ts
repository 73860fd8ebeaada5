import type { Preset } from "../../../worker/visits/figures/figures.ts";

const presets: Record<Preset, string> = {
  today: "Today",
  "7-days": "7 days",
  "30-days": "30 days",
  "90-days": "90 days",
  "12-months": "12 months",
};

/** Texts of the dashboard. */
export const staffStatistics = {
  title: "Statistics",
  presets,
  presetsLabel: "Periods",
  from: "From",
  to: "To",
  show: "Show",
  limits: "Any days up to today, two years at most.",
  period: (from: string, to: string) => (from === to ? from : `${from} to ${to}`),
  countedBy: (rules: string) => `Counted by rules ${rules}.`,
  logRules: "“1-log” is what was read from a server log.",
  notOver: "Today is not over.",
  change: (change: number | undefined, period: string, figure: string) => {
    if (change === undefined) return `nothing to compare in ${period}`;
    if (change === 0) return `about as in ${period} (${figure})`;
    return `${change < 0 ? "−" : "+"}${Math.abs(change)} % on ${period} (${figure})`;
  },
  before: "the period before",
  year: "the year before",
  days: "Views and visits a day",
  daysOf: (page: string) => `Views and visits a day: ${page}`,
  finding: (most: string, day: string, smallest: number) =>
    `Most views on ${day}: ${most}. Figures are in full groups of ${smallest}.`,
  hourFinding: (most: string, hour: string) => `Most views between ${hour}:00 and ${hour}:59: ${most}.`,
  findingNone: "No full group of views in this period.",
  means: "each step is the mean of a week",
  marked: "dashed line: a note",
  sameNumbers: "The numbers in a table",
  day: "Day",
  hours: (page: string) => `Hours of the day: ${page}`,
  hour: "Hour",
  onePage: (page: string) => `Showing the page ${page}.`,
  allPages: "Show all pages",
  wholeSite: "What follows is about the whole site: nothing but the hour is counted together with a page.",
  forms: "Forms",
  form: "Form",
  shown: "Shown",
  refused: "Refused",
  accepted: "Accepted",
  formsOf: "By browsers that are counted: others send forms too.",
  notes: "Notes on days",
  notesEmpty: "No note in this period.",
  noteDay: "Day",
  noteDayHint: "Such as 2026-11-22",
  note: "Note",
  noteHint: "What happened that day. Do not name a person.",
  addNote: "Add note",
  deleteNote: "Delete",
  download: "Download",
  csv: "CSV",
  json: "JSON",
  mail: "Weekly mail",
  mailLead: "The figures of the week, each Monday, to your own address.",
  mailWanted: "You get the figures of the week each Monday.",
  mailOn: "Send it to me",
  mailOff: "Stop sending it",
};
