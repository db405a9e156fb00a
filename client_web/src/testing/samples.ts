/** What the server tells, for tests: whole, and with the fields a test names. */
import type {
  BoothView,
  Caption,
  ChannelView,
  ChatMessage,
  ChatSettings,
  DeskView,
  FloorEntry,
  FloorView,
  InterpretationView,
  Me,
  Person,
  RenditionView,
  SittingView,
  Snapshot,
  SpeakerFitness,
  StageView,
  StatementView,
  WebcastView,
} from "../protocol/messages";

export function person(id: string, fields: Partial<Person> = {}): Person {
  return {
    id,
    name: `Name of ${id}`,
    delegation: "SN",
    role: "delegate",
    language: "fr",
    connected: true,
    microphone: false,
    attending: "remote",
    cameraMuted: false,
    plate: plateOf(fields.delegation ?? "SN", fields.name ?? `Name of ${id}`),
    ...fields,
  };
}

function plateOf(delegation: string, name: string): string {
  const country = { SN: "SENEGAL", NO: "NORWAY" }[delegation] ?? delegation;
  return country ? `${country} – ${name}` : name;
}

export function sitting(fields: Partial<SittingView> = {}): SittingView {
  return { state: "open", public: true, number: 1, since: null, ...fields };
}

export function floorEntry(requestId: string, fields: Partial<FloorEntry> = {}): FloorEntry {
  return {
    requestId,
    person: `p-${requestId}`,
    kind: "statement",
    motion: null,
    state: "queued",
    rank: 1,
    item: null,
    list: "speakers",
    language: "fr",
    origin: "remote",
    attending: "remote",
    deferredFor: null,
    precedence: null,
    registeredBy: null,
    answerTo: null,
    merged: [],
    answered: false,
    callUntil: null,
    requestedAt: 0,
    speakingSince: null,
    limitS: 180,
    spokenS: 0,
    runningSince: null,
    heldUntil: null,
    ...fields,
  };
}

export function floorView(fields: Partial<FloorView> = {}): FloorView {
  return {
    agenda: [],
    item: null,
    lists: [
      { name: "speakers", state: "open", limit: null },
      { name: "replies", state: "open", limit: 5 },
      { name: "rightsOfReply", state: "open", limit: null },
    ],
    sitting: sitting(),
    rules: {
      mode: "request",
      speakersLimit: 1,
      timeLimitsS: { statement: 180 },
      timePolicy: "show",
      amberS: 30,
      graceS: 10,
      itemChange: "keep",
    },
    precedence: [],
    presiding: null,
    priority: null,
    screen: { sharer: null, asking: [] },
    lastSpeech: null,
    ...fields,
  };
}

export function stage(fields: Partial<StageView> = {}): StageView {
  return {
    title: { en: "Committee on Water", ar: "لجنة المياه" },
    agendaItem: { en: "Item 4: General debate" },
    speaker: null,
    speakingSince: null,
    floorLanguage: "fr",
    channels: [
      { language: "en", feed: "interpreted" },
      { language: "fr", feed: "direct" },
      { language: "ar", feed: "none" },
    ],
    slots: {},
    plates: {},
    listOpen: true,
    speech: null,
    interrupted: [],
    sitting: sitting(),
    attentionAt: null,
    slowDownUntil: null,
    slowDownCount: 0,
    unfit: [],
    webcast: "off",
    recorded: false,
    ...fields,
  };
}

const MODERATION = [
  ...["moderateChat", "exportChat", "answerUpgrade", "muteParticipant", "removeParticipant", "renameParticipant"],
  ...["moveParticipant", "readStatements", "stopScreen"],
];

const CONSOLE = [
  ...["callSpeaker", "grantFloor", "endSpeech", "removeRequest", "openList", "requestOnBehalf", "orderList"],
  ...["pauseSpeech", "clearFloor", "usePriority", "setFloorRules", "manageAgenda", "manageSitting", "allowScreen"],
  ...[
    "manageWebcast",
    "setFloorLanguage",
    "seeTotals",
    "seeQuality",
    "seeFitness",
    "privateChat",
    "chairInbox",
    "supportChat",
  ],
  ...MODERATION,
];

const WRITING = ["sendChat", "privateChat", "chairChat", "supportChat"];

const CAN: Readonly<Record<string, readonly string[]>> = {
  delegate: [
    ...["selectChannel", ...WRITING, "fileStatement"],
    ...["requestFloor", "useMicrophone", "publish", "requestScreen"],
  ],
  passive: ["selectChannel", "sendChat", "requestUpgrade"],
  chair: ["selectChannel", "sendChat", "useMicrophone", "speakAtWill", "publish", ...CONSOLE, "takeChair"],
  deputy: ["selectChannel", "sendChat", "requestFloor", "useMicrophone", "publish", "takeChair"],
  moderator: ["selectChannel", "sendChat", ...CONSOLE],
  technician: [
    ...["selectChannel", "sendChat", "seeQuality", ...MODERATION],
    ...["privateChat", "chairChat", "supportInbox", "setQuota", "fileStatement", "playRecording", "setFloorLanguage"],
    ...["manageWebcast", "manageInterpretation", "answerHelp", "seeFitness", "writeCaptions"],
  ],
  captioner: ["selectChannel", ...WRITING, "writeCaptions"],
  signer: ["selectChannel", ...WRITING, "publish", "sign"],
  interpreter: ["selectChannel", ...WRITING, "useDesk", "publish", "readStatements"],
  room: ["selectChannel", "useMicrophone", "speakAtWill", "publish"],
};

