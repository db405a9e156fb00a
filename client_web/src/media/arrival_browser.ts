/** The guided check's parts, made of a real browser. */
import { ConnectionTests } from "../protocol/arrival";
import type { ArrivalEngine, BrowserFacts, Recording, Side } from "./arrival";
import { BrowserNetworkTest, type Noise } from "./arrival_network";
import { lookAt } from "./arrival_picture";
import { CHIRP_S, chirp, echoIn, soundOf } from "./arrival_sound";
import { BrowserDevices, DeviceError } from "./devices";
import { browserMeters } from "./levels";
import { browserTimers } from "./ports";

const START_MS = 2000;
const TONE_S = 1.2;
const TONE_HZ = 440;
const TONE_GAIN = 0.25;
const ECHO_RECORD_MS = 2200;
const NOISE_WIDTH = 1280;
const NOISE_HEIGHT = 720;
const NOISE_TILES = 4;
const NOISE_FPS = 20;

/** Major versions below which something a meeting needs is missing or broken. */
const OLDEST: Readonly<Record<BrowserFacts["kind"], number>> = {
  chrome: 120,
  edge: 120,
  firefox: 125,
  safari: 17,
  other: 0,
};
const NAMES: readonly (readonly [BrowserFacts["kind"], string, RegExp])[] = [
  ["edge", "Edge", /Edg\/(\d+)/],
  ["firefox", "Firefox", /Firefox\/(\d+)/],
  ["chrome", "Chrome", /Chrom(?:e|ium)\/(\d+)/],
  ["safari", "Safari", /Version\/(\d+)[\d.]* (?:Mobile\/\S+ )?Safari/],
];

export function browserOf(agent: string, secure: boolean, webrtc: boolean): BrowserFacts {
  for (const [kind, name, pattern] of NAMES) {
    const version = pattern.exec(agent)?.[1];
    if (version !== undefined) {
      return { name: `${name} ${version}`, kind, old: Number(version) < OLDEST[kind] || !webrtc, secure, webrtc };
    }
  }
  return { name: "", kind: "other", old: !webrtc, secure, webrtc };
}

type Routed = AudioContext & { setSinkId?: (id: string) => Promise<void> };

/** Rejects where there is nothing to sound by: browsers then let a context wait for ever. */
async function sounding(loudspeaker: string): Promise<AudioContext> {
  const context: Routed = new AudioContext();
  if (loudspeaker) await context.setSinkId?.(loudspeaker).catch(() => {});
  const late = new Promise<boolean>((resolve) => setTimeout(resolve, START_MS, false));
  if (await Promise.race([context.resume().then(() => true), late])) return context;
  void context.close();
  throw new DeviceError("deviceMissing");
}

async function play(context: AudioContext, node: AudioScheduledSourceNode, seconds: number): Promise<void> {
  node.start();
  node.stop(context.currentTime + seconds);
  await new Promise((resolve) => {
    node.onended = resolve;
  });
}

async function tone(side: Side, loudspeaker: string): Promise<void> {
  const context = await sounding(loudspeaker);
  try {
    const pan = side === "left" ? -1 : side === "right" ? 1 : 0;
    const panner = new StereoPannerNode(context, { pan });
    const gain = new GainNode(context, { gain: 0 });
    const now = context.currentTime;
    gain.gain.linearRampToValueAtTime(TONE_GAIN, now + 0.05);
    gain.gain.setValueAtTime(TONE_GAIN, now + TONE_S - 0.1);
    gain.gain.linearRampToValueAtTime(0, now + TONE_S);
    const oscillator = new OscillatorNode(context, { frequency: TONE_HZ });
    oscillator.connect(gain).connect(panner).connect(context.destination);
    await play(context, oscillator, TONE_S);
  } finally {
    await context.close();
  }
}

async function playChirp(loudspeaker: string): Promise<void> {
  const context = await sounding(loudspeaker);
  try {
    const buffer = context.createBuffer(1, Math.round(CHIRP_S * context.sampleRate), context.sampleRate);
    buffer.copyToChannel(chirp(context.sampleRate), 0);
    const source = new AudioBufferSourceNode(context, { buffer });
    source.connect(new GainNode(context, { gain: 0.5 })).connect(context.destination);
    await play(context, source, CHIRP_S);
  } finally {
    await context.close();
  }
}

