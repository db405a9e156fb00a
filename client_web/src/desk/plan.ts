/** A conference as a form: everything as it was typed, until it is a plan the server takes. */
import { type UiLanguage, uiLanguages } from "../state/preferences";
import type { Conference, ConferenceDocument, Delegation, Form, Plan, Sitting, Texts } from "./records";
import { isZone, localOf, secondsOf } from "./zoned";

export type TextsForm = Readonly<Record<UiLanguage, string>>;

export interface AgendaForm {
  readonly key: string;
  readonly itemId: string;
  readonly title: TextsForm;
}

export interface SittingForm {
  readonly key: string;
  readonly meetingId: string;
  readonly startsAt: string;
  readonly endsAt: string;
  readonly title: TextsForm;
  readonly public: boolean;
  readonly agenda: readonly AgendaForm[];
  /** As the server had it: what this form does not know goes back. */
  readonly kept: object;
}

export interface DocumentForm {
  readonly key: string;
  readonly title: TextsForm;
  readonly links: TextsForm;
  readonly symbol: string;
}

export interface DelegationForm {
  readonly key: string;
  readonly code: string;
  readonly quota: string;
  readonly group: string;
  readonly order: string;
  readonly names: TextsForm;
}

export interface PlanForm {
  readonly conferenceId: string;
  readonly title: TextsForm;
  readonly form: Form;
  readonly venue: TextsForm;
  readonly timezone: string;
  readonly startsAt: string;
  readonly endsAt: string;
  readonly opensAt: string;
  readonly deadlineAt: string;
  readonly languages: readonly string[];
  readonly participantsLimit: string;
  readonly activeLimit: string;
  readonly onSiteLimit: string;
  readonly quota: string;
  readonly onSiteQuota: string;
  readonly delegations: readonly DelegationForm[];
  readonly groups: string;
  readonly documents: readonly DocumentForm[];
  readonly sittings: readonly SittingForm[];
  readonly accreditationRequired: boolean;
  readonly ownForm: boolean;
  readonly webcastDeclarations: boolean;
  readonly retentionDays: string;
  readonly invitation: TextsForm;
  readonly reminderDays: string;
  readonly accreditationMails: boolean;
}

/** Field, or `sittings.<key>.endsAt` -> why it cannot be taken. */
export type Faults = ReadonlyMap<string, Fault>;
export type Fault =
  | "needed"
  | "notNumber"
  | "notTime"
  | "tooEarly"
  | "notLink"
  | "notZone"
  | "taken"
  | "virtual"
  | "notId"
  | "refused";

const DEFAULT_GROUPS = ["members", "observers", "organisations"];

export const noTexts = (): TextsForm => ({ ar: "", zh: "", en: "", fr: "", ru: "", es: "" });
const textsForm = (texts: Texts | undefined): TextsForm => ({ ...noTexts(), ...texts });
const textsOf = (form: TextsForm): Texts =>
  Object.fromEntries(
    uiLanguages.flatMap((tag) => {
      const text = form[tag].trim().replaceAll(/[^\S\n]+/g, " ");
      return text ? [[tag, text]] : [];
    }),
  );

let made = 0;
export const newKey = () => `k${++made}`;

export function emptyPlan(zone: string): PlanForm {
  return {
    ...{ conferenceId: "", title: noTexts(), form: "hybrid", venue: noTexts(), timezone: zone },
    ...{ startsAt: "", endsAt: "", opensAt: "", deadlineAt: "", languages: [...uiLanguages] },
    ...{ participantsLimit: "3000", activeLimit: "450", onSiteLimit: "", quota: "", onSiteQuota: "" },
    ...{ delegations: [], groups: DEFAULT_GROUPS.join(", "), documents: [], sittings: [] },
    ...{ accreditationRequired: true, ownForm: false, webcastDeclarations: false, retentionDays: "365" },
    ...{ invitation: noTexts(), reminderDays: "", accreditationMails: false },
  };
}

export function emptySitting(form: PlanForm): SittingForm {
  const last = form.sittings.at(-1);
  const meetingId = last?.meetingId || form.conferenceId;
  return {
    ...{
      key: newKey(),
      meetingId,
      startsAt: last?.endsAt || form.startsAt,
      endsAt: "",
      title: noTexts(),
      public: true,
    },
    ...{ agenda: [], kept: {} },
  };
}

const numberText = (value: number | null | undefined) => (value == null ? "" : String(value));

