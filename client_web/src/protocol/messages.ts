// Generated from server/signaling/messages.py by `make types`.  Do not edit.

/** Version of the protocol, sent in `join`. */
export const PROTOCOL_VERSION = 1;

export const chatModeValues = [
  "open",
  "moderated",
  "closed",
] as const;
export type ChatMode = (typeof chatModeValues)[number];

export const attendingValues = [
  "remote",
  "room",
] as const;
export type Attending = (typeof attendingValues)[number];

export const requestKindValues = [
  "statement",
  "pointOfOrder",
  "rightOfReply",
  "motion",
  "reply",
  "interposedQuestion",
] as const;
export type RequestKind = (typeof requestKindValues)[number];

export const motionValues = [
  "suspendMeeting",
  "adjournMeeting",
  "adjournDebate",
  "closeDebate",
  "other",
] as const;
export type Motion = (typeof motionValues)[number];

export const requestStateValues = [
  "queued",
  "called",
  "deferred",
  "granted",
  "speaking",
  "paused",
] as const;
export type RequestState = (typeof requestStateValues)[number];

export const originValues = [
  "remote",
  "seat",
  "liteClient",
  "secretariat",
  "preRegistered",
] as const;
export type Origin = (typeof originValues)[number];

export const listNameValues = [
  "speakers",
  "replies",
  "rightsOfReply",
] as const;
export type ListName = (typeof listNameValues)[number];

export const listStateValues = [
  "open",
  "closed",
  "suspended",
] as const;
export type ListState = (typeof listStateValues)[number];

export const sittingStateValues = [
  "scheduled",
  "open",
  "suspended",
  "closed",
] as const;
export type SittingState = (typeof sittingStateValues)[number];

export const floorModeValues = [
  "request",
  "autoNext",
  "openWithLimit",
  "override",
  "pushToTalk",
  "operatorOnly",
] as const;
export type FloorMode = (typeof floorModeValues)[number];

export const timePolicyValues = [
  "show",
  "bell",
  "autoClose",
] as const;
export type TimePolicy = (typeof timePolicyValues)[number];

export const deferReasonValues = [
  "skipped",
  "noAnswer",
  "absent",
  "linkLost",
] as const;
export type DeferReason = (typeof deferReasonValues)[number];

export const itemChangeValues = [
  "keep",
  "purge",
  "move",
] as const;
export type ItemChange = (typeof itemChangeValues)[number];

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

export const interlockValues = [
  "none",
  "override",
  "interlock",
] as const;
export type Interlock = (typeof interlockValues)[number];

export const fallbackPolicyValues = [
  "floor",
  "floorQuiet",
  "silence",
] as const;
export type FallbackPolicy = (typeof fallbackPolicyValues)[number];

export const handoverStateValues = [
  "offered",
  "asked",
  "accepted",
  "overlap",
] as const;
export type HandoverState = (typeof handoverStateValues)[number];

export const helpKindValues = [
  "technician",
  "chair",
  "cannotHear",
] as const;
export type HelpKind = (typeof helpKindValues)[number];

export const checkStepValues = [
  "microphone",
  "incoming",
  "relay",
  "pushToMute",
] as const;
export type CheckStep = (typeof checkStepValues)[number];

export const checkResultValues = [
  "passed",
  "failed",
] as const;
export type CheckResult = (typeof checkResultValues)[number];

export const fitnessStepValues = [
  "good",
  "poor",
  "unfit",
] as const;
export type FitnessStep = (typeof fitnessStepValues)[number];

export const fitnessReasonValues = [
  "loss",
  "jitter",
  "band",
  "clipping",
  "quiet",
  "loud",
  "noise",
] as const;
export type FitnessReason = (typeof fitnessReasonValues)[number];

export const upgradeStateValues = [
  "waiting",
  "accepted",
  "offered",
] as const;
export type UpgradeState = (typeof upgradeStateValues)[number];

export const statementKindValues = [
  "text",
  "recording",
] as const;
export type StatementKind = (typeof statementKindValues)[number];

export const webcastStateValues = [
  "off",
  "slate",
  "onAir",
] as const;
export type WebcastState = (typeof webcastStateValues)[number];

export const webcastLayoutValues = [
  "auto",
  "speaker",
  "speakerRoom",
  "screenSpeaker",
] as const;
export type WebcastLayout = (typeof webcastLayoutValues)[number];

export const pictureSlotValues = [
  "speaker",
  "room",
  "screen",
  "sign",
] as const;
export type PictureSlot = (typeof pictureSlotValues)[number];

export const diskStateValues = [
  "ok",
  "low",
  "full",
  "failing",
] as const;
export type DiskState = (typeof diskStateValues)[number];

export const storageStateValues = [
  "off",
  "ok",
  "behind",
  "failing",
] as const;
export type StorageState = (typeof storageStateValues)[number];

export const storageReasonValues = [
  "unreachable",
  "slow",
  "denied",
  "noBucket",
  "refused",
  "settings",
] as const;
export type StorageReason = (typeof storageReasonValues)[number];

export const pushStateValues = [
  "off",
  "waiting",
  "connecting",
  "live",
  "failing",
] as const;
export type PushState = (typeof pushStateValues)[number];

export const pushReasonValues = [
  "addressInvalid",
  "hostForbidden",
  "hostUnknown",
  "unreachable",
  "refused",
  "timeout",
  "tlsInvalid",
  "rejected",
  "closed",
  "stalled",
  "srtMissing",
  "channelMissing",
  "internal",
] as const;
export type PushReason = (typeof pushReasonValues)[number];

export const roleValues = [
  "chair",
  "deputy",
  "moderator",
  "delegate",
  "passive",
  "interpreter",
  "technician",
  "room",
  "captioner",
  "signer",
] as const;
export type Role = (typeof roleValues)[number];

export const qualityStepValues = [
  "good",
  "fair",
  "poor",
  "lost",
] as const;
export type QualityStep = (typeof qualityStepValues)[number];

export interface ChatMessage {
  readonly messageId: string;
  /** Within its thread, from 1 without gaps; 0 while held back. */
  readonly number: number;
  readonly person: string;
  readonly name: string;
  readonly delegation: string;
  /** Empty when hidden, except to those who moderate. */
  readonly text: string;
  readonly sentAt: number;
  readonly hidden: boolean;
  /** Participant id of who hid it. */
  readonly hiddenBy: string | null;
}

/** Of the event chat. */
export interface ChatSettings {
  readonly mode: ChatMode;
  /** Least seconds between two messages of one person; 0: no slow mode. */
  readonly slowS: number;
}

