// The panel's own icons: 24-grid, 2 px stroke, drawn by the text's colour.

const PATHS = {
  close: 'M6 6l12 12M18 6L6 18',
  attach: 'M12 5v14M5 12h14',
  send: 'M4 12l16-8-6 16-3-6z',
  file: 'M14 3H6v18h12V7zM14 3v4h4',
  wait: 'M12 7v5l3 2M21 12a9 9 0 1 1-18 0 9 9 0 0 1 18 0z',
  stored: 'M5 13l4 4L19 7',
  seen: 'M2 13l4 4L16 7M11 16l1 1L22 7',
  failed: 'M12 8v5M12 16.5v.5M21 12a9 9 0 1 1-18 0 9 9 0 0 1 18 0z',
} as const;

export function Icon({ name }: { name: keyof typeof PATHS }) {
  return (
    <svg viewBox="0 0 24 24" aria-hidden="true">
      <path d={PATHS[name]} />
    </svg>
  );
}
