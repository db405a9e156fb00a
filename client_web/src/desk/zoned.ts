/** Unix seconds as people write them: local date and time of a zone, `YYYY-MM-DDTHH:MM`. */

const formats = new Map<string, Intl.DateTimeFormat>();

/** :throws RangeError: no such zone. */
function formatOf(zone: string): Intl.DateTimeFormat {
  let format = formats.get(zone);
  if (!format) {
    format = new Intl.DateTimeFormat("en-GB-u-ca-gregory-nu-latn", {
      ...{ timeZone: zone, hourCycle: "h23", era: "short" },
      ...{ year: "numeric", month: "2-digit", day: "2-digit", hour: "2-digit", minute: "2-digit" },
    });
    formats.set(zone, format);
  }
  return format;
}

export function isZone(zone: string): boolean {
  try {
    formatOf(zone);
    return zone !== "";
  } catch {
    return false;
  }
}

export function localOf(at: number, zone: string): string {
  const parts = Object.fromEntries(
    formatOf(zone)
      .formatToParts(at * 1000)
      .map(({ type, value }) => [type, value]),
  );
  return `${(parts.year ?? "").padStart(4, "0")}-${parts.month}-${parts.day}T${parts.hour}:${parts.minute}`;
}

/** Null: no date and time.  Of an hour that comes twice the first; of one that is left out, as if the clock had not moved. */
export function secondsOf(local: string, zone: string): number | null {
  const written = /^(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d)/.exec(local);
  if (!written || !isZone(zone)) return null;
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0] = written.slice(1).map(Number);
  const asUtc = Date.UTC(year, month - 1, day, hour, minute) / 1000;
  if (new Date(asUtc * 1000).toISOString().slice(0, 16) !== local.slice(0, 16)) return null;
  const candidates = [-86_400, 86_400].map((away) => asUtc - offsetAt(asUtc + away, zone));
  const right = candidates.filter((at) => localOf(at, zone) === local.slice(0, 16));
  return right.length > 0 ? Math.min(...right) : (candidates[0] ?? null);
}

/** Seconds the zone is ahead of UTC. */
function offsetAt(at: number, zone: string): number {
  const minutes = Math.floor(at / 60) * 60;
  return Date.parse(`${localOf(minutes, zone)}:00Z`) / 1000 - minutes;
}

/** The reader's. */
export const ownZone = (): string => Intl.DateTimeFormat().resolvedOptions().timeZone || "UTC";
