/** What the pages before a meeting read of the server.  Times are Unix seconds of the server. */

export type Texts = Readonly<Record<string, string>>;

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

export interface Paper {
  readonly title: Texts;
  /** UI language -> where it is. */
  readonly links: Texts;
  readonly symbol: string;
}

/** `planned`: registration is not open yet. */
export type ConferenceState = "planned" | "open" | "closed" | "final";

export interface Conference {
  readonly conferenceId: string;
  readonly title: Texts;
  readonly form: "physical" | "virtual" | "hybrid";
  readonly venue: Texts;
  /** IANA name, of the venue. */
  readonly timezone: string;
  readonly startsAt: number;
  readonly endsAt: number;
  readonly opensAt: number | null;
  readonly deadlineAt: number | null;
  readonly languages: readonly string[];
  readonly documents: readonly Paper[];
  readonly sittings: readonly Sitting[];
  readonly ownForm: boolean;
  readonly webcastDeclarations: boolean;
}

export interface PaperFile {
  readonly fileName: string;
  readonly mediaType: string;
  /** Bytes. */
  readonly size: number;
}

export interface PublishedConference extends Conference {
  /** Link -> the conference's own file there. */
  readonly files?: Readonly<Record<string, PaperFile>>;
  readonly state: ConferenceState;
}

export type Channel = "mail" | "sms" | "authenticator";

/** To the second factor; `masked`: the address, known to whose it is. */
export interface Way {
  readonly channel: Channel;
  readonly masked: string;
}

export interface Knocked {
  readonly conference: Conference;
  readonly channels: readonly Way[];
}

export interface Own {
  readonly conference: Conference;
  readonly person: {
    readonly name: string;
    readonly language: string;
    readonly delegation: string;
    readonly role: string;
    readonly function: string;
    /** An authenticator app is enrolled. */
    readonly authenticator: boolean;
  };
  readonly meetings: readonly { readonly meetingId: string; readonly open: boolean }[];
}

export interface Enrolment {
  /** `otpauth://…` */
  readonly uri: string;
  /** SVG */
  readonly picture: string;
}

export interface Slot {
  readonly slotId: string;
  readonly kind: "coaching" | "test";
  readonly startsAt: number;
  readonly endsAt: number;
  readonly language: string;
  readonly free: number;
  readonly booked: boolean;
}

export interface RegistrationForm {
  readonly givenName: string;
  readonly familyName: string;
  readonly email?: string;
  readonly phone: string;
  readonly language: string;
  readonly role: "delegate" | "passive";
  readonly delegation: string;
  readonly function: string;
  readonly attendance: "remote" | "onSite";
}

export interface DeclarationForm {
  readonly name: string;
  readonly email: string;
  readonly delegation: string;
  readonly function: string;
}
