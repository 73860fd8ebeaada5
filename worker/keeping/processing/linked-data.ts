import { processing } from "../../forms/consents/record.ts";
import type { RetentionPeriod } from "../../policy/commitments/commitments.ts";
import { sideBySide, textsIn } from "../../texts/texts.ts";
import type { Language } from "../../web/organization.ts";
import { measures } from "./activities.ts";
import type { ProcessingRecord, RecordedActivity } from "./record.ts";

/** Which fields the record has as JSON-LD. Raise it when they change (docs/kept-json.md). */
const recordSchema = "kept-record-1";

/** The record as JSON-LD, in terms of W3C DPV 2.1 (https://w3id.org/dpv). */
export function linkedData(record: ProcessingRecord, site: string, language: Language) {
  const {
    policy: { record: t },
    lifetimes,
  } = textsIn(language);
  const { controller, hostingRegion, backupDays, minimumAge } = record;
  return {
    "@context": {
      dpv: "https://w3id.org/dpv#",
      pd: "https://w3id.org/dpv/pd#",
      dct: "http://purl.org/dc/terms/",
      xsd: "http://www.w3.org/2001/XMLSchema#",
    },
    "@id": new URL(`/${language}/policy/record.json`, site).href,
    "@type": "dpv:RecordsOfActivities",
    schema: recordSchema,
    "dct:title": t.title,
    "dct:date": { "@value": record.asOf, "@type": "xsd:date" },
    "dct:source": { "@id": new URL(`/${language}/policy/${record.version}/`, site).href },
    "dpv:hasDataController": {
      "@type": "dpv:DataController",
      "dpv:hasName": controller.name,
      "dpv:hasAddress": sideBySide(controller.address, language),
      "dpv:hasContact": [controller.email, controller.phone],
      ...(controller.jurisdiction ? { "dpv:hasJurisdiction": controller.jurisdiction } : {}),
      "dpv:hasRepresentative": { "@type": "dpv:Representative", "dpv:hasName": controller.director },
    },
    "dpv:hasLocation": hostingRegion,
    "dpv:hasProcess": record.activities.map((activity) => processOf(activity, language)),
    "dpv:hasNonPersonalDataProcess": {
      "@type": "dpv:Process",
      "dct:title": t.statistics,
      ...storageOf(record.statistics.period, lifetimes.kinds.statistics.name),
      smallestGroup: record.statistics.smallestGroup,
    },
    "dpv:hasTechnicalOrganisationalMeasure": record.measures.map((name) => ({
      "@type": measures[name],
      "dct:title": t.measures[name],
    })),
    minimumAge,
    backups: { "@value": `P${backupDays}D`, "@type": "xsd:duration" },
  };
}

function processOf({ purpose, dpv, legalBasis, categories, kept }: RecordedActivity, language: Language) {
  const {
    policy: { record: t },
    lifetimes,
  } = textsIn(language);
  const kinds = { ...lifetimes.kinds, register: { name: t.register.name }, draft: { name: t.draft.name } };
  return {
    "@id": `#${purpose}`,
    "@type": "dpv:Process",
    "dct:title": t.purposes[purpose],
    "dpv:hasPurpose": { "@id": dpv },
    "dpv:hasLegalBasis": { "@id": legalBasis },
    "dpv:hasProcessing": processing.map((id) => ({ "@id": id })),
    "dpv:hasDataSubject": { "@id": "dpv:Customer" },
    "dpv:hasPersonalData": categories.map((id) => ({ "@id": id })),
    "dpv:hasRecipient": [t.recipients.hosting, t.recipients.mail],
    "dpv:hasStorageCondition": kept.map(
      ({ kind, period }) => storageOf(period, kinds[kind].name)["dpv:hasStorageCondition"],
    ),
  };
}

/** `purpose` ends with an event that the policy names. */
function storageOf(period: RetentionPeriod, title: string) {
  const duration =
    period === "purpose"
      ? { "@id": "dpv:UntilEventDuration" }
      : { "@value": period, "@type": "xsd:duration" };
  return {
    "dpv:hasStorageCondition": {
      "@type": "dpv:StorageDuration",
      "dct:title": title,
      "dpv:hasDuration": duration,
    },
  };
}
