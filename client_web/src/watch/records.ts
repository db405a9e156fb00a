/** What the server tells of webcasts and recordings (`/api/openapi.json`).  Times are Unix seconds, those of the playlists. */
export type Texts = Readonly<Record<string, string>>;

/** `floor` or a BCP 47 tag, under its name for itself. */
export interface Channel {
  readonly channel: string;
  readonly name: string;
}

/** A chapter: an agenda item (level 1) or a statement in it (level 2). */
export interface Mark {
  readonly markId: string;
  readonly kind: "agendaItem" | "statement";
  readonly level: number;
  readonly startsAt: number;
  /** Null: it goes on. */
  readonly endsAt: number | null;
  readonly title: Texts;
  readonly speaker: string;
  readonly delegation: string;
  readonly plate: string;
  readonly language: string;
  readonly page: string | null;
}

export interface WebcastCard {
  readonly meeting: string;
  readonly title: Texts;
  readonly mode: "off" | "slate" | "onAir";
  readonly reason: "" | "notAllowed" | "inCamera" | "sittingScheduled" | "sittingSuspended" | "sittingClosed";
  readonly webcastId: string | null;
  readonly startedAt: number | null;
  readonly recorded: boolean;
  readonly languages: readonly Channel[];
  /** In which there are captions, or which are announced. */
  readonly captionLanguages: readonly string[];
  /** Whether the sign-language picture is a stream of its own. */
  readonly sign: boolean;
  readonly agendaItem: Texts;
}

export interface WebcastView {
  readonly webcast: WebcastCard;
  readonly playlist: string | null;
  readonly startPlaylist: string | null;
  readonly dvrS: number;
  readonly marks: readonly Mark[];
  readonly events: string;
  readonly embed: string;
  readonly lastRecording: string | null;
}

export interface CaptionTrack {
  readonly language: string;
  readonly vtt: string;
  readonly transcript: string;
}

export interface Download {
  readonly kind: "mp4" | "m4a" | "vtt" | "chapters" | "manifest";
  /** Null: all languages, or none. */
  readonly language: string | null;
  readonly url: string;
}

export interface Found {
  readonly kind: "title" | "item" | "speaker" | "delegation" | "caption";
  readonly mark: Mark | null;
  readonly language: string | null;
  readonly text: string | null;
  readonly startsAt: number;
  readonly page: string;
}

export interface RecordingCard {
  readonly recordingId: string;
  readonly meeting: string;
  readonly title: Texts;
  readonly startedAt: number;
  readonly endedAt: number;
  readonly durationS: number;
  readonly ready: boolean;
  readonly languages: readonly Channel[];
  readonly page: string;
  readonly found: readonly Found[];
}

export interface RecordingView {
  readonly recording: RecordingCard;
  readonly playlist: string;
  readonly marks: readonly Mark[];
  readonly captions: readonly CaptionTrack[];
  readonly sign: boolean;
  readonly downloads: readonly Download[];
}

export interface StatementView {
  readonly meeting: string;
  readonly mark: Mark;
  readonly recordingId: string;
  readonly live: boolean;
  readonly title: Texts;
  readonly playlist: string;
  readonly languages: readonly Channel[];
  readonly recordingPage: string | null;
  readonly captions: readonly CaptionTrack[];
  readonly sign: boolean;
}

/** A line of captions, live or of a transcript. */
export interface Line {
  readonly captionId: string;
  readonly text: string;
  readonly startedAt: number;
  /** Of the last change (live), or the end. */
  readonly endedAt: number;
}

export interface RecordingPage {
  readonly recordings: readonly RecordingCard[];
  /** For the next page; null: that was all. */
  readonly next: string | null;
}
