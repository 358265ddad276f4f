// REST acts on conferences and who sits in them.
import { callbackOf, type Exchange } from './exchange.js';
import { placeCall } from './outgoing.js';
import { conferenceResource, participantResource } from './resources.js';
import { type Act, created, found, list, needed, ok } from './rest.js';
import type { Room } from './room.js';

function roomOf(x: Exchange, key: string): Room {
  return found(
    x.rooms.get(key) ?? [...x.rooms.values()].find((room) => room.name === key && room.status !== 'completed'),
    `Conferences/${key}`,
  );
}

export const listConferences: Act = (x, { query }) => {
  const rooms = [...x.rooms.values()].filter(
    (room) =>
      (!query.has('FriendlyName') || room.name === query.get('FriendlyName')) &&
      (!query.has('Status') || room.status === query.get('Status')),
  );
  return list(
    x,
    'conferences',
    rooms.map((room) => conferenceResource(x, room)),
  );
};

export const updateConference: Act = (x, { form }, [sid]) => {
  const room = roomOf(x, sid);
  if (form.get('Status') === 'completed') room.end();
  return ok(conferenceResource(x, room));
};

/** Rings somebody into a conference: an outgoing call whose page is the conference itself. */
export const addParticipant: Act = (x, { form }, [key]) => {
  const name = x.rooms.get(key)?.name ?? key;
  const attrs = {
    participantLabel: form.get('Label'),
    endConferenceOnExit: form.get('EndConferenceOnExit'),
    startConferenceOnEnter: form.get('StartConferenceOnEnter'),
    muted: form.get('Muted'),
    coach: form.get('CallSidToCoach'),
  };
  const written = Object.entries(attrs).flatMap(([key, value]) => (value ? [`${key}="${value}"`] : []));
  const leg = placeCall(x, {
    from: needed(form, 'From', 21213),
    to: needed(form, 'To', 21201),
    timeoutS: Number(form.get('Timeout') ?? 60),
    target: { twiml: `<Response><Dial><Conference ${written.join(' ')}>${name}</Conference></Dial></Response>` },
    callback: callbackOf(
      form.get('StatusCallback') ?? undefined,
      x.mediaBase(),
      form.get('StatusCallbackMethod') ?? undefined,
      form.getAll('StatusCallbackEvent'),
      ['completed'],
    ),
  });
  return created({
    call_sid: leg.sid,
    conference_sid: x.conference(name).sid,
    account_sid: x.accountSid,
    label: form.get('Label'),
    status: 'queued',
    muted: false,
    hold: false,
    coaching: false,
  });
};

export const updateParticipant: Act = (x, { form }, [sid, key]) => {
  const room = roomOf(x, sid);
  const seat = found(room.seat(key), `Participants/${key}`);
  if (form.has('EndConferenceOnExit')) seat.endOnExit = form.get('EndConferenceOnExit') === 'true';
  if (form.has('Hold')) room.setHold(seat, form.get('Hold') === 'true', form.get('HoldUrl') ?? undefined);
  if (form.has('Muted')) room.setMuted(seat, form.get('Muted') === 'true');
  if (form.has('Coaching')) seat.coaching = form.get('Coaching') === 'true' ? (form.get('CallSidToCoach') ?? '') : undefined;
  return ok(participantResource(x, room, seat));
};

export const removeParticipant: Act = (x, _, [sid, key]) => {
  const room = roomOf(x, sid);
  const seat = found(room.seat(key), `Participants/${key}`);
  room.remove(seat);
  return { status: 204, body: null };
};

export const listParticipants: Act = (x, _, [sid]) => {
  const room = roomOf(x, sid);
  return list(
    x,
    'participants',
    room.seats.map((seat) => participantResource(x, room, seat)),
  );
};

export const fetchParticipant: Act = (x, _, [sid, key]) => {
  const room = roomOf(x, sid);
  return ok(participantResource(x, room, found(room.seat(key), `Participants/${key}`)));
};

export const fetchConference: Act = (x, _, [sid]) => ok(conferenceResource(x, roomOf(x, sid)));
