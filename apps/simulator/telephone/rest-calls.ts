// REST acts on calls, waiting lines, recordings and the account's numbers.
import { callbackOf, type Exchange } from './exchange.js';
import type { Leg } from './leg.js';
import type { Line } from './line.js';
import { placeCall } from './outgoing.js';
import { callResource, memberResource, numberResource, queueResource, recordingResource } from './resources.js';
import { type Act, created, found, list, needed, ok, RestFault, targetOf } from './rest.js';
import { wavTone } from './wav.js';

function lineOf(x: Exchange, sid: string): Line {
  return found(x.lines.get(sid), `Queues/${sid}`);
}

function legOf(x: Exchange, sid: string): Leg {
  return found(x.legs.get(sid), `Calls/${sid}`);
}

export const createCall: Act = (x, { form }) => {
  const target = targetOf(form);
  if (!target) throw new RestFault(400, 21205, 'Url parameter is required');
  const leg = placeCall(x, {
    from: needed(form, 'From', 21213),
    to: needed(form, 'To', 21201),
    target,
    timeoutS: Number(form.get('Timeout') ?? 60),
    callback: callbackOf(
      form.get('StatusCallback') ?? undefined,
      x.mediaBase(),
      form.get('StatusCallbackMethod') ?? undefined,
      form.getAll('StatusCallbackEvent'),
      ['completed'],
    ),
  });
  return created(callResource(x, leg));
};

export const updateCall: Act = (x, { form }, [sid]) => {
  const leg = legOf(x, sid);
  const status = form.get('Status');
  if (leg.endedAt) throw new RestFault(400, 21220, 'Call is not in-progress. Cannot redirect.');
  if (status === 'completed' || (status === 'canceled' && !leg.answeredAt)) x.hangUp(leg, leg.answeredAt ? 'product' : 'canceled');
  else {
    const target = targetOf(form);
    if (!leg.answeredAt || !target) throw new RestFault(400, 21220, 'Call is not in-progress. Cannot redirect.');
    leg.redirect(target);
  }
  return ok(callResource(x, leg));
};

export const dequeue: Act = (x, { form }, [queueSid, callSid]) => {
  const line = lineOf(x, queueSid);
  const place = found(line.find(callSid), `Members/${callSid}`);
  const member = memberResource(x, line, place);
  place.leg.redirect({ url: needed(form, 'Url', 21205), method: form.get('Method') === 'GET' ? 'GET' : 'POST' });
  return ok(member);
};

export const createQueue: Act = (x, { form }) => {
  const name = needed(form, 'FriendlyName', 22001);
  if ([...x.lines.values()].some((line) => line.name === name)) throw new RestFault(400, 22003, 'A queue with that name already exists');
  return created(queueResource(x, x.addLine(name)));
};

export const media: Act = (x, _, [sid]) => {
  const recording = found(x.recordings.get(sid), `Recordings/${sid}`);
  if (recording.status !== 'completed') throw new RestFault(404, 20404, 'Recording is not ready');
  return { status: 200, body: wavTone(recording.durationS) };
};

export const updateNumber: Act = (x, { form }, [sid]) => {
  const own = found(
    [...x.numbers.values()].find((each) => each.sid === sid),
    `IncomingPhoneNumbers/${sid}`,
  );
  const [voice, status] = [form.get('VoiceUrl'), form.get('StatusCallback')];
  if (voice) own.voiceUrl = () => voice;
  if (status) own.statusUrl = () => status;
  return ok(numberResource(x, own));
};

export const listNumbers: Act = (x, { query }) => {
  const owns = [...x.numbers.values()].filter((own) => !query.has('PhoneNumber') || own.number === query.get('PhoneNumber'));
  return list(
    x,
    'incoming_phone_numbers',
    owns.map((own) => numberResource(x, own)),
  );
};

export const listMembers: Act = (x, _, [sid]) => {
  const line = lineOf(x, sid);
  return list(
    x,
    'queue_members',
    line.places.map((place) => memberResource(x, line, place)),
  );
};

export const fetchMember: Act = (x, _, [sid, call]) => {
  const line = lineOf(x, sid);
  return ok(memberResource(x, line, found(line.find(call), `Members/${call}`)));
};

export const deleteRecording: Act = (x, _, [sid]) => {
  found(x.recordings.get(sid), `Recordings/${sid}`);
  x.recordings.delete(sid);
  return { status: 204, body: null };
};

export const fetchCall: Act = (x, _, [sid]) => ok(callResource(x, legOf(x, sid)));

export const fetchQueue: Act = (x, _, [sid]) => ok(queueResource(x, lineOf(x, sid)));

export const fetchRecording: Act = (x, _, [sid]) => ok(recordingResource(x, found(x.recordings.get(sid), `Recordings/${sid}`)));