/** A private thread: unread are the messages above ``read``. */
export interface ThreadView {
  readonly thread: string;
  /** The other one; of an inbox, who writes to it.  None: they have left, or it is one's own thread with an inbox. */
  readonly person: Person | null;
  /** Number of the newest message. */
  readonly last: number;
  readonly read: number;
  readonly lastAt: number;
  /** Participant id of who of support has taken it on; told to those who answer. */
  readonly claimedBy: string | null;
  /** Name of somebody who writes to support and has not entered. */
  readonly visitor: string;
}

export interface SendChat {
  readonly type: "sendChat";
  readonly id: number;
  readonly text: string;
  readonly thread?: string;
}

/** Approve or refuse a message held back. */
export interface JudgeChat {
  readonly type: "judgeChat";
  readonly id: number;
  readonly messageId: string;
  readonly approve: boolean;
}

/** Hide a message of the event chat from everyone, or show it again. */
export interface HideChat {
  readonly type: "hideChat";
  readonly id: number;
  readonly messageId: string;
  readonly hidden: boolean;
}

export interface SetChat {
  readonly type: "setChat";
  readonly id: number;
  readonly mode: ChatMode;
  readonly slowS?: number;
}

/** Everything up to ``number`` of a private thread is read; the event chat's marker is the client's own. */
export interface ReadChat {
  readonly type: "readChat";
  readonly id: number;
  readonly thread: string;
  readonly number: number;
}

/** Take on a thread of support (``support:<id>``), or give it back. */
export interface ClaimSupport {
  readonly type: "claimSupport";
  readonly id: number;
  readonly thread: string;
  readonly claimed?: boolean;
}

/** New messages, and old ones that were hidden or shown again: a known ``message_id`` replaces the one there was. */
export interface ChatDelta {
  readonly type: "eventChat";
  readonly number: number;
  readonly messages: ReadonlyArray<ChatMessage>;
  readonly settings: ChatSettings;
}

/** Messages waiting for approval, to those who moderate. */
export interface HeldDelta {
  readonly type: "heldChat";
  readonly number: number;
  readonly put: ReadonlyArray<ChatMessage>;
  readonly gone: ReadonlyArray<string>;
}

/** A message of a private thread, to its parties.  A gap in ``message.number`` is read from the history. */
export interface PrivateChat {
  readonly type: "privateChat";
  readonly thread: string;
  /** As in ``ThreadView``. */
  readonly person: Person | null;
  readonly message: ChatMessage;
}

/** One's own message was approved or refused. */
export interface ChatJudged {
  readonly type: "chatJudged";
  readonly messageId: string;
  readonly approved: boolean;
}

/** To those who answer: who has taken a thread on; None: it was given back. */
export interface SupportClaimed {
  readonly type: "supportClaimed";
  readonly thread: string;
  readonly claimedBy: string | null;
}

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
  /** By the chair or a technician: their picture is shown nowhere. */
  readonly cameraMuted: boolean;
  /** ``DELEGATION – Name``, for the picture. */
  readonly plate: string;
  /** Where they take part; whoever is in the room is there although no device of theirs is connected. */
  readonly attending: Attending;
}

/** One request in the list of speakers.  Order inside an item and a list is ``rank``, ascending. */
export interface FloorEntry {
  readonly requestId: string;
  readonly person: string;
  readonly kind: RequestKind;
  /** What a motion moves; None for other kinds. */
  readonly motion: Motion | null;
  readonly state: RequestState;
  readonly rank: number;
  /** Agenda item; None in a meeting without an agenda. */
  readonly item: string | null;
  readonly list: ListName;
  readonly language: string;
  /** How it came first. */
  readonly origin: Origin;
  /** Where the person is now. */
  readonly attending: Attending;
  /** Why it is ``deferred``: skipped, the call not answered, away when called, or the connection lost while speaking. */
  readonly deferredFor: DeferReason | null;
  /** The person's precedence class; None in a meeting without classes. */
  readonly precedence: string | null;
  /** Who asked on the person's behalf. */
  readonly registeredBy: string | null;
  /** The request this one replies to. */
  readonly answerTo: string | null;
  /** Others of the delegation who asked too. */
  readonly merged: ReadonlyArray<string>;
  /** The called person is ready: their devices are armed, or they are in the room. */
  readonly answered: boolean;
  /** Unix seconds: called and not answered, it is deferred then. */
  readonly callUntil: number | null;
  /** Unix seconds. */
  readonly requestedAt: number;
  /** When the microphone first opened. */
  readonly speakingSince: number | null;
  /** Speaking time; None: no limit. */
  readonly limitS: number | null;
  /** Seconds spoken before ``running_since``. */
  readonly spokenS: number;
  /** Unix seconds; None: the clock stands. */
  readonly runningSince: number | null;
  /** The connection dropped: deferred then. */
  readonly heldUntil: number | null;
}

/**
 * Who has the floor and their clock: spoken is ``spoken_s``, and what passed since ``running_since``.  Green until
 * ``amber_s`` are left, then amber, red once ``limit_s`` is reached.
 */
export interface SpeechView {
  readonly requestId: string;
  readonly person: Person;
  readonly kind: RequestKind;
  readonly state: RequestState;
  readonly limitS: number | null;
  readonly spokenS: number;
  readonly runningSince: number | null;
  readonly amberS: number;
}

export interface AgendaEntry {
  readonly itemId: string;
  /** UI language -> title. */
  readonly title: Readonly<Record<string, string>>;
}

/** A list of the current item. */
export interface ListView {
  readonly name: ListName;
  readonly state: ListState;
  /** Most requests that may wait. */
  readonly limit: number | null;
}

export interface SittingView {
  readonly state: SittingState;
  /** False: in camera. */
  readonly public: boolean;
  /** Counts sittings from 1; 0 before the first. */
  readonly number: number;
  /** Unix seconds of the last change of state. */
  readonly since: number | null;
}

export interface FloorRules {
  readonly mode: FloorMode;
  /** Normal speakers at once; chair, room and interruptions do not count. */
  readonly speakersLimit: number;
  /** Kind, or ``class/kind``, -> seconds; 0: no limit. */
  readonly timeLimitsS: Readonly<Record<string, number>>;
  readonly timePolicy: TimePolicy;
  readonly amberS: number;
  /** ``autoClose``: the speech ends so long after its limit. */
  readonly graceS: number;
  /** What happens to waiting requests when the agenda item changes, unless told otherwise. */
  readonly itemChange: ItemChange;
}

