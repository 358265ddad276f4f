// Sounds made by the browser itself: a double tone for offers, one tone for a client's word. No sound files.
import { cell } from '../live/cell.js';

const REPEAT_MS = 10_000;
const STORED = 'console.sound';

/** "blocked": the browser refuses to play until somebody clicks. */
export const sound = cell<'on' | 'off' | 'blocked'>(localStorage.getItem(STORED) === 'off' ? 'off' : 'on');
let context: AudioContext | null = null;
let ringing: ReturnType<typeof setInterval> | null = null;

function tone(audio: AudioContext, hertz: number, atSeconds: number): void {
  const oscillator = audio.createOscillator();
  const volume = audio.createGain();
  oscillator.frequency.value = hertz;
  volume.gain.setValueAtTime(0.0001, atSeconds);
  volume.gain.exponentialRampToValueAtTime(0.2, atSeconds + 0.02);
  volume.gain.exponentialRampToValueAtTime(0.0001, atSeconds + 0.22);
  oscillator.connect(volume).connect(audio.destination);
  oscillator.start(atSeconds);
  oscillator.stop(atSeconds + 0.24);
}

async function play(hertz: number[]): Promise<void> {
  if (sound.get() === 'off' || typeof AudioContext === 'undefined') return;
  context ??= new AudioContext();
  // Without a click before, resume() stays pending for ever: look at the state a moment later.
  void context.resume().catch(() => undefined);
  await new Promise((resolve) => setTimeout(resolve, 50));
  if (context.state !== 'running') return sound.set('blocked');
  if (sound.get() === 'blocked') sound.set('on');
  const { currentTime } = context;
  for (const [i, h] of hertz.entries()) tone(context, h, currentTime + i * 0.25);
}

export const playWord = (): void => void play([660]);
const playTest = (): void => void play([784, 988]);

/** Rings at once and every ten seconds until stopped. */
export function startRinging(): void {
  if (ringing) return;
  playTest();
  ringing = setInterval(playTest, REPEAT_MS);
}

export function stopRinging(): void {
  if (ringing) clearInterval(ringing);
  ringing = null;
}

/** Switches sound; the click itself also unblocks the browser. */
export function setSound(next: 'on' | 'off'): void {
  localStorage.setItem(STORED, next);
  sound.set(next);
  if (next === 'on') playTest();
}
