// What the provider's REST API shows of calls, lines, conferences and recordings (version 2010-04-01).
import { type Exchange, type OwnNumber, rfc2822 } from './exchange.js';
import type { Leg } from './leg.js';
import type { Line, Place } from './line.js';
import type { Recording } from './recording.js';
import type { Room, Seat } from './room.js';

export const VERSION = '2010-04-01';

function root(x: Exchange): string {
  return `/${VERSION}/Accounts/${x.accountSid}`;
}

function moment(at: Date | null): string | null {
  return at && rfc2822(at);
}

export function callResource(x: Exchange, leg: Leg): object {
  const { direction, from, to, parentSid } = leg.origin;
  const seconds = leg.endedAt && leg.answeredAt ? Math.floor((leg.endedAt.getTime() - leg.answeredAt.getTime()) / 1000) : null;
  return {
    sid: leg.sid,
    account_sid: x.accountSid,
    api_version: VERSION,
    direction,
    from,
    to,
    from_formatted: from,
    to_formatted: to,
    parent_call_sid: parentSid ?? null,
    status: leg.status,
    date_created: moment(leg.createdAt),
    date_updated: moment(leg.endedAt ?? leg.createdAt),
    start_time: moment(leg.answeredAt),
    end_time: moment(leg.endedAt),
    duration: seconds === null ? null : String(seconds),
    answered_by: null,
    price: null,
    price_unit: 'USD',
    queue_time: '0',
    uri: `${root(x)}/Calls/${leg.sid}.json`,
    subresource_uris: {},
  };
}

export function queueResource(x: Exchange, line: Line): object {
  return {
    sid: line.sid,
    account_sid: x.accountSid,
    friendly_name: line.name,
    current_size: line.places.length,
    max_size: line.maxSize,
    average_wait_time: line.averageWaitS(),
    date_created: moment(line.createdAt),
    date_updated: moment(line.createdAt),
    uri: `${root(x)}/Queues/${line.sid}.json`,
    subresource_uris: {},
  };
}

export function memberResource(x: Exchange, line: Line, place: Place): object {
  return {
    call_sid: place.leg.sid,
    queue_sid: line.sid,
    date_enqueued: moment(place.since),
    position: Math.max(1, line.position(place)),
    wait_time: Math.floor((x.now().getTime() - place.since.getTime()) / 1000),
    uri: `${root(x)}/Queues/${line.sid}/Members/${place.leg.sid}.json`,
  };
}

export function conferenceResource(x: Exchange, room: Room): object {
  return {
    sid: room.sid,
    account_sid: x.accountSid,
    api_version: VERSION,
    friendly_name: room.name,
    status: room.status,
    region: 'us1',
    reason_conference_ended: null,
    call_sid_ending_conference: null,
    date_created: moment(room.createdAt),
    date_updated: moment(room.startedAt ?? room.createdAt),
    uri: `${root(x)}/Conferences/${room.sid}.json`,
    subresource_uris: {},
  };
}

export function participantResource(x: Exchange, room: Room, seat: Seat): object {
  return {
    call_sid: seat.leg.sid,
    conference_sid: room.sid,
    account_sid: x.accountSid,
    label: seat.label ?? null,
    muted: Boolean(seat.muted),
    hold: Boolean(seat.hold),
    coaching: Boolean(seat.coaching),
    call_sid_to_coach: seat.coaching ?? null,
    end_conference_on_exit: seat.endOnExit,
    start_conference_on_enter: seat.startOnEnter,
    status: 'connected',
    queue_time: null,
    date_created: moment(seat.joinedAt),
    date_updated: moment(seat.joinedAt),
    uri: `${root(x)}/Conferences/${room.sid}/Participants/${seat.leg.sid}.json`,
  };
}

export function recordingResource(x: Exchange, recording: Recording): object {
  return {
    sid: recording.sid,
    account_sid: x.accountSid,
    api_version: VERSION,
    call_sid: recording.callSid,
    conference_sid: recording.conferenceSid,
    status: recording.status,
    source: recording.source,
    channels: recording.source === 'RecordVerb' ? 1 : 2,
    duration: String(recording.durationS),
    start_time: moment(recording.startedAt),
    date_created: moment(recording.startedAt),
    date_updated: moment(recording.startedAt),
    price: null,
    price_unit: 'USD',
    error_code: null,
    media_url: recording.url,
    uri: `${root(x)}/Recordings/${recording.sid}.json`,
  };
}

export function numberResource(x: Exchange, own: OwnNumber): object {
  return {
    sid: own.sid,
    account_sid: x.accountSid,
    phone_number: own.number,
    friendly_name: own.number,
    api_version: VERSION,
    capabilities: { voice: true, sms: false, mms: false },
    voice_url: own.voiceUrl(),
    voice_method: 'POST',
    status_callback: own.statusUrl(),
    status_callback_method: 'POST',
    status: 'in-use',
    uri: `${root(x)}/IncomingPhoneNumbers/${own.sid}.json`,
  };
}

export function accountResource(x: Exchange): object {
  return {
    sid: x.accountSid,
    friendly_name: 'Meridian',
    status: 'active',
    type: 'Full',
    date_created: moment(new Date(0)),
    date_updated: moment(new Date(0)),
    owner_account_sid: x.accountSid,
    uri: `${root(x)}.json`,
    subresource_uris: {},
  };
}
