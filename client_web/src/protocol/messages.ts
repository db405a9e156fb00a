// Generated from server/signaling/messages.py by `make types`.  Do not edit.

/** Version of the protocol, sent in `join`. */
export const PROTOCOL_VERSION = 1;

export const roleValues = [
  "chair",
  "delegate",
  "passive",
  "interpreter",
  "technician",
  "room",
] as const;
export type Role = (typeof roleValues)[number];

export const requestKindValues = [
  "statement",
  "pointOfOrder",
  "rightOfReply",
  "motion",
  "reply",
] as const;
export type RequestKind = (typeof requestKindValues)[number];

export const requestStateValues = [
  "queued",
  "called",
  "granted",
  "speaking",
] as const;
export type RequestState = (typeof requestStateValues)[number];

export const deskModeValues = [
  "off",
  "on",
  "pushToMute",
] as const;
export type DeskMode = (typeof deskModeValues)[number];

export const channelFeedValues = [
  "interpreted",
  "muted",
  "direct",
  "none",
] as const;
export type ChannelFeed = (typeof channelFeedValues)[number];

export const qualityStepValues = [
  "good",
  "fair",
  "poor",
  "lost",
] as const;
export type QualityStep = (typeof qualityStepValues)[number];

/** A participant as everyone may see them. */
export interface Person {
  readonly id: string;
  readonly name: string;
  /** ISO 3166 alpha-2 code or the name of an organisation; empty when neither applies. */
  readonly delegation: string;
  readonly role: Role;
  /** BCP 47 tag of the language they usually speak. */
  readonly language: string;
  readonly connected: boolean;
  /** Open right now. */
  readonly microphone: boolean;
}

/** One request in the list of speakers.  Order is ``rank``, ascending. */
export interface FloorEntry {
  readonly requestId: string;
  readonly person: string;
  readonly kind: RequestKind;
  readonly state: RequestState;
  readonly rank: number;
  readonly language: string;
  /** Unix seconds. */
  readonly requestedAt: number;
  readonly speakingSince: number | null;
}

/** What listeners of one language hear just now and why. */
export interface ChannelInfo {
  readonly language: string;
  readonly feed: ChannelFeed;
}

/** What the audience sees: the topic ``stage``, sent whole (it is small). */
export interface StageView {
  /** UI language -> title of the meeting. */
  readonly title: Readonly<Record<string, string>>;
  readonly agendaItem: Readonly<Record<string, string>>;
  readonly speaker: Person | null;
  readonly speakingSince: number | null;
  readonly floorLanguage: string | null;
  readonly channels: ReadonlyArray<ChannelInfo>;
  /** slot -> participant shown there; absent or None when the slot is empty. */
  readonly slots: Readonly<Record<string, string | null>>;
  /** participants named in ``slots``. */
  readonly plates: Readonly<Record<string, Person>>;
  readonly listOpen: boolean;
}

/** The topic ``me``: one's own state, sent whole. */
export interface Me {
  readonly person: Person;
  /** Main channel listened to: ``floor`` or a language. */
  readonly channel: string;
  /** Second channel, under the main one. */
  readonly second: string | null;
  /** Permissions (``requestFloor``, ``grantFloor`` …): the client shows what is here, the server enforces it anyway. */
  readonly can: ReadonlyArray<string>;
  readonly requestId: string | null;
  /** 1 = next. */
  readonly place: number | null;
  readonly mayOpenMicrophone: boolean;
  /** Language of the interpreter's booth. */
  readonly booth: string | null;
  /** Of one's own connection; None: not known yet. */
  readonly quality: QualityStep | null;
}

/** How media arrive in one direction; None: not known. */
export interface PathQuality {
  /** Share of packets lost in the last ten seconds or so, 0…1. */
  readonly loss: number | null;
  readonly jitterMs: number | null;
  readonly roundTripMs: number | null;
}

/** How well a participant is connected. */
export interface PersonQuality {
  readonly person: string;
  /** ``lost``: nothing comes from them, or their connection ended and is not there again. */
  readonly step: QualityStep;
  /** What they receive. */
  readonly down: PathQuality | null;
  /** What is received of them. */
  readonly up: PathQuality | null;
}

export interface Counts {
  readonly participants: number;
  readonly active: number;
  readonly connected: number;
  readonly participantsLimit: number;
  readonly activeLimit: number;
}

export interface DeskView {
  readonly person: Person;
  readonly mode: DeskMode;
  readonly channel: string;
}

/** The topic ``booth:<language>``, sent whole to its interpreters, the chair and technicians. */
export interface BoothView {
  readonly language: string;
  readonly desks: ReadonlyArray<DeskView>;
}

export interface ChatMessage {
  readonly messageId: string;
  readonly person: string;
  readonly name: string;
  readonly delegation: string;
  readonly text: string;
  readonly sentAt: number;
}