export interface ScreenView {
  /** Who may share their screen now. */
  readonly sharer: string | null;
  /** Who waits for permission, longest first. */
  readonly asking: ReadonlyArray<string>;
}

/** The topic ``floor``, sent whole: what changes seldom. */
export interface FloorView {
  readonly agenda: ReadonlyArray<AgendaEntry>;
  /** The item under discussion. */
  readonly item: string | null;
  readonly lists: ReadonlyArray<ListView>;
  readonly sitting: SittingView;
  readonly rules: FloorRules;
  /** Precedence classes, first served first; empty: everyone in order of receipt. */
  readonly precedence: ReadonlyArray<string>;
  /** The person in the chair; None: nobody has taken it yet. */
  readonly presiding: string | null;
  /** Who holds priority: delegates' microphones are silent until it is released. */
  readonly priority: string | null;
  readonly screen: ScreenView;
  /** Request that ``readdLast`` brings back. */
  readonly lastSpeech: string | null;
}

/** Speaking time of a delegation so far, points of order left out.  A delegation not listed has not spoken. */
export interface DelegationTotal {
  readonly delegation: string;
  readonly speeches: number;
  readonly spokenS: number;
}

/**
 * Chair, deputy in the chair and moderator name the ``person`` they ask for; ``item`` other than the current one, or a
 * list not open yet, is theirs alone too (pre-registration).
 */
export interface RequestFloor {
  readonly type: "requestFloor";
  readonly id: number;
  readonly kind?: RequestKind;
  readonly language?: string | null;
  readonly motion?: Motion | null;
  /** Replies: what they answer; default the speech in progress. */
  readonly answerTo?: string | null;
  readonly person?: string | null;
  readonly item?: string | null;
  /** Default ``remote``, for another person ``secretariat``. */
  readonly origin?: Origin | null;
}

/** Enter a delegate who is in the room and has no device; the reply's ``person`` is their id. */
export interface AddDelegate {
  readonly type: "addDelegate";
  readonly id: number;
  readonly name: string;
  readonly delegation: string;
  readonly language: string;
  readonly seat?: string | null;
}

export interface WithdrawFloor {
  readonly type: "withdrawFloor";
  readonly id: number;
  /** Default: the request with the floor, else the next to come. */
  readonly requestId?: string | null;
}

