// The telephone in the browser: registered with the provider, rings here, speaks through the headset.
import type { Call as VoiceCall, Device } from '@twilio/voice-sdk';
import { deskApi } from '../api/desk.adapter.js';
import { startRinging, stopRinging } from '../offers/sound.adapter.js';
import { cell } from '../live/cell.js';

export interface Softphone {
  state: 'starting' | 'ready' | 'failed';
  reason: string | null;
  /** The provider's leg to this browser. */
  leg: VoiceCall | null;
  ringing: boolean;
  muted: boolean;
}

export const softphone = cell<Softphone>({ state: 'starting', reason: null, leg: null, ringing: false, muted: false });
let device: Device | null = null;
const change = (fields: Partial<Softphone>): void => softphone.change((now) => ({ ...now, ...fields }));

function follow(leg: VoiceCall): void {
  startRinging();
  change({ leg, ringing: true, muted: false });
  const over = (): void => {
    stopRinging();
    change({ leg: null, ringing: false });
  };
  leg.on('accept', () => {
    stopRinging();
    change({ ringing: false });
  });
  for (const end of ['disconnect', 'cancel', 'reject', 'error']) leg.on(end, over);
  leg.on('mute', (muted: boolean) => change({ muted }));
}

/** Loads the provider's library and registers; called only when the server gave a token. */
export async function startSoftphone(token: string): Promise<void> {
  if (device) return;
  try {
    const voice = await import('@twilio/voice-sdk');
    device = new voice.Device(token, { closeProtection: true });
    device.on('registered', () => change({ state: 'ready', reason: null }));
    device.on('error', (error: { message: string }) => change({ state: 'failed', reason: error.message }));
    device.on('incoming', follow);
    device.on(
      'tokenWillExpire',
      () =>
        void deskApi
          .softphoneToken()
          .then((answer) => answer && device?.updateToken(answer.token))
          .catch(() => undefined),
    );
    await device.register();
  } catch (error) {
    change({ state: 'failed', reason: (error as Error).message });
  }
}
