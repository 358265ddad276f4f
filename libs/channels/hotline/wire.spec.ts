// The provider's forms as events: fixtures hold the address and the body of one request each.
import { describe, expect, it } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { formOf } from './signature.js';
import { type HotlinePath, momentOf, toldBy } from './wire.js';

const CALL = 'CA00000000000000000000000000000017';
const ARRIVED = Date.parse('2026-10-01T09:05:00.250Z');
const at = (time: string) => Date.parse(`2026-10-01T${time}Z`);
/** Jest runs from the root of the project. */
const folder = 'libs/channels/hotline/fixtures';

function told(name: string) {
  const [address, body] = readFileSync(`${folder}/${name}.form`, 'utf8').split('\n');
  const [path, query = ''] = address.split('?');
  return toldBy(path as HotlinePath, query, formOf(body), ARRIVED);
}

const FORMS: [string, object[]][] = [
  ['voice', [{ kind: 'received', from: '+79161234567', to: '+74950000000', at: ARRIVED }]],
  ['gather-key', [{ kind: 'pressed', digits: '1' }]],
  ['gather-silence', [{ kind: 'pressed', digits: '' }]],
  ['queue', [{ kind: 'queued', at: ARRIVED - 12_000 }]],
  ['left-callback', [{ kind: 'left-queue', result: 'leave' }, { kind: 'callback-asked' }]],
  ['left-hangup', [{ kind: 'left-queue', result: 'hangup' }]],
  ['status-completed', [{ kind: 'ended', status: 'completed', at: at('09:01:35.500'), key: `${CALL}:0:call-progress-events` }]],
  ['agent-ringing', [{ kind: 'agent-ringing', agent: 'maria', leg: 'CA00000000000000000000000000000018' }]],
  ['agent-no-answer', [{ kind: 'agent-ended', status: 'no-answer' }]],
  ['conference-join-client', [{ kind: 'joined', side: 'client', agent: null, order: 2, key: 'CF00000000000000000000000000000005:2' }]],
  ['conference-join-agent', [{ kind: 'joined', side: 'agent', agent: 'maria', order: 1 }]],
  ['conference-start', []],
  ['conference-hold', [{ kind: 'held', side: 'client' }]],
  ['voicemail', [{ kind: 'voicemail', seconds: 7 }]],
  ['recording-completed', [{ kind: 'recorded', seconds: 55 }]],
  ['recording-absent', []],
];

describe('wire', () => {
  it.each(FORMS)('%s', (name, events) => {
    expect(told(name)).toMatchObject({ call: CALL, events });
    expect(told(name)?.events).toHaveLength(events.length);
  });

  it('gives every different form its own key', () => {
    const keys = FORMS.flatMap(([name]) => told(name)?.events.map((event) => event.key) ?? []);
    expect(new Set(keys).size).toBe(keys.length);
  });

  it('tells nothing of a form without a call', () => {
    expect(toldBy('voice', '', {}, ARRIVED)).toBeNull();
  });

  it.each([
    ['no stamp', undefined, ARRIVED],
    ['a broken stamp', 'yesterday', ARRIVED],
    ['an earlier second', 'Thu, 01 Oct 2026 09:04:57 +0000', at('09:04:57.500')],
    ['the second of arrival', 'Thu, 01 Oct 2026 09:05:00 +0000', ARRIVED],
    ['a provider whose clock runs ahead', 'Thu, 01 Oct 2026 09:07:00 +0000', ARRIVED],
  ])('takes the moment from %s', (_, stamp, moment) => {
    expect(momentOf(stamp, ARRIVED)).toBe(moment);
  });
});
