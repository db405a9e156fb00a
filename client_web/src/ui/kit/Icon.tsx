/** Line icons on a 24-unit grid; decoration only, the words are on the control. */
const PATHS = {
  microphone: "M12 3a3 3 0 0 0-3 3v5a3 3 0 0 0 6 0V6a3 3 0 0 0-3-3zM5.5 11a6.5 6.5 0 0 0 13 0M12 17.5V21M8.5 21h7",
  microphoneOff:
    "M15 8V6a3 3 0 0 0-5.7-1.3M9 9v2a3 3 0 0 0 4.6 2.5M5.5 11a6.5 6.5 0 0 0 10.3 5.3M18.5 11a6.4 6.4 0 0 1-.6 2.7M12 17.5V21M8.5 21h7M4 3l16 17",
  camera:
    "M4 7h10a1.5 1.5 0 0 1 1.5 1.5v7A1.5 1.5 0 0 1 14 17H4a1.5 1.5 0 0 1-1.5-1.5v-7A1.5 1.5 0 0 1 4 7zM15.5 11l6-3.2v8.4l-6-3.2",
  cameraOff:
    "M9 7h5a1.5 1.5 0 0 1 1.5 1.5v4M15.3 16.3A1.5 1.5 0 0 1 14 17H4a1.5 1.5 0 0 1-1.5-1.5v-7A1.5 1.5 0 0 1 4 7h.5M17.5 10l4-2.2v8.4l-3-1.6M3 3l17 18",
  request:
    "M12 20v-9M7.5 14V6.5a1.5 1.5 0 0 1 3 0V11M10.5 10V4.5a1.5 1.5 0 0 1 3 0V11M13.5 10.5v-5a1.5 1.5 0 0 1 3 0V13M16.5 9.5a1.5 1.5 0 0 1 3 0V14a7 7 0 0 1-12.6 4.2L4.3 14.6a1.6 1.6 0 0 1 2.4-2.1L7.5 13.4",
  speakers: "M4 6h10M4 12h10M4 18h7M18 9v9M18 9l-2 2M18 9l2 2",
  chat: "M4.5 5h15A1.5 1.5 0 0 1 21 6.5v9a1.5 1.5 0 0 1-1.5 1.5H11l-4.5 3.5V17h-2A1.5 1.5 0 0 1 3 15.500v-9A1.500 1.500 0 0 1 4.500 5z",
  people:
    "M9 11a3.500 3.500 0 1 0 0-7 3.500 3.500 0 0 0 0 7zM2.500 20a6.500 6.500 0 0 1 13 0M16 4.300a3.500 3.500 0 0 1 0 6.400M18.500 14.200A6.500 6.500 0 0 1 21.500 20",
  settings:
    "M4 7h9M17 7h3M4 17h3M11 17h9M15 9.500a2.500 2.500 0 1 0 0-5 2.500 2.500 0 0 0 0 5zM9 19.500a2.500 2.500 0 1 0 0-5 2.500 2.500 0 0 0 0 5z",
  leave: "M14 4H6a1.500 1.500 0 0 0-1.500 1.500v13A1.500 1.500 0 0 0 6 20h8M10 12h11M17.500 8.500L21 12l-3.500 3.500",
  sound: "M4 9.500v5h3.500L12 18.500v-13L7.500 9.500zM15.500 9a4.200 4.200 0 0 1 0 6M18 6.500a7.800 7.800 0 0 1 0 11",
  headphones:
    "M4 15v-2a8 8 0 0 1 16 0v2M4 15.500A1.500 1.500 0 0 1 5.500 14H7v6H5.500A1.500 1.500 0 0 1 4 18.500zM20 15.500a1.500 1.500 0 0 0-1.500-1.500H17v6h1.500a1.500 1.500 0 0 0 1.500-1.500z",
  hall: "M3 20h18M5 20v-8M19 20v-8M3.500 12h17L12 5zM9.500 20v-5M14.500 20v-5",
  warning: "M12 4l9 16H3zM12 10v4.500M12 17.500v.2",
  screen: "M4 5h16v11H4zM9 20h6M12 16v4M12 13V8M9.500 10.500L12 8l2.500 2.500",
  close: "M6 6l12 12M18 6L6 18",
  send: "M4 12l16-7.500L15 20l-3.500-6.500zM11.500 13.500L20 4.500",
  signalGood: "M5 19v-4M12 19v-9M19 19V5",
  signalFair: "M5 19v-4M12 19v-9M19 19v.2",
  signalPoor: "M5 19v-4M12 19v.2M19 19v.2",
  signalLost: "M4 4l16 16M5 19v-4M12 19v-3M19 13V5",
  drag: "M9 5.5v.1M9 12v.1M9 18.5v.1M15 5.5v.1M15 12v.1M15 18.5v.1",
  up: "M12 19V5M6 11l6-6 6 6",
  down: "M12 5v14M6 13l6 6 6-6",
  more: "M5 12v.1M12 12v.1M19 12v.1",
  plus: "M12 5v14M5 12h14",
  edit: "M4 20h4L19 9l-4-4L4 16zM13 7l4 4",
  check: "M5 12.5l4.500 4.500L19 7.500",
  undo: "M9 14L4 9l5-5M4 9h10a6 6 0 0 1 0 12h-3",
  pause: "M9 5v14M15 5v14",
  resume: "M7 4.5l12 7.500-12 7.500z",
  back: "M20 12H4M10 6l-6 6 6 6",
  eye: "M2.500 12S6 5.500 12 5.500 21.500 12 21.500 12 18 18.500 12 18.500 2.500 12 2.500 12zM12 14.500a2.500 2.500 0 1 0 0-5 2.500 2.500 0 0 0 0 5z",
  eyeOff:
    "M9.500 5.900A9 9 0 0 1 12 5.500c6 0 9.500 6.500 9.500 6.500a17 17 0 0 1-3 3.700M6 7.500A16 16 0 0 0 2.500 12S6 18.500 12 18.500a9 9 0 0 0 4-1M4 3l16 18",
  file: "M6 3h8l4 4v14H6zM14 3v4h4M9 12h6M9 16h6",
  captions: "M4 5h16v14H4zM10 10.500a2.200 2.200 0 1 0 0 3M17 10.500a2.200 2.200 0 1 0 0 3",
  chair: "M14 4l6 6M16.500 6.500l-7 7M11.500 4l8 8M8 12l-5 5 2.500 2.500 5-5M12.500 20H21",
  expand: "M4 9V4h5M20 9V4h-5M4 15v5h5M20 15v5h-5",
} as const;

export type IconName = keyof typeof PATHS;

export function Icon({ name, flip = false }: { name: IconName; flip?: boolean }) {
  return (
    <svg class={flip ? "icon icon-directional" : "icon"} viewBox="0 0 24 24" aria-hidden="true" focusable="false">
      <path d={PATHS[name]} />
    </svg>
  );
}

/** The product's mark: rows of a hemicycle. */
export function Mark() {
  return (
    <svg class="mark" viewBox="0 0 32 32" aria-hidden="true" focusable="false">
      <path d="M3 25a13 13 0 0 1 26 0M8 25a8 8 0 0 1 16 0" />
      <circle cx="16" cy="24" r="2.600" />
    </svg>
  );
}