/** A relay, in the words of the browser's ``RTCIceServer``: for networks that let only TCP to port 443 out. */
export interface IceServer {
  readonly urls: ReadonlyArray<string>;
  readonly username: string;
  readonly credential: string;
}

/** Topic -> number of the last delta already contained in a snapshot. */
export interface Numbers {
  readonly topics: Readonly<Record<string, number>>;
}

/**
 * First message of a connection.  The token comes from ``POST /api/meetings/<id>/entries`` and is also the resume token.
 * ``subscriber``/``publisher``: peers the client still holds, so that they live on across a server restart.
 */
export interface Join {
  readonly type: "join";
  readonly id: number;
  readonly token: string;
  readonly protocol?: number;
  readonly subscriber?: string | null;
  readonly publisher?: string | null;
}

export interface OpenSubscriber {
  readonly type: "openSubscriber";
  readonly id: number;
  readonly profile?: "plenary" | "workshop" | "audio";
}

export interface AnswerSubscriber {
  readonly type: "answerSubscriber";
  readonly id: number;
  readonly peer: string;
  readonly sdp: string;
}

export interface OpenPublisher {
  readonly type: "openPublisher";
  readonly id: number;
  readonly sdp: string;
}

export interface RestartIce {
  readonly type: "restartIce";
  readonly id: number;
  readonly peer: string;
  readonly sdp?: string;
}

export interface SelectChannel {
  readonly type: "selectChannel";
  readonly id: number;
  readonly channel: string;
  readonly second?: string | null;
}

export interface RequestFloor {
  readonly type: "requestFloor";
  readonly id: number;
  readonly kind?: RequestKind;
  readonly language?: string | null;
}

export interface WithdrawFloor {
  readonly type: "withdrawFloor";
  readonly id: number;
}

/** Open or close one's own microphone (with the floor, or as chair or room). */
export interface SetMicrophone {
  readonly type: "setMicrophone";
  readonly id: number;
  readonly open: boolean;
}

export interface CallSpeaker {
  readonly type: "callSpeaker";
  readonly id: number;
  readonly requestId: string;
}

export interface GrantFloor {
  readonly type: "grantFloor";
  readonly id: number;
  readonly requestId: string;
}

/** By the speaker: released; by the chair: revoked. */
export interface EndSpeech {
  readonly type: "endSpeech";
  readonly id: number;
  readonly requestId: string;
}

export interface RemoveRequest {
  readonly type: "removeRequest";
  readonly id: number;
  readonly requestId: string;
}

export interface MuteParticipant {
  readonly type: "muteParticipant";
  readonly id: number;
  readonly person: string;
}

/** Put somebody out: their token is void. */
export interface RemoveParticipant {
  readonly type: "removeParticipant";
  readonly id: number;
  readonly person: string;
}

export interface SetFloorLanguage {
  readonly type: "setFloorLanguage";
  readonly id: number;
  readonly language: string;
}

export interface OpenList {
  readonly type: "openList";
  readonly id: number;
  readonly open: boolean;
}

export interface SetDesk {
  readonly type: "setDesk";
  readonly id: number;
  readonly mode: DeskMode;
  /** Outgoing channel; default the booth's language. */
  readonly channel?: string | null;
}

export interface SendChat {
  readonly type: "sendChat";
  readonly id: number;
  readonly text: string;
}

export interface Resync {
  readonly type: "resync";
  readonly id: number;
  readonly topics: ReadonlyArray<string>;
}

export interface Leave {
  readonly type: "leave";
  readonly id: number;
}

/**
 * Follows a successful ``join``: small; the roster and the chat history are paged HTTP resources
 * (``/api/meetings/<id>/roster``, ``/api/meetings/<id>/chat``).
 */
export interface Snapshot {
  readonly type: "snapshot";
  readonly meeting: string;
  /** Server time, Unix seconds. */
  readonly now: number;
  readonly languages: ReadonlyArray<string>;
  readonly stage: StageView;
  readonly list: ReadonlyArray<FloorEntry>;
  /** The people named in ``list``. */
  readonly people: Readonly<Record<string, Person>>;
  readonly me: Me;
  readonly counts: Counts;
  /** Those this participant may see. */
  readonly booths: ReadonlyArray<BoothView>;
  readonly numbers: Readonly<Record<string, number>>;
  readonly subscriberAlive: boolean;
  readonly publisherAlive: boolean;
  /** Empty where no relay is configured. */
  readonly iceServers: ReadonlyArray<IceServer>;
  /** Of everyone, for who may ``seeQuality``; else empty. */
  readonly quality: ReadonlyArray<PersonQuality>;
}

export interface Reply {
  readonly type: "reply";
  readonly id: number;
  readonly sdp: string | null;
  readonly peer: string | null;
  readonly requestId: string | null;
}

