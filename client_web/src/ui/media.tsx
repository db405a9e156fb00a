/** What the views need of the persistent media elements: a place to hang a picture, and leave to play. */
import type { ReadonlySignal } from "@preact/signals-core";
import { createContext } from "preact";
import { useContext, useEffect, useRef } from "preact/hooks";
import type { Slot } from "../media/ports";

export interface Screen {
  readonly silenced: ReadonlySignal<boolean>;
  video(slot: Slot): HTMLElement;
  play(): void;
}

const ScreenContext = createContext<Screen | null>(null);

export const ScreenProvider = ScreenContext.Provider;

export function useScreen(): Screen {
  const screen = useContext(ScreenContext);
  if (!screen) throw new Error("no media elements around this view");
  return screen;
}

/** Borrows the persistent video element of a slot. */
export function SlotPicture({ slot, label }: { slot: Slot; label: string }) {
  const screen = useScreen();
  const host = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const video = screen.video(slot);
    host.current?.append(video);
    screen.play();
    return () => video.remove();
  }, [screen, slot]);
  useEffect(() => screen.video(slot).setAttribute("aria-label", label), [screen, slot, label]);
  return <div class="picture" ref={host} />;
}

/** One's own camera, mirrored as in a mirror. */
export function SelfView({ track, label }: { track: MediaStreamTrack; label: string }) {
  const video = useRef<HTMLVideoElement>(null);
  useEffect(() => {
    if (video.current) video.current.srcObject = new MediaStream([track]);
  }, [track]);
  return <video class="self-view" ref={video} muted autoplay playsInline aria-label={label} data-testid="self-view" />;
}
