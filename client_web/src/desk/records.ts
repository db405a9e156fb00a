/** What `/api/registration` tells and takes; times are Unix seconds.  Described in `/api/openapi.json`. */
import type { UiLanguage } from "../state/preferences";

export type Texts = Readonly<Partial<Record<UiLanguage, string>>>;
export type Form = "physical" | "virtual" | "hybrid";
export const FORMS: readonly Form[] = ["physical", "virtual", "hybrid"];

/** As the server names them: it may know more than this client. */
export type Duty = string;
/** Duties a machine's key may have. */
export const SCOPES = ["read", "people", "import", "accredit", "list", "messages"] as const;

export const STAFF_ROLES = ["administrator", "organiser", "desk", "technician", "auditor"] as const;
export type StaffRole = (typeof STAFF_ROLES)[number];

export interface Account {
  readonly staffId: string;
  readonly name: string;
  readonly role: StaffRole;
  readonly duties: readonly Duty[];
  readonly createdAt: number;
  readonly disabledAt: number | null;
  readonly lockedUntil: number | null;
}

export interface ConferenceDocument {
  readonly title: Texts;
  readonly links: Texts;
  readonly symbol: string;
}

/** A file of the conference's own; `link` goes among a document's links. */
export interface DocumentFile {
  readonly fileId: string;
  readonly link: string;
  readonly fileName: string;
  readonly mediaType: string;
  /** Bytes. */
  readonly size: number;
  readonly at: number;
}

/** Who spent all one-time codes. */
export interface LockedPerson {
  readonly registrationId: string;
  readonly name: string;
  readonly delegation: string;
  readonly role: string;
  readonly lockedAt: number;
}

export interface AgendaItem {
  readonly itemId: string;
  readonly title: Texts;
}

export interface Sitting {
  readonly meetingId: string;
  readonly startsAt: number;
  readonly endsAt: number;
  readonly title: Texts;
  readonly public: boolean;
  readonly agenda?: readonly AgendaItem[];
}

export interface Delegation {
  readonly names: Texts;
  readonly group: string;
  readonly order: string;
}

/** What an organiser decides.  What the server keeps beside it goes back as it came. */
export interface Plan {
  readonly title: Texts;
  readonly form: Form;
  readonly venue: Texts;
  readonly timezone: string;
  readonly startsAt: number;
  readonly endsAt: number;
  readonly opensAt: number | null;
  readonly deadlineAt: number | null;
  readonly languages: readonly string[];
  readonly participantsLimit: number;
  readonly activeLimit: number;
  readonly onSiteLimit: number | null;
  readonly quota: number | null;
  readonly quotas: Readonly<Record<string, number>>;
  readonly onSiteQuota: number | null;
  readonly delegations: Readonly<Record<string, Delegation>>;
  readonly groups: readonly string[];
  readonly documents: readonly ConferenceDocument[];
  readonly sittings: readonly Sitting[];
  readonly accreditationRequired: boolean;
  readonly ownForm: boolean;
  readonly webcastDeclarations: boolean;
  readonly retentionDays: number;
  readonly invitation?: Texts;
  readonly reminderDays?: number | null;
  readonly accreditationMails?: boolean;
}

export type ConferenceState = "draft" | "planned" | "open" | "closed" | "final";

export interface Conference extends Plan {
  readonly conferenceId: string;
  readonly version: number;
  readonly publishedAt: number | null;
  readonly closedAt: number | null;
  readonly finalAt: number | null;
  readonly state: ConferenceState;
}

export const ROLES = ["delegate", "passive", "chair", "moderator", "interpreter", "technician"] as const;
export type Role = (typeof ROLES)[number];
export type Attendance = "onSite" | "remote";
export const ACCREDITATIONS = ["pending", "approved", "refused"] as const;
export type Accreditation = (typeof ACCREDITATIONS)[number];
export const STANDINGS = ["registered", "waiting", "invited", "cancelled"] as const;
export type Standing = (typeof STANDINGS)[number];

export interface Draft {
  readonly number?: string;
  readonly email?: string;
  readonly honorific?: string;
  readonly givenName?: string;
  readonly familyName?: string;
  readonly language?: string;
  readonly phone?: string;
  readonly role?: string;
  readonly delegation?: string;
  readonly function?: string;
  readonly rank?: number;
  readonly booth?: string;
  readonly attendance?: string;
}

export interface Member {
  readonly registrationId: string;
  readonly personId: string;
  readonly conferenceId: string;
  readonly number: string | null;
  readonly email: string | null;
  readonly honorific: string;
  readonly givenName: string;
  readonly familyName: string;
  readonly language: string;
  readonly phone: string;
  readonly role: Role;
  readonly delegation: string;
  readonly function: string;
  readonly rank: number;
  readonly booth: string | null;
  readonly attendance: Attendance;
  readonly standing: Standing;
  readonly accreditation: Accreditation;
  readonly reason: string;
  readonly letter: string | null;
  readonly accessIssued: boolean;
  readonly authenticator: boolean;
  readonly lockedAt: number | null;
  readonly createdAt: number;
  readonly updatedAt: number;
}

