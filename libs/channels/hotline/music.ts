// What callers hear while they wait when the settings name no music: twenty quiet seconds of four chords, made here.

const RATE = 8000;
export const MUSIC_S = 20;
const CHORD_S = 5;
/** Hz: C, A minor, F and G, each with its lowest note first. */
const CHORDS = [
  [130.81, 329.63, 392.0, 493.88],
  [110.0, 329.63, 392.0, 523.25],
  [87.31, 329.63, 349.23, 440.0],
  [98.0, 293.66, 392.0, 493.88],
];
/** Of full scale: speech over it stays easy to understand. */
const LOUDNESS = 0.16;

/** Rises and fades within its chord, notes one after another; the end of the last meets the beginning of the first in silence. */
function sample(second: number): number {
  const chord = CHORDS[Math.floor(second / CHORD_S) % CHORDS.length]!;
  const at = second % CHORD_S;
  const swell = Math.sin((Math.PI * at) / CHORD_S) ** 0.5;
  const notes = chord.map((hz, i) => (at < i * 0.4 ? 0 : Math.sin(2 * Math.PI * hz * at) * Math.exp(-(at - i * 0.4) / 2.5)));
  return (LOUDNESS * swell * notes.reduce((sum, note) => sum + note, 0)) / 2;
}

/** G.711 µ-law, as telephones carry sound. */
function muLaw(value: number): number {
  const magnitude = Math.min(32_635, Math.abs(Math.round(value * 32_767))) + 132;
  const exponent = Math.floor(Math.log2(magnitude)) - 7;
  const mantissa = (magnitude >> (exponent + 3)) & 0x0f;
  return ~((value < 0 ? 0x80 : 0) | (exponent << 4) | mantissa) & 0xff;
}

/** A WAV file of 160 kB. */
export function holdMusic(): Buffer {
  const samples = RATE * MUSIC_S;
  const wav = Buffer.alloc(44 + samples);
  wav.write('RIFF', 0, 'ascii');
  wav.writeUInt32LE(36 + samples, 4);
  wav.write('WAVEfmt ', 8, 'ascii');
  wav.writeUInt32LE(16, 16);
  wav.writeUInt16LE(7, 20); // µ-law
  wav.writeUInt16LE(1, 22);
  wav.writeUInt32LE(RATE, 24);
  wav.writeUInt32LE(RATE, 28);
  wav.writeUInt16LE(1, 32);
  wav.writeUInt16LE(8, 34);
  wav.write('data', 36, 'ascii');
  wav.writeUInt32LE(samples, 40);
  for (let i = 0; i < samples; i++) wav[44 + i] = muLaw(sample(i / RATE));
  return wav;
}