/** By the browser's own recorder: no thread of ours, the samples are had by decoding. */
async function record(track: MediaStreamTrack, ms: number): Promise<Recording> {
  const recorder = new MediaRecorder(new MediaStream([track]));
  const parts: Blob[] = [];
  recorder.ondataavailable = ({ data }) => void parts.push(data);
  const ended = new Promise((resolve) => {
    recorder.onstop = resolve;
  });
  recorder.start();
  await new Promise((resolve) => setTimeout(resolve, ms));
  recorder.stop();
  await ended;
  const blob = new Blob(parts, { type: recorder.mimeType });
  const context = new AudioContext();
  try {
    const decoded = await context.decodeAudioData(await blob.arrayBuffer());
    return { samples: decoded.getChannelData(0), rate: decoded.sampleRate, play: (to) => playBuffer(decoded, to) };
  } finally {
    await context.close();
  }
}

async function playBuffer(buffer: AudioBuffer, loudspeaker: string): Promise<void> {
  const context = await sounding(loudspeaker);
  try {
    const source = new AudioBufferSourceNode(context, { buffer });
    source.connect(context.destination);
    await play(context, source, buffer.duration);
  } finally {
    await context.close();
  }
}

/** With the browser's echo cancellation off: what is asked is whether microphone and loudspeaker are apart. */
async function echo(microphone: string | null, loudspeaker: string): Promise<number | null> {
  const track = await new BrowserDevices().microphone("clean", microphone);
  try {
    const recording = record(track, ECHO_RECORD_MS);
    await new Promise((resolve) => setTimeout(resolve, 300));
    await playChirp(loudspeaker);
    const { samples, rate } = await recording;
    return echoIn(samples, rate);
  } finally {
    track.stop();
  }
}

/** Tiles of noise, drawn at another place each time: full of detail, and cheap. */
function makeNoise(): Noise {
  const canvas = document.createElement("canvas");
  canvas.width = NOISE_WIDTH;
  canvas.height = NOISE_HEIGHT;
  const context = canvas.getContext("2d");
  const tiles = Array.from({ length: NOISE_TILES }, () => {
    const tile = document.createElement("canvas");
    tile.width = NOISE_WIDTH;
    tile.height = NOISE_HEIGHT;
    const own = tile.getContext("2d");
    const image = own?.createImageData(NOISE_WIDTH, NOISE_HEIGHT);
    if (own && image) {
      for (let n = 0; n < image.data.length; n++) image.data[n] = n % 4 === 3 ? 255 : Math.random() * 256;
      own.putImageData(image, 0, 0);
    }
    return tile;
  });
  let frame = 0;
  const draw = () => {
    const tile = tiles[frame++ % tiles.length];
    if (tile) context?.drawImage(tile, -((frame * 7) % 64), -((frame * 5) % 64), NOISE_WIDTH + 64, NOISE_HEIGHT + 64);
  };
  draw();
  const timer = setInterval(draw, 1000 / NOISE_FPS);
  const track = canvas.captureStream(NOISE_FPS).getVideoTracks()[0] as MediaStreamTrack;
  return {
    track,
    stop() {
      clearInterval(timer);
      track.stop();
    },
  };
}

export function browserArrival(): ArrivalEngine {
  const tests = new ConnectionTests((input, init) => fetch(input, init));
  return {
    devices: new BrowserDevices(),
    makeMeter: browserMeters(),
    network: new BrowserNetworkTest({ tests, timers: browserTimers, now: () => performance.now(), makeNoise }),
    browser: () => browserOf(navigator.userAgent, isSecureContext, "RTCPeerConnection" in globalThis),
    tone,
    record,
    echo,
    look: lookAt,
    sound: ({ samples, rate }) => soundOf(samples, rate),
    copy: (text) => navigator.clipboard.writeText(text),
    print: () => window.print(),
  };
}
