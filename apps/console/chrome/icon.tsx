// The console's own icons: one table of strokes on a 24 grid.

const STROKES: Record<string, string> = {
  mail: 'M3 6h18v12H3zM3 7l9 6 9-6',
  chat: 'M4 5h16v11H10l-5 4v-4H4z',
  send: 'M21 3L3 10.500l7 3 3 7zM10 13.500L21 3',
  phone: 'M5 3h4l2 5-2.500 1.500a11 11 0 0 0 6 6L16 13l5 2v4a2 2 0 0 1-2 2A16 16 0 0 1 3 5a2 2 0 0 1 2-2z',
  person: 'M12 12a4 4 0 1 0 0-8 4 4 0 0 0 0 8zM4 21a8 8 0 0 1 16 0',
  form: 'M6 3h9l4 4v14H6zM9 9h5M9 13h7M9 17h7',
  bubble: 'M4 12a8 8 0 1 1 3.500 6.600L4 20zM8 12h.01M12 12h.01M16 12h.01',
  inbox: 'M3 13l3-8h12l3 8v6H3zM3 13h5l2 3h4l2-3h5',
  board: 'M4 20V10M10 20V4M16 20v-7M22 20H2',
  desk: 'M3 10h18M5 10v10M19 10v10M9 6a3 3 0 1 1 6 0v4H9z',
  gear: 'M12 15a3 3 0 1 0 0-6 3 3 0 0 0 0 6zM19 12l2-1-1-3-2.200.300-1.500-1.500L16.500 4 13.500 3 12 5l-1.500-2-3 1 .300 2.800L6.300 8.300 4 8l-1 3 2 1-2 1 1 3 2.300-.300 1.500 1.500L7.500 20l3 1 1.500-2 1.500 2 3-1-.200-2.800 1.500-1.500L20 16l1-3z',
  search: 'M11 18a7 7 0 1 0 0-14 7 7 0 0 0 0 14zM20 20l-4-4',
  lock: 'M6 11h12v9H6zM8.500 11V8a3.500 3.500 0 0 1 7 0v3',
  reply: 'M10 8L4 13l6 5M4 13h9a7 7 0 0 1 7 7',
  clock: 'M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18zM12 7v5l3 2',
  arrow: 'M4 12h15M13 6l6 6-6 6',
  back: 'M20 12H5M11 6l-6 6 6 6',
  check: 'M5 12.500l4.500 4.500L19 7',
  dots: 'M5 12h.01M12 12h.01M19 12h.01',
  clip: 'M20 11l-8.500 8.500a5 5 0 0 1-7-7L13 4a3.500 3.500 0 0 1 5 5l-8.500 8.500a1.700 1.700 0 0 1-2.500-2.500L15 7',
  bolt: 'M13 3L5 14h6l-1 7 8-11h-6z',
  plus: 'M12 5v14M5 12h14',
  close: 'M6 6l12 12M18 6L6 18',
  down: 'M6 9l6 6 6-6',
  file: 'M6 3h8l5 5v13H6zM14 3v5h5',
  alert: 'M12 4L2.500 20h19zM12 10v4M12 17h.01',
  bell: 'M6 17V11a6 6 0 0 1 12 0v6l2 2H4zM10 21h4',
  mute: 'M6 17V11a6 6 0 0 1 9-5M18 12v5l2 2H4M3 3l18 18',
  people: 'M9 11a3.500 3.500 0 1 0 0-7 3.500 3.500 0 0 0 0 7zM2 20a7 7 0 0 1 14 0M16 4.500a3.500 3.500 0 0 1 0 6M18 14a7 7 0 0 1 4 6',
  flag: 'M6 21V4h12l-3 4 3 4H6',
  eye: 'M2 12s4-7 10-7 10 7 10 7-4 7-10 7-10-7-10-7zM12 15a3 3 0 1 0 0-6 3 3 0 0 0 0 6z',
  pen: 'M4 20l1-5L16 4l4 4L9 19z',
  panel: 'M3 5h18v14H3zM15 5v14',
  print: 'M7 9V4h10v5M7 17H4v-8h16v8h-3M7 14h10v6H7z',
  pause: 'M8 5v14M16 5v14',
  play: 'M7 4l13 8-13 8z',
  link: 'M10 14a4 4 0 0 0 6 0l3-3a4 4 0 0 0-6-6l-1 1M14 10a4 4 0 0 0-6 0l-3 3a4 4 0 0 0 6 6l1-1',
  topic: 'M3 12l9-9h8v8l-9 9zM16 8h.01',
};

export type IconName = string;

/** Decorative unless `label` is given. An unknown name is drawn as a form. */
export function Icon({ name, size = 18, label }: { name: IconName; size?: number; label?: string }) {
  return (
    // biome-ignore lint/a11y/noSvgWithoutTitle: an icon without a label stands beside its words and is hidden
    <svg
      className="icon"
      width={size}
      height={size}
      viewBox="0 0 24 24"
      fill="none"
      stroke="currentColor"
      strokeWidth="2"
      strokeLinecap="round"
      strokeLinejoin="round"
      {...(label ? { role: 'img', 'aria-label': label } : { 'aria-hidden': true })}
    >
      {label ? <title>{label}</title> : null}
      <path d={STROKES[name] ?? STROKES.form} />
    </svg>
  );
}