export function formOf(conference: Conference): PlanForm {
  const zone = conference.timezone;
  const time = (at: number | null) => (at === null ? "" : localOf(at, zone));
  const codes = [...new Set([...Object.keys(conference.delegations), ...Object.keys(conference.quotas)])].sort();
  return {
    ...{ conferenceId: conference.conferenceId, title: textsForm(conference.title), form: conference.form },
    ...{ venue: textsForm(conference.venue), timezone: zone },
    ...{ startsAt: time(conference.startsAt), endsAt: time(conference.endsAt) },
    ...{ opensAt: time(conference.opensAt), deadlineAt: time(conference.deadlineAt), languages: conference.languages },
    participantsLimit: String(conference.participantsLimit),
    activeLimit: String(conference.activeLimit),
    onSiteLimit: numberText(conference.onSiteLimit),
    quota: numberText(conference.quota),
    onSiteQuota: numberText(conference.onSiteQuota),
    groups: conference.groups.join(", "),
    delegations: codes.map((code) => ({
      ...{ key: newKey(), code, quota: numberText(conference.quotas[code]) },
      ...{ group: conference.delegations[code]?.group ?? "", order: conference.delegations[code]?.order ?? "" },
      names: textsForm(conference.delegations[code]?.names),
    })),
    documents: conference.documents.map(({ title, links, symbol }) => ({
      ...{ key: newKey(), title: textsForm(title), links: textsForm(links), symbol },
    })),
    sittings: conference.sittings.map((one) => ({
      ...{ key: newKey(), meetingId: one.meetingId, startsAt: time(one.startsAt), endsAt: time(one.endsAt) },
      ...{ title: textsForm(one.title), public: one.public, kept: one },
      agenda: (one.agenda ?? []).map(({ itemId, title }) => ({ key: newKey(), itemId, title: textsForm(title) })),
    })),
    ...{ accreditationRequired: conference.accreditationRequired, ownForm: conference.ownForm },
    ...{ webcastDeclarations: conference.webcastDeclarations, retentionDays: String(conference.retentionDays) },
    ...{ invitation: textsForm(conference.invitation), reminderDays: numberText(conference.reminderDays) },
    accreditationMails: conference.accreditationMails ?? false,
  };
}

const KEPT_BY_SERVER = ["conferenceId", "version", "publishedAt", "closedAt", "finalAt", "state"] as const;
type Kept = (typeof KEPT_BY_SERVER)[number];

/** What of a conference an organiser decides, with fields this client does not know. */
export function planOf(conference: Conference): Plan {
  const own = Object.entries(conference).filter(([name]) => !KEPT_BY_SERVER.includes(name as Kept));
  return Object.fromEntries(own) as unknown as Plan;
}

/** The plan, or what is wrong.  `base`: as it was loaded; null for a new conference. */
export function planFrom(form: PlanForm, base: Plan | null): { plan: Plan } | { faults: Faults } {
  const faults = new Map<string, Fault>();
  const reader = new Reader(form, faults);
  const plan = { ...base, ...reader.plan(base) };
  return faults.size > 0 ? { faults } : { plan };
}

class Reader {
  constructor(
    private readonly form: PlanForm,
    private readonly faults: Map<string, Fault>,
  ) {}

  plan(base: Plan | null): Plan {
    const { form } = this;
    if (!isZone(form.timezone)) this.faults.set("timezone", "notZone");
    const startsAt = this.time("startsAt", form.startsAt) ?? 0;
    const endsAt = this.time("endsAt", form.endsAt) ?? 0;
    const opensAt = this.maybeTime("opensAt", form.opensAt);
    const deadlineAt = this.maybeTime("deadlineAt", form.deadlineAt);
    if (startsAt && endsAt && endsAt < startsAt) this.faults.set("endsAt", "tooEarly");
    if (opensAt !== null && deadlineAt !== null && deadlineAt <= opensAt) this.faults.set("deadlineAt", "tooEarly");
    const title = textsOf(form.title);
    if (Object.keys(title).length === 0) this.faults.set("title", "needed");
    const onSiteLimit = this.maybeCount("onSiteLimit", form.onSiteLimit);
    if (form.form === "virtual" && onSiteLimit) this.faults.set("onSiteLimit", "virtual");
    const groups = [...new Set(form.groups.split(/[,،、;]/).map((name) => name.trim()))].filter(Boolean);
    if (groups.length === 0) this.faults.set("groups", "needed");
    return {
      ...{ title, form: form.form, venue: textsOf(form.venue), timezone: form.timezone, languages: form.languages },
      ...{ startsAt, endsAt, opensAt, deadlineAt, onSiteLimit, groups },
      participantsLimit: this.count("participantsLimit", form.participantsLimit),
      activeLimit: this.count("activeLimit", form.activeLimit),
      quota: this.maybeCount("quota", form.quota),
      onSiteQuota: this.maybeCount("onSiteQuota", form.onSiteQuota),
      ...this.delegations(groups),
      documents: form.documents.map((one) => this.attached(one)),
      sittings: form.sittings.map((one) => this.sitting(one)),
      ...{ accreditationRequired: form.accreditationRequired, ownForm: form.ownForm },
      ...{ webcastDeclarations: form.webcastDeclarations },
      retentionDays: this.count("retentionDays", form.retentionDays),
      ...this.mails(base),
    };
  }

  /** Sent only where they say something, or said something before. */
  mails(base: Plan | null): Partial<Plan> {
    const { form } = this;
    const invitation = textsOf(form.invitation);
    const reminderDays = this.maybeCount("reminderDays", form.reminderDays);
    return {
      ...(base?.invitation || Object.keys(invitation).length > 0 ? { invitation } : {}),
      ...(base?.reminderDays !== undefined || reminderDays !== null ? { reminderDays } : {}),
      ...(base?.accreditationMails !== undefined || form.accreditationMails
        ? { accreditationMails: form.accreditationMails }
        : {}),
    };
  }