/** The request changed nothing.  ``code`` is stable; the client translates it. */
export interface Refused {
  readonly type: "refused";
  /** None when the frame could not be read far enough to know. */
  readonly id: number | null;
  readonly code: string;
  readonly detail: Readonly<Record<string, string>>;
}

export interface StageDelta {
  readonly type: "stage";
  readonly number: number;
  readonly stage: StageView;
}

export interface ListDelta {
  readonly type: "list";
  readonly number: number;
  readonly put: ReadonlyArray<FloorEntry>;
  readonly gone: ReadonlyArray<string>;
  /** The people named in ``put``. */
  readonly people: Readonly<Record<string, Person>>;
}

export interface RosterDelta {
  readonly type: "roster";
  readonly number: number;
  readonly put: ReadonlyArray<Person>;
  readonly gone: ReadonlyArray<string>;
  readonly counts: Counts;
}

export interface ChatDelta {
  readonly type: "eventChat";
  readonly number: number;
  readonly messages: ReadonlyArray<ChatMessage>;
}

export interface BoothDelta {
  readonly type: "booth";
  readonly number: number;
  readonly booth: BoothView;
}

export interface MeDelta {
  readonly type: "me";
  readonly number: number;
  readonly me: Me;
}

export interface QualityDelta {
  readonly type: "quality";
  readonly number: number;
  readonly put: ReadonlyArray<PersonQuality>;
  readonly gone: ReadonlyArray<string>;
}

/**
 * A connection of this client is gone at the media node: open a new one into the same media elements,
 * after a random delay of up to ``spread_ms``.
 */
export interface PeerLost {
  readonly type: "peerLost";
  readonly peer: string;
  readonly connection: "subscriber" | "publisher";
  readonly spreadMs: number;
}

/** Fresh credentials in time before the old ones run out: for connections made, and ICE restarted, from now on. */
export interface IceServersRenewed {
  readonly type: "iceServers";
  readonly iceServers: ReadonlyArray<IceServer>;
}

/** dBFS of open microphones (participant -> level) and channels, at most five a second. */
export interface LevelsMeasured {
  readonly type: "levels";
  readonly people: Readonly<Record<string, number>>;
  readonly channels: Readonly<Record<string, number>>;
}

/** Last message before the server closes the connection. */
export interface Evicted {
  readonly type: "evicted";
  readonly code: string;
}

export type ClientMessage =
  | Join
  | OpenSubscriber
  | AnswerSubscriber
  | OpenPublisher
  | RestartIce
  | SelectChannel
  | RequestFloor
  | WithdrawFloor
  | SetMicrophone
  | CallSpeaker
  | GrantFloor
  | EndSpeech
  | RemoveRequest
  | MuteParticipant
  | RemoveParticipant
  | SetFloorLanguage
  | OpenList
  | SetDesk
  | SendChat
  | Resync
  | Leave;

export type ServerMessage =
  | Snapshot
  | Reply
  | Refused
  | StageDelta
  | ListDelta
  | RosterDelta
  | ChatDelta
  | BoothDelta
  | MeDelta
  | QualityDelta
  | PeerLost
  | IceServersRenewed
  | LevelsMeasured
  | Evicted;

/** A well-formed request that may not or cannot be carried out now; the connection goes on. */
export const userErrorCodeValues = [
  "activeFull",
  "alreadyRequested",
  "deskTaken",
  "floorNotGranted",
  "journalUnavailable",
  "listClosed",
  "mediaUnavailable",
  "meetingFull",
  "nameInvalid",
  "noBooth",
  "noRequest",
  "notJoined",
  "notPermitted",
  "sdpInvalid",
  "textEmpty",
  "textTooLong",
  "tokenUnknown",
  "tooFast",
  "unknownChannel",
  "unknownMeeting",
  "unknownParticipant",
  "unknownPeer",
  "unknownRequest",
  "wrongState",
] as const;
export type UserErrorCode = (typeof userErrorCodeValues)[number];

/** The peer does not speak the protocol; the frame is refused, and the connection closed after repeated offences. */
export const protocolErrorCodeValues = [
  "alreadyJoined",
  "frameMalformed",
  "frameTooLarge",
  "joinExpected",
  "messageInvalid",
  "messageUnknown",
  "versionUnsupported",
] as const;
export type ProtocolErrorCode = (typeof protocolErrorCodeValues)[number];

/** The connection is closed and must not come back by itself. */
export const evictedCodeValues = [
  "left",
  "removed",
  "replaced",
  "serverStopping",
  "slow",
  "tooManyErrors",
] as const;
export type EvictedCode = (typeof evictedCodeValues)[number];

export type ErrorCode = UserErrorCode | ProtocolErrorCode | EvictedCode;