export interface MeterReadings {
  readonly registered: number;
  readonly active: number;
  readonly onSite: number;
  readonly participantsLimit: number;
  readonly activeLimit: number;
  readonly onSiteLimit: number | null;
  readonly standing: Readonly<Record<string, number>>;
  readonly accreditation: Readonly<Record<string, number>>;
}

export interface RowRefusal {
  readonly line: number;
  readonly code: string;
  /** Fields, with commas between. */
  readonly field: string;
  readonly other: number;
}

export interface TableReport {
  readonly applied: boolean;
  readonly format: "csv" | "xlsx";
  readonly encoding: string;
  readonly certain: boolean;
  readonly delimiter: string;
  readonly header: readonly string[];
  /** Field -> title of its column. */
  readonly mapping: Readonly<Record<string, string>>;
  readonly rows: number;
  readonly sample: readonly (readonly string[])[];
  readonly counts: Readonly<Record<"added" | "changed" | "unchanged" | "refused", number>>;
  readonly refusals: readonly RowRefusal[];
  readonly missing: readonly string[];
  readonly missingCount: number;
}

export const FIELDS = [
  ...["familyName", "givenName", "honorific", "number", "email", "phone", "language"],
  ...["delegation", "function", "role", "attendance", "rank", "booth"],
] as const;
export const ENCODINGS = ["utf-8", "utf-16", "windows-1252", "windows-1256", "windows-1251", "gb18030"] as const;

export const MESSAGE_STATES = [
  ...(["queued", "sending", "sent", "held", "refused", "failed", "uncertain", "expired"] as const),
] as const;
export type MessageState = (typeof MESSAGE_STATES)[number];
/** States from which the desk may send again. */
export const SENDABLE: readonly MessageState[] = ["refused", "failed", "uncertain", "held"];

export interface Message {
  readonly messageId: string;
  readonly conferenceId: string;
  readonly registrationId: string;
  readonly kind: string;
  readonly channel: "mail" | "sms";
  readonly state: MessageState;
  readonly attempts: number;
  readonly createdAt: number;
  readonly nextAt: number;
  readonly expiresAt: number | null;
  readonly sentAt: number | null;
  readonly error: string;
  readonly subject?: string;
  readonly text?: string;
  readonly calendar?: string;
}

export interface Outbox {
  readonly messages: readonly Message[];
  readonly tally: Readonly<Record<string, number>>;
}

export interface Closed {
  readonly conference: Conference;
  readonly messages: number;
  readonly withoutAddress: readonly string[];
}

export interface Listed {
  readonly honorific: string;
  readonly familyName: string;
  readonly givenName: string;
  readonly function: string;
  readonly attendance: string;
  readonly passive: boolean;
  readonly checkedInAt: number | null;
}

export interface OfficialList {
  readonly edition: "provisional" | "final";
  readonly language: string;
  readonly title: string;
  readonly total: number;
  readonly groups: readonly {
    readonly name: string;
    readonly title: string;
    readonly delegations: readonly {
      readonly code: string;
      readonly name: string;
      readonly people: readonly Listed[];
    }[];
  }[];
}

/** A final list as it was made. */
export interface Edition {
  readonly version: number;
  readonly at: number;
  readonly by: string;
}

export interface Declaration {
  readonly declarationId: string;
  readonly name: string;
  readonly email: string;
  readonly delegation: string;
  readonly function: string;
  readonly state: Accreditation;
  readonly at: number;
}

export interface Act {
  readonly number: number;
  readonly at: number;
  readonly who: string;
  readonly act: string;
  readonly conferenceId: string;
  readonly subject: string;
  readonly detail: Readonly<Record<string, unknown>>;
}

export interface Key {
  readonly keyId: string;
  readonly name: string;
  readonly scopes: readonly string[];
  readonly createdAt: number;
  readonly expiresAt: number | null;
  readonly revokedAt: number | null;
  readonly usedAt: number | null;
}

export interface Slot {
  readonly slotId: string;
  readonly meetingId: string;
  readonly kind: string;
  readonly startsAt: number;
  readonly endsAt: number;
  readonly places: number;
  readonly language: string;
  readonly withdrawnAt: number | null;
  readonly bookings: readonly {
    readonly registrationId: string;
    readonly name: string;
    readonly delegation: string;
    readonly cameAt: number | null;
    readonly noShow: boolean;
  }[];
}

export interface CheckIn {
  readonly registrationId: string;
  readonly meetingId: string;
  readonly at: number;
}