  delegations(groups: readonly string[]): Pick<Plan, "quotas" | "delegations"> {
    const quotas: Record<string, number> = {};
    const delegations: Record<string, Delegation> = {};
    const seen = new Set<string>();
    for (const { key, code: typed, quota, group, order, names } of this.form.delegations) {
      const code = typed.trim();
      if (!code) this.faults.set(`delegations.${key}.code`, "needed");
      else if (seen.has(code)) this.faults.set(`delegations.${key}.code`, "taken");
      seen.add(code);
      const own = this.maybeCount(`delegations.${key}.quota`, quota);
      if (own !== null) quotas[code] = own;
      const told = textsOf(names);
      if (group || order.trim() || Object.keys(told).length > 0) {
        const known = groups.includes(group) ? group : (groups[0] ?? "");
        delegations[code] = { names: told, group: known, order: order.trim() };
      }
    }
    return { quotas, delegations };
  }

  attached({ key, title, links, symbol }: DocumentForm): ConferenceDocument {
    const told = textsOf(title);
    if (Object.keys(told).length === 0) this.faults.set(`documents.${key}.title`, "needed");
    const places = textsOf(links);
    if (!Object.values(places).every(isLink)) this.faults.set(`documents.${key}.links`, "notLink");
    return { title: told, links: places, symbol: symbol.trim() };
  }

  sitting(one: SittingForm): Sitting {
    const at = (field: string) => `sittings.${one.key}.${field}`;
    const meetingId = one.meetingId.trim();
    if (!/^[a-z0-9][a-z0-9-]{0,47}$/.test(meetingId)) this.faults.set(at("meetingId"), "notId");
    const startsAt = this.time(at("startsAt"), one.startsAt) ?? 0;
    const endsAt = this.time(at("endsAt"), one.endsAt) ?? 0;
    if (startsAt && endsAt && endsAt < startsAt) this.faults.set(at("endsAt"), "tooEarly");
    const agenda = one.agenda.map(({ key, itemId, title }) => {
      if (!itemId.trim()) this.faults.set(`${at("agenda")}.${key}`, "needed");
      return { itemId: itemId.trim(), title: textsOf(title) };
    });
    const told = "agenda" in one.kept || agenda.length > 0 ? { agenda } : {};
    return { ...one.kept, meetingId, startsAt, endsAt, title: textsOf(one.title), public: one.public, ...told };
  }

  time(field: string, text: string): number | null {
    if (!text) this.faults.set(field, "needed");
    return this.maybeTime(field, text);
  }

  maybeTime(field: string, text: string): number | null {
    if (!text) return null;
    const at = secondsOf(text, this.form.timezone);
    if (at === null) this.faults.set(field, "notTime");
    return at;
  }

  count(field: string, text: string): number {
    const number = this.maybeCount(field, text);
    if (number === null && !this.faults.has(field)) this.faults.set(field, "needed");
    return number ?? 0;
  }

  maybeCount(field: string, text: string): number | null {
    const typed = text.trim();
    if (!typed) return null;
    if (!/^\d{1,6}$/.test(typed) || Number(typed) > 100_000) this.faults.set(field, "notNumber");
    return Number(typed) || 0;
  }
}

/** Elsewhere, or a file of the conference. */
function isLink(text: string): boolean {
  return /^https?:\/\/[^\s/]+/.test(text) || /^\/api\/conferences\/[a-z0-9-]+\/files\/[0-9a-f]{32}$/.test(text);
}

// --- somebody else changed it meanwhile ---

export interface Merged {
  /** Theirs where only they changed, ours elsewhere. */
  readonly plan: Plan;
  /** Fields only they changed. */
  readonly taken: readonly string[];
  /** Fields both changed, differently. */
  readonly disputed: readonly string[];
}

export function merge(base: Plan, ours: Plan, theirs: Plan): Merged {
  const values = (plan: Plan) => plan as unknown as Readonly<Record<string, unknown>>;
  const [old, own, other] = [values(base), values(ours), values(theirs)];
  const fields = [...new Set([...Object.keys(own), ...Object.keys(other)])];
  const merged: Record<string, unknown> = {};
  const taken: string[] = [];
  const disputed: string[] = [];
  for (const field of fields) {
    const same = (one: unknown, two: unknown) => canonical(one) === canonical(two);
    const weChanged = !same(own[field], old[field]);
    const theyChanged = !same(other[field], old[field]);
    merged[field] = theyChanged && !weChanged ? other[field] : own[field];
    if (theyChanged && !weChanged) taken.push(field);
    if (theyChanged && weChanged && !same(own[field], other[field])) disputed.push(field);
  }
  return { plan: merged as unknown as Plan, taken, disputed };
}

/** The same text for equal values, whatever the order of their keys. */
function canonical(value: unknown): string {
  return (
    JSON.stringify(value, (_, part: unknown) =>
      part && typeof part === "object" && !Array.isArray(part)
        ? Object.fromEntries(Object.entries(part).sort(([one], [other]) => (one < other ? -1 : 1)))
        : part,
    ) ?? ""
  );
}
