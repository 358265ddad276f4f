// While a file is dragged over the page, the conversation shows to whom it would go.
import { useEffect, useRef, useState } from 'react';
import { useLatest } from '../live/hooks.js';

const hasFiles = (event: DragEvent): boolean => event.dataTransfer?.types.includes('Files') ?? false;

export function DropZone({ words, drop }: { words: string; drop: (files: File[]) => void }) {
  const [shown, setShown] = useState(false);
  const depth = useRef(0);
  const latest = useLatest(drop);
  useEffect(() => {
    const enter = (event: DragEvent): void => {
      if (!hasFiles(event)) return;
      depth.current += 1;
      setShown(true);
    };
    const leave = (event: DragEvent): void => {
      if (hasFiles(event) && --depth.current <= 0) setShown(false);
    };
    const over = (event: DragEvent): void => void (hasFiles(event) && event.preventDefault());
    const end = (event: DragEvent): void => {
      if (!hasFiles(event)) return;
      event.preventDefault();
      depth.current = 0;
      setShown(false);
      latest.current([...(event.dataTransfer?.files ?? [])]);
    };
    const events = { dragenter: enter, dragleave: leave, dragover: over, drop: end };
    for (const [name, act] of Object.entries(events)) window.addEventListener(name, act as EventListener);
    return () => {
      for (const [name, act] of Object.entries(events)) window.removeEventListener(name, act as EventListener);
    };
  }, [latest]);
  return shown ? <div className="drop-zone">{words}</div> : null;
}
