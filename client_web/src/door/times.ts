/** Dates and hours in the reader's words, in a time zone. */

type Kind = "day" | "weekday" | "time" | "both";

const SHAPES: Readonly<Record<Kind, Intl.DateTimeFormatOptions>> = {
  day: { day: "numeric", month: "long", year: "numeric" },
  weekday: { weekday: "long", day: "numeric", month: "long", year: "numeric" },
  time: { hour: "numeric", minute: "2-digit" },
  both: { weekday: "short", day: "numeric", month: "short", hour: "numeric", minute: "2-digit" },
};

/** `zone` undefined: the reader's own. */
export function range(kind: Kind, from: number, to: number, language: string, zone?: string): string {
  const options = { ...SHAPES[kind], ...(zone ? { timeZone: zone } : {}) };
  return new Intl.DateTimeFormat(language, options).formatRange(from * 1000, to * 1000);
}

export function moment(kind: Kind, at: number, language: string, zone?: string): string {
  const options = { ...SHAPES[kind], ...(zone ? { timeZone: zone } : {}) };
  return new Intl.DateTimeFormat(language, options).format(at * 1000);
}

/** Whether clocks there show then what the reader's show. */
export function sameClock(at: number, zone: string): boolean {
  const shown = (timeZone?: string) =>
    new Intl.DateTimeFormat("en-GB", {
      dateStyle: "short",
      timeStyle: "short",
      ...(timeZone ? { timeZone } : {}),
    }).format(at * 1000);
  return shown() === shown(zone);
}

/** `Europe/Zurich` -> its name in the reader's words ("Central European Summer Time"). */
export function zoneName(at: number, language: string, zone?: string): string {
  const options = { timeZoneName: "long" as const, ...(zone ? { timeZone: zone } : {}) };
  const parts = new Intl.DateTimeFormat(language, options).formatToParts(at * 1000);
  return parts.find(({ type }) => type === "timeZoneName")?.value ?? zone ?? "";
}

/** Midnight of a day in a zone tells days apart: `2026-11-22`. */
export function dayKey(at: number, zone: string): string {
  return new Intl.DateTimeFormat("en-CA", { timeZone: zone, dateStyle: "short" }).format(at * 1000);
}

/** `m:ss` of whole seconds that are left. */
export function countdown(seconds: number): string {
  const whole = Math.max(0, Math.floor(seconds));
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, "0")}`;
}
