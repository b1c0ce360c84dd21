import type { JSX } from "preact";

/// One stroke drawing per name, 24 box, round ends, the colour of the text around it. An icon never stands for a state
/// without its word, so it is hidden from screen readers.
const paths = {
  eye: "M3 12c2.6-4 5.6-6 9-6s6.4 2 9 6c-2.6 4-5.6 6-9 6s-6.4-2-9-6zM12 9.5a2.5 2.5 0 1 0 0 5 2.5 2.5 0 0 0 0-5z",
  list: "M8 6h12M8 12h12M8 18h12M4 6h.01M4 12h.01M4 18h.01",
  search: "M11 4a7 7 0 1 0 0 14 7 7 0 0 0 0-14zM16.2 16.2 20 20",
  chevronDown: "M6 9l6 6 6-6",
  chevronRight: "M9 6l6 6-6 6",
  chevronLeft: "M15 6l-6 6 6 6",
  arrowUp: "M7 14l5-5 5 5",
  arrowDown: "M7 10l5 5 5-5",
  check: "M5 12.5l4.5 4.5L19 7.5",
  cross: "M6 6l12 12M18 6L6 18",
  warning: "M12 4L2.8 19.5h18.4L12 4zM12 10v4.5M12 17v.01",
  flag: "M6 21V4h11l-2.5 4L17 12H6",
  camera: "M4 8h3.5L9 5.5h6L16.5 8H20a1 1 0 0 1 1 1v9a1 1 0 0 1-1 1H4a1 1 0 0 1-1-1V9a1 1 0 0 1 1-1zM12 10a3.5 3.5 0 1 0 0 7 3.5 3.5 0 0 0 0-7z",
  people: "M9 5a3.3 3.3 0 1 0 0 6.6A3.3 3.3 0 0 0 9 5zM2.5 19.5c.5-3.5 3-5.3 6.5-5.3s6 1.8 6.5 5.3M15.5 5.3a3.3 3.3 0 0 1 0 6M18 14.8c2 .7 3.2 2.3 3.5 4.7",
  clock: "M12 3.5a8.5 8.5 0 1 0 0 17 8.5 8.5 0 0 0 0-17zM12 7.5V12l3 2",
  pin: "M12 21c4.5-4.8 6.8-8.4 6.8-11.2A6.8 6.8 0 0 0 5.2 9.8C5.2 12.6 7.5 16.2 12 21zM12 7.5a2.5 2.5 0 1 0 0 5 2.5 2.5 0 0 0 0-5z",
  shield: "M12 3l7.5 2.8v5.7c0 4.5-2.8 7.8-7.5 9.5-4.7-1.7-7.5-5-7.5-9.5V5.8L12 3zM8.5 12l2.5 2.5 4.5-5",
  chat: "M4 5h16v11H10l-4.5 3.5V16H4V5z",
  split: "M6 4v4c0 3 6 4 6 8v4M18 4v4c0 3-6 4-6 8",
  sun: "M12 8a4 4 0 1 0 0 8 4 4 0 0 0 0-8zM12 2.5V5M12 19v2.5M2.5 12H5M19 12h2.5M5.3 5.3l1.8 1.8M16.9 16.9l1.8 1.8M18.7 5.3l-1.8 1.8M7.1 16.9l-1.8 1.8",
  moon: "M19.5 14.5A8 8 0 0 1 9.5 4.5a8 8 0 1 0 10 10z",
  out: "M14 4h5v16h-5M4 12h11M11 8l4 4-4 4",
  inbox: "M4 13l2.5-8h11L20 13v6H4v-6zM4 13h5c0 2 1 3 3 3s3-1 3-3h5",
  plus: "M12 5v14M5 12h14",
  minus: "M5 12h14",
  image: "M4 5h16v14H4V5zM4 16l5-5 4 4 2.5-2.5L20 17M15 8.5h.01",
  file: "M6 3h8l4 4v14H6V3zM14 3v4h4M9 12h6M9 16h6",
  history: "M4 5v4h4M4.5 9a8 8 0 1 1-.4 4.5M12 8v4.5l3 1.8",
  pen: "M4 20l1-4.5L16 4.5l3.5 3.5L8.5 19 4 20z",
  hourglass: "M7 3.5h10M7 20.5h10M8 3.5c0 4.5 4 5 4 8.5s-4 4-4 8.5M16 3.5c0 4.5-4 5-4 8.5s4 4 4 8.5",
} as const;

export type IconName = keyof typeof paths;

export function Icon({ name, size = 20 }: { name: IconName; size?: 16 | 20 | 24 }): JSX.Element {
  return (
    <svg class="icon" width={size} height={size} viewBox="0 0 24 24" aria-hidden="true" focusable="false">
      <path d={paths[name]} fill={name === "flag" ? "currentColor" : "none"} stroke="currentColor"
            stroke-width={1.75 * 24 / size} stroke-linecap="round" stroke-linejoin="round" />
    </svg>
  );
}