/** Called and ready: devices are armed.  Brings a deferred request back to the head of its class. */
export interface AnswerCall {
  readonly type: "answerCall";
  readonly id: number;
  readonly requestId?: string | null;
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

/** The called person waits again where they waited. */
export interface TakeBackCall {
  readonly type: "takeBackCall";
  readonly id: number;
  readonly requestId: string;
}

/** Skip: back to the head of the class when the person answers or is called again. */
export interface DeferRequest {
  readonly type: "deferRequest";
  readonly id: number;
  readonly requestId: string;
}

/** By the speaker: released; by the chair: revoked. */
export interface EndSpeech {
  readonly type: "endSpeech";
  readonly id: number;
  readonly requestId: string;
}

/** Silence a speech and stop its clock. */
export interface PauseSpeech {
  readonly type: "pauseSpeech";
  readonly id: number;
  readonly requestId: string;
}

export interface ResumeSpeech {
  readonly type: "resumeSpeech";
  readonly id: number;
  readonly requestId: string;
}

export interface RemoveRequest {
  readonly type: "removeRequest";
  readonly id: number;
  readonly requestId: string;
}

/** Put a waiting request before another of its list; None: last. */
export interface MoveRequest {
  readonly type: "moveRequest";
  readonly id: number;
  readonly requestId: string;
  readonly before?: string | null;
}

/** Exchange two places. */
export interface SwapRequests {
  readonly type: "swapRequests";
  readonly id: number;
  readonly requestId: string;
  readonly other: string;
}

/** The speech that ended last waits again, first, with its clock. */
export interface ReaddLast {
  readonly type: "readdLast";
  readonly id: number;
}

/** Speaking time of one who waits or speaks; None: no limit. */
export interface SetSpeechLimit {
  readonly type: "setSpeechLimit";
  readonly id: number;
  readonly requestId: string;
  readonly limitS: number | null;
}

export interface OpenList {
  readonly type: "openList";
  readonly id: number;
  readonly open: boolean;
  readonly list?: ListName;
  /** Default: the current item. */
  readonly item?: string | null;
}

/** Nothing is taken and nobody called from it until it is opened or closed. */
export interface SuspendList {
  readonly type: "suspendList";
  readonly id: number;
  readonly list?: ListName;
  readonly item?: string | null;
}

/** Remove all who wait; None: from every list of the current item. */
export interface ClearList {
  readonly type: "clearList";
  readonly id: number;
  readonly list?: ListName | null;
}

/** End every speech and remove all who wait. */
export interface ClearFloor {
  readonly type: "clearFloor";
  readonly id: number;
}

/** Close every microphone but the chair's; nobody loses the floor. */
export interface MuteAll {
  readonly type: "muteAll";
  readonly id: number;
}

/** Attention tone; delegates' microphones are silent and clocks stand until ``releasePriority``. */
export interface HoldPriority {
  readonly type: "holdPriority";
  readonly id: number;
}

export interface ReleasePriority {
  readonly type: "releasePriority";
  readonly id: number;
}

/** Attention tone; every speech ends. */
export interface ClearPriority {
  readonly type: "clearPriority";
  readonly id: number;
}

/** What is None stays. */
export interface SetFloorRules {
  readonly type: "setFloorRules";
  readonly id: number;
  readonly mode?: FloorMode | null;
  readonly speakersLimit?: number | null;
  /** Laid over those there are. */
  readonly timeLimitsS?: Readonly<Record<string, number>> | null;
  readonly timePolicy?: TimePolicy | null;
  readonly amberS?: number | null;
  readonly graceS?: number | null;
  readonly itemChange?: ItemChange | null;
}

/** Put a person into a precedence class; None: that of the delegation. */
export interface SetPrecedence {
  readonly type: "setPrecedence";
  readonly id: number;
  readonly person: string;
  readonly precedence?: string | null;
}

/** In the room or remote, one at a time; default oneself. */
export interface SetAttending {
  readonly type: "setAttending";
  readonly id: number;
  readonly attending: Attending;
  readonly person?: string | null;
}

/** A seat's button asks for this person; None frees the seat. */
export interface AssignSeat {
  readonly type: "assignSeat";
  readonly id: number;
  readonly seat: string;
  readonly person?: string | null;
}

/** Preside from now on. */
export interface TakeChair {
  readonly type: "takeChair";
  readonly id: number;
}

/** The reply's ``item`` is its id. */
export interface AddAgendaItem {
  readonly type: "addAgendaItem";
  readonly id: number;
  readonly title: Readonly<Record<string, string>>;
}

export interface RenameAgendaItem {
  readonly type: "renameAgendaItem";
  readonly id: number;
  readonly item: string;
  readonly title: Readonly<Record<string, string>>;
}

/** Before another; None: last. */
export interface MoveAgendaItem {
  readonly type: "moveAgendaItem";
  readonly id: number;
  readonly item: string;
  readonly before?: string | null;
}

/** One that is not open and for which nobody waits. */
export interface RemoveAgendaItem {
  readonly type: "removeAgendaItem";
  readonly id: number;
  readonly item: string;
}

export interface OpenAgendaItem {
  readonly type: "openAgendaItem";
  readonly id: number;
  readonly item: string;
  /** What happens to those who wait; default as in the rules. */
  readonly waiting?: ItemChange | null;
}

/** No item is under discussion: only points of order are taken. */
export interface CloseAgendaItem {
  readonly type: "closeAgendaItem";
  readonly id: number;
}

export interface OpenSitting {
  readonly type: "openSitting";
  readonly id: number;
}

/** Lists and clocks freeze, microphones close. */
export interface SuspendSitting {
  readonly type: "suspendSitting";
  readonly id: number;
}

export interface ResumeSitting {
  readonly type: "resumeSitting";
  readonly id: number;
}

/** Speeches end; those who wait keep their places for the next sitting. */
export interface CloseSitting {
  readonly type: "closeSitting";
  readonly id: number;
}

export interface SetSittingPublic {
  readonly type: "setSittingPublic";
  readonly id: number;
  readonly public: boolean;
}

/** Ask to share one's screen; who presides may at once. */
export interface RequestScreen {
  readonly type: "requestScreen";
  readonly id: number;
}

/** Let a person share; whoever shared before stops. */
export interface AllowScreen {
  readonly type: "allowScreen";
  readonly id: number;
  readonly person: string;
}

/** Stop sharing, withdraw the question, or (chair, technician) stop whoever shares or asks. */
export interface StopScreen {
  readonly type: "stopScreen";
  readonly id: number;
  readonly person?: string | null;
}

export interface ListDelta {
  readonly type: "list";
  readonly number: number;
  readonly put: ReadonlyArray<FloorEntry>;
  readonly gone: ReadonlyArray<string>;
  /** The people named in ``put``. */
  readonly people: Readonly<Record<string, Person>>;
}

export interface FloorDelta {
  readonly type: "floor";
  readonly number: number;
  readonly floor: FloorView;
}

/** To those at the console. */
export interface TotalsDelta {
  readonly type: "totals";
  readonly number: number;
  readonly put: ReadonlyArray<DelegationTotal>;
}

/** What a desk hears.  ``hops``: 0 the floor, 1 a translation of the floor (+), 2 a translation of a translation (–). */
export interface Incoming {
  readonly selected: string;
  /** Differs from ``selected`` by auto-relay, by force, or because nobody interprets into what was selected. */
  readonly heard: string;
  readonly hops: 0 | 1 | 2;
  /** Auto-relay: the floor key delivers the pivot. */
  readonly automatic: boolean;
  /** By the technician. */
  readonly forced: boolean;
  /** Nobody interprets into the selected channel: the floor is heard. */
  readonly lost: boolean;
}

export interface DeskView {
  readonly person: Person;
  readonly mode: DeskMode;
  /** Where it puts out to; while off, where it would. */
  readonly channel: string;
  /** A handover was accepted: metered, heard by nobody. */
  readonly armed: boolean;
  /** On the booth's private voice link. */
  readonly talking: boolean;
  readonly incoming: Incoming;
  readonly autoRelay: boolean;
  readonly openedAt: number | null;
  /** Time on air before ``opened_at``, in this meeting. */
  readonly onAirS: number;
  readonly recording: boolean;
  /** Consent to each use. */
  readonly webcast: boolean;
  /** Sound check: step -> result. */
  readonly check: Readonly<Record<string, CheckResult>>;
}

export interface HandoverView {
  readonly state: HandoverState;
  /** Participant on air. */
  readonly active: string;
  readonly passive: string;
  /** Unix seconds: when it is meant to happen. */
  readonly due: number;
  /** Unix seconds: expires, or in ``overlap`` the active desk is closed. */
  readonly until: number;
}

export interface HelpView {
  readonly callId: string;
  readonly kind: HelpKind;
  readonly person: Person;
  readonly booth: string;
  readonly calledAt: number;
  /** Participant id of who sees to it. */
  readonly answeredBy: string | null;
}

/** A stretch on air. */
export interface TurnView {
  /** Name, as it was. */
  readonly person: string;
  readonly channel: string;
  readonly beganAt: number;
  readonly endedAt: number | null;
}

/** A desk that was on air lost its connection. */
export interface DropView {
  readonly person: string;
  readonly name: string;
  readonly channel: string;
  readonly at: number;
}

/** What a technician recorded of the consent on paper of those behind a booth's equipment. */
export interface WrittenConsentView {
  readonly recording: boolean;
  readonly webcast: boolean;
  /** Whose, and where the paper is. */
  readonly reference: string;
  /** Name, as it was. */
  readonly by: string;
  readonly at: number;
}

/** The topic ``booth:<language>``, sent whole to its interpreters, the chair and technicians. */
export interface BoothView {
  readonly language: string;
  /** Desks there are. */
  readonly seats: number;
  /** Permitted B channels. */
  readonly outgoing: ReadonlyArray<string>;
  readonly desks: ReadonlyArray<DeskView>;
  readonly handover: HandoverView | null;
  /** Another booth that puts out to this one's A channel. */
  readonly engagedBy: string | null;
  /** The booth suspended its interpretation: the speaker's sound is too poor. */
  readonly unfitSince: number | null;
  /** Until a desk of the booth opens again. */
  readonly dropped: DropView | null;
  readonly calls: ReadonlyArray<HelpView>;
  /** The last twenty, newest first. */
  readonly turns: ReadonlyArray<TurnView>;
  /** None: nothing was ever recorded. */
  readonly written: WrittenConsentView | null;
}

export interface ChannelView {
  readonly language: string;
  readonly feed: ChannelFeed;
  readonly hops: 0 | 1 | 2;
  /** That feeds it. */
  readonly booth: string | null;
  /** Participants whose desks put out to it. */
  readonly desks: ReadonlyArray<string>;
  /** What its listeners hear instead. */
  readonly patched: string | null;
  /** Unix seconds since which the floor has been spoken with nobody interpreting: an alarm after ``alarm_after_s``. */
  readonly noneSince: number | null;
}

export interface InterpretationRules {
  readonly within: Interlock;
  readonly betweenA: Interlock;
  readonly betweenB: Interlock;
  readonly autoRelay: boolean;
  readonly policy: FallbackPolicy;
  readonly alarmAfterS: number;
  /** A turn at the microphone that consoles tell the end of. */
  readonly turnS: number;
}

/** The topic ``interpretation``, sent whole to interpreters, captioners, the chair and technicians. */
export interface InterpretationView {
  readonly channels: ReadonlyArray<ChannelView>;
  readonly rules: InterpretationRules;
  /** Channel that auto-relay delivers in place of the floor. */
  readonly pivot: string | null;
  readonly soundCheck: boolean;
}

/** How fit for interpretation someone's sound is, measured on the server while the microphone is armed or open. */
export interface SpeakerFitness {
  readonly person: string;
  readonly step: FitnessStep;
  readonly reasons: ReadonlyArray<FitnessReason>;
  /** Of speech, dBFS. */
  readonly levelDb: number;
  /** Between words, dBFS; None: not known yet. */
  readonly noiseDb: number | null;
  /** Upper edge of the captured band. */
  readonly bandHz: number | null;
  /** Share of samples at full scale. */
  readonly clipped: number;
  readonly loss: number;
  readonly jitterMs: number;
}

export interface Caption {
  readonly captionId: string;
  readonly language: string;
  readonly text: string;
  /** Unix seconds of the server's clock. */
  readonly startedAt: number;
  readonly writtenAt: number;
  /** False: still being written; a later one of the same id replaces it. */
  readonly final: boolean;
}

export interface Term {
  readonly termId: string;
  /** Language -> words. */
  readonly words: Readonly<Record<string, string>>;
}

export interface SetDesk {
  readonly type: "setDesk";
  readonly id: number;
  readonly mode: DeskMode;
  /** Outgoing channel; default where the desk puts out to. */
  readonly channel?: string | null;
}

export interface SelectOutgoing {
  readonly type: "selectOutgoing";
  readonly id: number;
  readonly channel: string;
}

export interface SetAutoRelay {
  readonly type: "setAutoRelay";
  readonly id: number;
  readonly on: boolean;
}

export interface OfferHandover {
  readonly type: "offerHandover";
  readonly id: number;
  readonly to?: string | null;
  readonly inS?: number;
}

export interface AskHandover {
  readonly type: "askHandover";
  readonly id: number;
  readonly inS?: number;
}

export interface AnswerHandover {
  readonly type: "answerHandover";
  readonly id: number;
  readonly accept: boolean;
}

export interface CancelHandover {
  readonly type: "cancelHandover";
  readonly id: number;
}

/** ``person`` None: oneself. */
export interface TakeOver {
  readonly type: "takeOver";
  readonly id: number;
  readonly person?: string | null;
}

export interface Talk {
  readonly type: "talk";
  readonly id: number;
  readonly on: boolean;
}

export interface AskSlowDown {
  readonly type: "askSlowDown";
  readonly id: number;
}

export interface CallHelp {
  readonly type: "callHelp";
  readonly id: number;
  readonly kind: HelpKind;
}

export interface AnswerHelp {
  readonly type: "answerHelp";
  readonly id: number;
  readonly callId: string;
}

export interface CloseHelp {
  readonly type: "closeHelp";
  readonly id: number;
  readonly callId: string;
}

export interface SetUnfit {
  readonly type: "setUnfit";
  readonly id: number;
  readonly unfit: boolean;
}

export interface SetDirect {
  readonly type: "setDirect";
  readonly id: number;
  readonly direct: boolean;
}

export interface SetConsent {
  readonly type: "setConsent";
  readonly id: number;
  readonly recording: boolean;
  readonly webcast: boolean;
}

export interface RecordConsent {
  readonly type: "recordConsent";
  readonly id: number;
  readonly booth: string;
  readonly recording: boolean;
  readonly webcast: boolean;
  readonly reference?: string;
}

export interface SilenceDesk {
  readonly type: "silenceDesk";
  readonly id: number;
  readonly person: string;
}

export interface SetBooth {
  readonly type: "setBooth";
  readonly id: number;
  readonly language: string;
  readonly desks: number;
  readonly outgoing?: ReadonlyArray<string> | null;
}

export interface SetInterpretation {
  readonly type: "setInterpretation";
  readonly id: number;
  readonly within: Interlock;
  readonly betweenA: Interlock;
  readonly betweenB: Interlock;
  readonly autoRelay: boolean;
  readonly policy: FallbackPolicy;
}

export interface PatchChannel {
  readonly type: "patchChannel";
  readonly id: number;
  readonly channel: string;
  readonly source?: string | null;
}

export interface ForceRelay {
  readonly type: "forceRelay";
  readonly id: number;
  readonly person: string;
  readonly channel?: string | null;
}

export interface OpenSoundCheck {
  readonly type: "openSoundCheck";
  readonly id: number;
}

export interface CloseSoundCheck {
  readonly type: "closeSoundCheck";
  readonly id: number;
}

/** ``person`` None: one's own desk; ``result`` None: not done. */
export interface MarkSoundCheck {
  readonly type: "markSoundCheck";
  readonly id: number;
  readonly step: CheckStep;
  readonly result: CheckResult | null;
  readonly person?: string | null;
}

export interface SetSigning {
  readonly type: "setSigning";
  readonly id: number;
  readonly on: boolean;
}

/** ``caption_id`` None: a new line; the reply names it.  A line that is not ``final`` may be written again. */
export interface WriteCaption {
  readonly type: "writeCaption";
  readonly id: number;
  readonly language: string;
  readonly text: string;
  readonly final?: boolean;
  readonly captionId?: string | null;
}

/** From now on the captions of this language; None: none. */
export interface FollowCaptions {
  readonly type: "followCaptions";
  readonly id: number;
  readonly language: string | null;
}

export interface AddTerms {
  readonly type: "addTerms";
  readonly id: number;
  /** Each: language -> words. */
  readonly terms: ReadonlyArray<Readonly<Record<string, string>>>;
}

export interface RemoveTerm {
  readonly type: "removeTerm";
  readonly id: number;
  readonly termId: string;
}

export interface BoothDelta {
  readonly type: "booth";
  readonly number: number;
  readonly booth: BoothView;
}

export interface InterpretationDelta {
  readonly type: "interpretation";
  readonly number: number;
  readonly interpretation: InterpretationView;
}

/** To interpreters, the chair's team and technicians. */
export interface FitnessDelta {
  readonly type: "fitness";
  readonly number: number;
  readonly put: ReadonlyArray<SpeakerFitness>;
  readonly gone: ReadonlyArray<string>;
}

/** To those who follow the language; not numbered: the history is at ``/api/meetings/<id>/captions/<language>``. */
export interface CaptionShown {
  readonly type: "caption";
  readonly caption: Caption;
}

export interface GlossaryDelta {
  readonly type: "glossary";
  readonly number: number;
  readonly put: ReadonlyArray<Term>;
  readonly gone: ReadonlyArray<string>;
}

/** Someone put out, as they were. */
export interface EvictedView {
  readonly person: string;
  readonly name: string;
  readonly delegation: string;
  readonly role: Role;
  readonly at: number;
  /** Participant id. */
  readonly by: string;
}

/** A passive participant on the waiting list for an active place. */
export interface UpgradeView {
  readonly person: Person;
  readonly state: UpgradeState;
  readonly requestedAt: number;
  /** Unix seconds until which the place is offered. */
  readonly until: number | null;
}

/** A delegation with a quota of its own. */
export interface QuotaView {
  readonly delegation: string;
  readonly quota: number;
  readonly active: number;
}

/** The topic ``moderation``, sent whole to chair, deputies, moderators and technicians. */
export interface ModerationView {
  readonly evicted: ReadonlyArray<EvictedView>;
  /** In the order they were asked for. */
  readonly upgrades: ReadonlyArray<UpgradeView>;
  /** Active delegates of each other delegation; None: no quota. */
  readonly quota: number | null;
  readonly quotas: ReadonlyArray<QuotaView>;
}

export interface StatementKey {
  readonly statementId: string;
  readonly language: string;
}

/** One file: the text of a statement in one language, or its recording. */
export interface StatementView {
  readonly statementId: string;
  readonly language: string;
  readonly kind: StatementKind;
  /** Who filed it for themselves; None: filed by the secretariat. */
  readonly person: string | null;
  readonly name: string;
  readonly delegation: string;
  readonly plate: string;
  readonly fileName: string;
  readonly mediaType: string;
  /** Bytes. */
  readonly size: number;
  readonly sha256: string;
  /** Of a recording. */
  readonly durationS: number | null;
  readonly filedAt: number;
  /** The speech has ended. */
  readonly delivered: boolean;
}

/** Someone put out may come back with their old token. */
export interface AllowAgain {
  readonly type: "allowAgain";
  readonly id: number;
  readonly person: string;
}

export interface RenameParticipant {
  readonly type: "renameParticipant";
  readonly id: number;
  readonly person: string;
  readonly name: string;
  readonly delegation: string;
}

/** To another role; ``booth``: of an interpreter. */
export interface MoveParticipant {
  readonly type: "moveParticipant";
  readonly id: number;
  readonly person: string;
  readonly role: Role;
  readonly booth?: string | null;
}

/** Their picture is shown nowhere while muted. */
export interface MuteCamera {
  readonly type: "muteCamera";
  readonly id: number;
  readonly person: string;
  readonly muted: boolean;
}

/** A passive participant asks for an active place. */
export interface RequestUpgrade {
  readonly type: "requestUpgrade";
  readonly id: number;
}

export interface WithdrawUpgrade {
  readonly type: "withdrawUpgrade";
  readonly id: number;
}

export interface AnswerUpgrade {
  readonly type: "answerUpgrade";
  readonly id: number;
  readonly person: string;
  readonly accept: boolean;
}

/** Take the place that is offered (``me.upgrade``). */
export interface TakeUpgrade {
  readonly type: "takeUpgrade";
  readonly id: number;
}

/** ``quota`` null: the meeting's own applies again. */
export interface SetQuota {
  readonly type: "setQuota";
  readonly id: number;
  readonly delegation: string;
  readonly quota: number | null;
}

/** Play a recorded statement into the floor. */
export interface PlayRecording {
  readonly type: "playRecording";
  readonly id: number;
  readonly statementId: string;
  readonly language: string;
}

export interface StopRecording {
  readonly type: "stopRecording";
  readonly id: number;
}

export interface ModerationDelta {
  readonly type: "moderation";
  readonly number: number;
  readonly moderation: ModerationView;
}

/** Files of statements, to those who may read them before they are delivered. */
export interface StatementsDelta {
  readonly type: "statements";
  readonly number: number;
  readonly put: ReadonlyArray<StatementView>;
  readonly gone: ReadonlyArray<StatementKey>;
}

/** Files of delivered statements, to those who may read them only now. */
export interface DeliveredDelta {
  readonly type: "delivered";
  readonly number: number;
  readonly put: ReadonlyArray<StatementView>;
  readonly gone: ReadonlyArray<StatementKey>;
}

/** How one language of the webcast sounds. */
export interface RenditionMeter {
  /** Integrated over the last minute of speech (ITU-R BS.1770); None: not known yet. */
  readonly lufs: number | null;
  readonly momentaryLufs: number;
  /** Of the last two seconds. */
  readonly truePeakDbtp: number;
  readonly silentS: number;
}

/** One language of the webcast: ``floor`` or a BCP 47 tag, under its name for itself. */
export interface RenditionView {
  readonly channel: string;
  readonly name: string;
  /** False while the webcast is not recorded, or somebody heard in it does not consent to the recording. */
  readonly recorded: boolean;
  /** Interpreters on the air who do not consent to the webcast: they are not heard in it. */
  readonly withheld: ReadonlyArray<string>;
  readonly meter: RenditionMeter | null;
}

/** A destination the webcast is pushed to.  Its keys are shown to nobody. */
export interface PushView {
  readonly pushId: string;
  readonly address: string;
  /** None means all, each its own sound. */
  readonly channels: ReadonlyArray<string>;
  readonly on: boolean;
  readonly state: PushState;
  /** When ``state`` last changed; None: it is ``off``, or the worker has said nothing of it yet. */
  readonly since: number | null;
  /** Why it is ``failing``. */
  readonly reason: PushReason | null;
  readonly retryAt: number | null;
  readonly bps: number;
  readonly droppedFrames: number;
}

/** The topic ``webcast``, sent whole to those who may ``manageWebcast``. */
export interface WebcastView {
  /** By the meeting's configuration. */
  readonly allowed: boolean;
  /** Whether the webcast worker is there. */
  readonly connected: boolean;
  readonly webcastId: string | null;
  /** What was asked for. */
  readonly mode: WebcastState;
  /** What viewers get: the slate while the sitting is not open, or the journal does not know yet. */
  readonly showing: WebcastState;
  readonly layout: WebcastLayout;
  readonly delayS: number;
  readonly recorded: boolean;
  readonly startedAt: number | null;
  /** When ``mode`` last changed. */
  readonly since: number | null;
  readonly renditions: ReadonlyArray<RenditionView>;
  readonly viewers: number;
  /** Frame composed -> part in the playlist; None: not known. */
  readonly lagMs: number | null;
  readonly frames: number;
  readonly droppedFrames: number;
  /** Slots whose picture is seen now. */
  readonly pictures: ReadonlyArray<PictureSlot>;
  readonly disk: DiskState;
  /** Of the recording's copies in an object store.  ``off``: there is none. */
  readonly storage: StorageState;
  /** Segments (1.92 s) that are on the disk and not in the store, about. */
  readonly storageBehind: number;
  /** Why ``failing``. */
  readonly storageReason: StorageReason | null;
  /** The recording's index could not be read and another was begun: what it told after the damage is not listed. */
  readonly indexDamaged: boolean;
  readonly pushes: ReadonlyArray<PushView>;
}

/** Begin the webcast, or put the one that shows its slate on the air.  ``slate``: with, or back to, the slate. */
export interface StartWebcast {
  readonly type: "startWebcast";
  readonly id: number;
  readonly slate?: boolean;
}

export interface ShowSlate {
  readonly type: "showSlate";
  readonly id: number;
}

export interface EndWebcast {
  readonly type: "endWebcast";
  readonly id: number;
}

export interface SetWebcastLayout {
  readonly type: "setWebcastLayout";
  readonly id: number;
  readonly layout: WebcastLayout;
}

/** Everything published is at least ``delay_s`` old: 0 to 3600. */
export interface SetEmbargo {
  readonly type: "setEmbargo";
  readonly id: number;
  readonly delayS: number;
}

export interface SetWebcastRecording {
  readonly type: "setWebcastRecording";
  readonly id: number;
  readonly recorded: boolean;
}

/** A destination, off at first.  ``channels``: one with RTMP; none means all. */
export interface AddPush {
  readonly type: "addPush";
  readonly id: number;
  /** ``rtmp://host/app``, ``rtmps://…``, ``srt://host:port?latency=200``, ``udp://host:port``. */
  readonly address: string;
  readonly channels: ReadonlyArray<string>;
  /** RTMP's stream key, SRT's stream id: sent once, and shown to nobody ever after. */
  readonly key?: string;
  /** SRT's; the same holds. */
  readonly passphrase?: string;
}

export interface StartPush {
  readonly type: "startPush";
  readonly id: number;
  readonly push: string;
}

export interface StopPush {
  readonly type: "stopPush";
  readonly id: number;
  readonly push: string;
}

export interface RemovePush {
  readonly type: "removePush";
  readonly id: number;
  readonly push: string;
}

export interface WebcastDelta {
  readonly type: "webcast";
  readonly number: number;
  readonly webcast: WebcastView;
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
  /** The list of speakers of the current item takes requests. */
  readonly listOpen: boolean;
  /** The speaker's clock. */
  readonly speech: SpeechView | null;
  /** Speeches that stand still meanwhile. */
  readonly interrupted: ReadonlyArray<SpeechView>;
  readonly sitting: SittingView;
  /** Unix seconds.  The tone is in the floor and every language: only who receives no sound plays one when this grows. */
  readonly attentionAt: number | null;
  /** Unix seconds until which the speaker is asked to slow down; nobody learns by whom. */
  readonly slowDownUntil: number | null;
  /** How often that was asked during this speech. */
  readonly slowDownCount: number;
  /** Languages whose booths suspended interpretation: the speaker's sound is too poor. */
  readonly unfit: ReadonlyArray<string>;
  /** Whether the public can hear and see this. */
  readonly webcast: WebcastState;
  /** Whether what is webcast just now is recorded. */
  readonly recorded: boolean;
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
  /** The request with the floor, else the next to come. */
  readonly requestId: string | null;
  /** All one's own, in order. */
  readonly requests: ReadonlyArray<string>;
  /** 1 = next. */
  readonly place: number | null;
  readonly mayOpenMicrophone: boolean;
  /** ``room``: a microphone of the room is used, never one's own. */
  readonly attending: Attending;
  readonly seat: string | null;
  readonly presiding: boolean;
  /** A passive participant who asked for an active place. */
  readonly upgrade: UpgradeState | null;
  /** On the waiting list for it; 1 = next. */
  readonly upgradePlace: number | null;
  /** Unix seconds until which an active place is offered. */
  readonly upgradeUntil: number | null;
  /** Language of the interpreter's booth. */
  readonly booth: string | null;
  /** Of one's own connection; None: not known yet. */
  readonly quality: QualityStep | null;
  /** Of one's own sound while the microphone is armed or open; None: not known. */
  readonly fitness: SpeakerFitness | null;
  /** One's camera is in the slot ``sign``. */
  readonly signing: boolean;
}

/** How media arrive in one direction; None: not known. */
export interface PathQuality {
  /** Share of packets lost in the last ten seconds or so, 0…1. */
  readonly loss: number | null;
  readonly jitterMs: number | null;
  readonly roundTripMs: number | null;
}

/** What a participant's check before the meeting found. */
export interface ArrivalCheck {
  readonly verdict: "good" | "usable" | "unfit";
  /** Heard back, loud enough, without clipping and noise. */
  readonly microphone: "good" | "warning" | "failed" | "skipped";
  /** What support opens it by. */
  readonly reference: string;
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
  /** None: they told of none. */
  readonly arrival: ArrivalCheck | null;
}

export interface Counts {
  readonly participants: number;
  readonly active: number;
  readonly connected: number;
  readonly participantsLimit: number;
  readonly activeLimit: number;
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

export interface Resync {
  readonly type: "resync";
  readonly id: number;
  readonly topics: ReadonlyArray<string>;
}

/** Is anybody there?  Browsers hide the WebSocket's own pings; by this they find a dead connection. */
export interface Ping {
  readonly type: "ping";
  readonly id: number;
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
  readonly floor: FloorView;
  /** Empty for those who are not at the console. */
  readonly totals: ReadonlyArray<DelegationTotal>;
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
  readonly chat: ChatSettings;
  /** Number of the newest message of the event chat. */
  readonly chatLast: number;
  /** The private threads written to last, newest first; the others at ``/api/meetings/<id>/chat/threads``. */
  readonly threads: ReadonlyArray<ThreadView>;
  /** Waiting for approval, to those who moderate. */
  readonly held: ReadonlyArray<ChatMessage>;
  /** To those who moderate. */
  readonly moderation: ModerationView | null;
  /** To interpreters, captioners and those who see the booths. */
  readonly interpretation: InterpretationView | null;
  /** Of those who speak or are about to, for who may ``seeFitness``. */
  readonly fitness: ReadonlyArray<SpeakerFitness>;
  /** For who may ``readGlossary``. */
  readonly glossary: ReadonlyArray<Term>;
  /** For who may ``manageWebcast``. */
  readonly webcast: WebcastView | null;
}

export interface Reply {
  readonly type: "reply";
  readonly id: number;
  readonly sdp: string | null;
  readonly peer: string | null;
  readonly requestId: string | null;
  readonly person: string | null;
  readonly item: string | null;
  /** Of the chat message sent. */
  readonly messageId: string | null;
  /** Whether it waits for approval. */
  readonly held: boolean | null;
  readonly captionId: string | null;
  /** Of the call for help. */
  readonly callId: string | null;
  /** Of the destination added. */
  readonly push: string | null;
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

export interface RosterDelta {
  readonly type: "roster";
  readonly number: number;
  readonly put: ReadonlyArray<Person>;
  readonly gone: ReadonlyArray<string>;
  readonly counts: Counts;
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
  | RequestFloor
  | AddDelegate
  | WithdrawFloor
  | AnswerCall
  | SetMicrophone
  | CallSpeaker
  | GrantFloor
  | TakeBackCall
  | DeferRequest
  | EndSpeech
  | PauseSpeech
  | ResumeSpeech
  | RemoveRequest
  | MoveRequest
  | SwapRequests
  | ReaddLast
  | SetSpeechLimit
  | OpenList
  | SuspendList
  | ClearList
  | ClearFloor
  | MuteAll
  | HoldPriority
  | ReleasePriority
  | ClearPriority
  | SetFloorRules
  | SetPrecedence
  | SetAttending
  | AssignSeat
  | TakeChair
  | AddAgendaItem
  | RenameAgendaItem
  | MoveAgendaItem
  | RemoveAgendaItem
  | OpenAgendaItem
  | CloseAgendaItem
  | OpenSitting
  | SuspendSitting
  | ResumeSitting
  | CloseSitting
  | SetSittingPublic
  | RequestScreen
  | AllowScreen
  | StopScreen
  | Join
  | OpenSubscriber
  | AnswerSubscriber
  | OpenPublisher
  | RestartIce
  | SelectChannel
  | MuteParticipant
  | RemoveParticipant
  | SetFloorLanguage
  | SetDesk
  | SelectOutgoing
  | SetAutoRelay
  | OfferHandover
  | AskHandover
  | AnswerHandover
  | CancelHandover
  | TakeOver
  | Talk
  | AskSlowDown
  | CallHelp
  | AnswerHelp
  | CloseHelp
  | SetUnfit
  | SetDirect
  | SetConsent
  | RecordConsent
  | SilenceDesk
  | SetBooth
  | SetInterpretation
  | PatchChannel
  | ForceRelay
  | OpenSoundCheck
  | CloseSoundCheck
  | MarkSoundCheck
  | SetSigning
  | WriteCaption
  | FollowCaptions
  | AddTerms
  | RemoveTerm
  | SendChat
  | JudgeChat
  | HideChat
  | SetChat
  | ReadChat
  | ClaimSupport
  | AllowAgain
  | RenameParticipant
  | MoveParticipant
  | MuteCamera
  | RequestUpgrade
  | WithdrawUpgrade
  | AnswerUpgrade
  | TakeUpgrade
  | SetQuota
  | PlayRecording
  | StopRecording
  | StartWebcast
  | ShowSlate
  | EndWebcast
  | SetWebcastLayout
  | SetEmbargo
  | SetWebcastRecording
  | AddPush
  | StartPush
  | StopPush
  | RemovePush
  | Resync
  | Ping
  | Leave;

export type ServerMessage =
  | Snapshot
  | Reply
  | Refused
  | StageDelta
  | ListDelta
  | FloorDelta
  | TotalsDelta
  | RosterDelta
  | ChatDelta
  | HeldDelta
  | PrivateChat
  | ChatJudged
  | SupportClaimed
  | ModerationDelta
  | StatementsDelta
  | DeliveredDelta
  | WebcastDelta
  | BoothDelta
  | InterpretationDelta
  | FitnessDelta
  | CaptionShown
  | GlossaryDelta
  | MeDelta
  | QualityDelta
  | PeerLost
  | IceServersRenewed
  | LevelsMeasured
  | Evicted;

/** A well-formed request that may not or cannot be carried out now; the connection goes on. */
export const userErrorCodeValues = [
  "activeFull",
  "alreadyPlaying",
  "alreadyRequested",
  "attendsInRoom",
  "attendsRemotely",
  "boothEmpty",
  "channelNotPermitted",
  "chatClosed",
  "chatQueueFull",
  "codeUnknown",
  "contradicted",
  "deskTaken",
  "entryRefused",
  "fileTooLarge",
  "fileTypeRefused",
  "floorNotGranted",
  "glossaryFull",
  "itemNotOpen",
  "journalUnavailable",
  "listClosed",
  "listFull",
  "listSuspended",
  "mediaUnavailable",
  "meetingFull",
  "nameInvalid",
  "noBooth",
  "noRequest",
  "notJoined",
  "notMember",
  "notPermitted",
  "notPlaying",
  "operatorOnly",
  "placeClosed",
  "pushesFull",
  "quotaReached",
  "relayCycle",
  "sdpInvalid",
  "sittingInCamera",
  "sittingNotOpen",
  "slowMode",
  "statementDelivered",
  "statementsFull",
  "textEmpty",
  "textTooLong",
  "tokenUnknown",
  "tooFast",
  "unknownCall",
  "unknownChannel",
  "unknownItem",
  "unknownMeeting",
  "unknownMessage",
  "unknownParticipant",
  "unknownPeer",
  "unknownPush",
  "unknownRecording",
  "unknownRequest",
  "unknownSeat",
  "unknownStatement",
  "unknownTerm",
  "unknownWebcast",
  "valueInvalid",
  "webcastOff",
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
  "withdrawn",
] as const;
export type EvictedCode = (typeof evictedCodeValues)[number];

export type ErrorCode = UserErrorCode | ProtocolErrorCode | EvictedCode;
