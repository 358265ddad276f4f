// Makes the bytes of a recording: a quiet tone of the right length, so that players have something to play.

const RATE = 8000;

/** 8-bit mono PCM at 8 kHz; `seconds` of a 440 Hz tone (8 kB per second). */
export function wavTone(seconds: number): Buffer {
  const samples = Math.max(0, Math.round(seconds * RATE));
  const wav = Buffer.alloc(44 + samples, 128);
  wav.write('RIFF', 0, 'ascii');
  wav.writeUInt32LE(36 + samples, 4);
  wav.write('WAVEfmt ', 8, 'ascii');
  wav.writeUInt32LE(16, 16);
  wav.writeUInt16LE(1, 20);
  wav.writeUInt16LE(1, 22);
  wav.writeUInt32LE(RATE, 24);
  wav.writeUInt32LE(RATE, 28);
  wav.writeUInt16LE(1, 32);
  wav.writeUInt16LE(8, 34);
  wav.write('data', 36, 'ascii');
  wav.writeUInt32LE(samples, 40);
  for (let i = 0; i < samples; i++) wav[44 + i] = 128 + Math.round(20 * Math.sin((2 * Math.PI * 440 * i) / RATE));
  return wav;
}
