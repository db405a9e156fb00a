/** The phone page of a seat, put together. */
import { render } from "preact";
import { Catalog } from "./i18n/catalog";
import { SeatService, type SeatView } from "./protocol/seat";
import { RequestError } from "./protocol/session";
import { matchLanguage, type UiLanguage } from "./state/preferences";
import "./styles/tokens.css";
import "./styles/base.css";
import "./styles/kit.css";
import "./styles/seat.css";
import { TextProvider } from "./ui/text";
import { SeatPage } from "./ui/views/SeatPage";

const AGAIN_MS = 3_000;

const texts = import.meta.glob<string>("./i18n/locales/*.ftl", { query: "?raw", import: "default" });
const catalog = new Catalog((language: UiLanguage) => {
  const load = texts[`./i18n/locales/${language}.ftl`];
  return load ? load() : Promise.reject(new Error(`no text for ${language}`));
});
const [, , meeting = "", code = ""] = location.pathname.split("/").map(decodeURIComponent);
const service = new SeatService((input, init) => fetch(input, init), meeting, code);
const clock = () => performance.now() / 1000;

let seat: SeatView | null = null;
let offset = 0;
let fault: string | null = null;
let lost = false;

function draw(): void {
  const root = document.getElementById("app");
  if (!root) return;
  const page = (
    <SeatPage
      {...{ seat, fault, lost }}
      now={() => clock() + offset}
      press={(kind) => act(service.press(kind, `${Date.now()}-${Math.random()}`))}
      release={() => act(service.release())}
      answer={() => act(service.answer())}
    />
  );
  render(<TextProvider value={catalog}>{page}</TextProvider>, root);
}

function act(request: Promise<void>): void {
  request.then(
    () => {
      fault = null;
      draw();
    },
    (error: unknown) => {
      fault = error instanceof RequestError ? error.code : "unknown";
      draw();
    },
  );
}

async function follow(): Promise<void> {
  await service.open();
  for (let since = -1; ; since = seat?.version ?? -1) {
    seat = await service.next(since);
    offset = seat.now - clock();
    lost = false;
    draw();
  }
}

const FINAL = ["codeUnknown", "unknownMeeting"];

async function keepFollowing(): Promise<void> {
  for (;;) {
    const error = await follow().catch((reason: unknown) => reason);
    const refusal = error instanceof RequestError ? error.code : "offline";
    lost = !FINAL.includes(refusal);
    if (!lost) {
      fault = refusal;
      seat = null;
    }
    draw();
    if (!lost) return;
    await new Promise((resolve) => setTimeout(resolve, AGAIN_MS));
  }
}

async function start(): Promise<void> {
  await catalog.use(matchLanguage(navigator.languages ?? [navigator.language]) ?? "en");
  document.documentElement.lang = catalog.language.value;
  document.documentElement.dir = catalog.direction.value;
  draw();
  await keepFollowing();
}

void start();