export function me(fields: Partial<Me> = {}): Me {
  const who = fields.person ?? person("me");
  return {
    person: who,
    channel: "en",
    second: null,
    can: CAN[who.role] ?? [],
    requestId: null,
    requests: [],
    place: null,
    attending: "remote",
    seat: null,
    presiding: who.role === "chair",
    mayOpenMicrophone: who.role === "chair" || who.role === "room",
    booth: who.role === "interpreter" ? "fr" : null,
    quality: null,
    upgrade: null,
    upgradePlace: null,
    upgradeUntil: null,
    fitness: null,
    signing: false,
    ...fields,
  };
}

export const openChat: ChatSettings = { mode: "open", slowS: 0 };

export function chatMessage(number: number, fields: Partial<ChatMessage> = {}): ChatMessage {
  return {
    messageId: `m${number}`,
    number,
    person: "no",
    name: "Ingrid Solheim",
    delegation: "NO",
    text: `text ${number}`,
    sentAt: 999_000 + number,
    hidden: false,
    hiddenBy: null,
    ...fields,
  };
}

export function statementFile(
  statementId: string,
  language: string,
  fields: Partial<StatementView> = {},
): StatementView {
  return {
    statementId,
    language,
    kind: "text",
    person: "sn",
    name: "Amara Diallo",
    delegation: "SN",
    plate: "SENEGAL – Amara Diallo",
    fileName: `statement-${language}.txt`,
    mediaType: "text/plain",
    size: 2048,
    sha256: `${statementId}${language}`,
    durationS: null,
    filedAt: 999_000,
    delivered: false,
    ...fields,
  };
}

export function snapshot(fields: Partial<Snapshot> = {}): Snapshot {
  return {
    type: "snapshot",
    meeting: "demo",
    now: 1_000_000,
    languages: ["ar", "zh", "en", "fr", "ru", "es"],
    stage: stage(),
    floor: floorView(),
    totals: [],
    list: [],
    people: {},
    me: me(),
    counts: { participants: 40, active: 20, connected: 38, participantsLimit: 3000, activeLimit: 450 },
    booths: [],
    numbers: { stage: 1, list: 1, roster: 1, eventChat: 1, me: 0 },
    subscriberAlive: false,
    publisherAlive: false,
    quality: [],
    iceServers: [],
    chat: openChat,
    chatLast: 0,
    threads: [],
    held: [],
    moderation: null,
    interpretation: null,
    fitness: [],
    glossary: [],
    webcast: null,
    ...fields,
  };
}

export function deskView(who: Person, fields: Partial<DeskView> = {}): DeskView {
  return {
    person: who,
    mode: "off",
    channel: "fr",
    armed: false,
    talking: false,
    incoming: { selected: "floor", heard: "floor", hops: 0, automatic: false, forced: false, lost: false },
    autoRelay: true,
    openedAt: null,
    onAirS: 0,
    recording: false,
    webcast: false,
    check: {},
    ...fields,
  };
}

export function channelView(language: string, fields: Partial<ChannelView> = {}): ChannelView {
  return { language, feed: "direct", hops: 0, booth: null, desks: [], patched: null, noneSince: null, ...fields };
}

export function interpretationView(fields: Partial<InterpretationView> = {}): InterpretationView {
  return {
    channels: ["ar", "zh", "en", "fr", "ru", "es"].map((language) => channelView(language)),
    rules: {
      ...{ within: "override", betweenA: "interlock", betweenB: "interlock" },
      ...{ autoRelay: true, policy: "floor", alarmAfterS: 5, turnS: 1800 },
    },
    pivot: null,
    soundCheck: false,
    ...fields,
  };
}

export function fitness(who: string, fields: Partial<SpeakerFitness> = {}): SpeakerFitness {
  return {
    person: who,
    ...{ step: "good", reasons: [], levelDb: -20, noiseDb: -60, bandHz: 16_000, clipped: 0, loss: 0, jitterMs: 5 },
    ...fields,
  };
}

export function caption(captionId: string, fields: Partial<Caption> = {}): Caption {
  return {
    captionId,
    language: "en",
    text: `line ${captionId}`,
    startedAt: 999_999,
    writtenAt: 1_000_000,
    final: true,
    ...fields,
  };
}

export function boothView(language: string, desks: readonly DeskView[], fields: Partial<BoothView> = {}): BoothView {
  return {
    language,
    seats: 3,
    outgoing: [],
    desks,
    handover: null,
    engagedBy: null,
    unfitSince: null,
    dropped: null,
    calls: [],
    turns: [],
    written: null,
    ...fields,
  };
}

export function rendition(channel: string, fields: Partial<RenditionView> = {}): RenditionView {
  const meter = { lufs: -23.2, momentaryLufs: -21.4, truePeakDbtp: -6.1, silentS: 0 };
  return { channel, name: channel === "floor" ? "Floor" : channel, recorded: true, withheld: [], meter, ...fields };
}

export function webcastView(fields: Partial<WebcastView> = {}): WebcastView {
  return {
    ...{ allowed: true, connected: true, webcastId: "5f2b", mode: "onAir", showing: "onAir", layout: "auto" },
    ...{ delayS: 0, recorded: true, startedAt: 999_000, since: 999_940 },
    renditions: ["floor", "ar", "zh", "en", "fr", "ru", "es"].map((channel) => rendition(channel)),
    ...{ viewers: 1234, lagMs: 640, frames: 25_000, droppedFrames: 3, pictures: ["speaker", "room"], disk: "ok" },
    ...{ storage: "off", storageBehind: 0, storageReason: null, indexDamaged: false },
    pushes: [],
    ...fields,
  };
}
