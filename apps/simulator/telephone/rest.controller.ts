// The provider's REST API on the exchange: a table of paths to acts; the server checks the password and the faults first.
import type { Exchange } from './exchange.js';
import { accountResource, callResource, queueResource } from './resources.js';
import { type Act, list, ok, type RestAnswer, RestFault, type RestRequest } from './rest.js';
import {
  createCall,
  createQueue,
  deleteRecording,
  dequeue,
  fetchCall,
  fetchMember,
  fetchQueue,
  fetchRecording,
  listMembers,
  listNumbers,
  media,
  updateCall,
  updateNumber,
} from './rest-calls.js';
import {
  addParticipant,
  fetchConference,
  fetchParticipant,
  listConferences,
  listParticipants,
  removeParticipant,
  updateConference,
  updateParticipant,
} from './rest-rooms.js';
import { TwimlFault } from './twiml.js';

/** Method and path below /Accounts/{sid}; `*` is one id. */
const ROUTES: [string, string, Act][] = [
  ['GET', '', (x) => ok(accountResource(x))],
  ['POST', '/Calls', createCall],
  [
    'GET',
    '/Calls',
    (x) =>
      list(
        x,
        'calls',
        [...x.legs.values()].map((leg) => callResource(x, leg)),
      ),
  ],
  ['GET', '/Calls/*', fetchCall],
  ['POST', '/Calls/*', updateCall],
  [
    'GET',
    '/Queues',
    (x) =>
      list(
        x,
        'queues',
        [...x.lines.values()].map((line) => queueResource(x, line)),
      ),
  ],
  ['POST', '/Queues', createQueue],
  ['GET', '/Queues/*', fetchQueue],
  ['GET', '/Queues/*/Members', listMembers],
  ['GET', '/Queues/*/Members/*', fetchMember],
  ['POST', '/Queues/*/Members/*', dequeue],
  ['GET', '/Conferences', listConferences],
  ['GET', '/Conferences/*', fetchConference],
  ['POST', '/Conferences/*', updateConference],
  ['GET', '/Conferences/*/Participants', listParticipants],
  ['POST', '/Conferences/*/Participants', addParticipant],
  ['GET', '/Conferences/*/Participants/*', fetchParticipant],
  ['POST', '/Conferences/*/Participants/*', updateParticipant],
  ['DELETE', '/Conferences/*/Participants/*', removeParticipant],
  ['GET', '/Recordings/*.wav', media],
  ['GET', '/Recordings/*', fetchRecording],
  ['DELETE', '/Recordings/*', deleteRecording],
  ['GET', '/IncomingPhoneNumbers', listNumbers],
  ['POST', '/IncomingPhoneNumbers/*', updateNumber],
];

function idsOf(pattern: string, path: string): string[] | null {
  const match = new RegExp(`^${pattern.replace('.', '\\.').replaceAll('*', '([^/]+?)')}$`).exec(path);
  return match ? match.slice(1).map(decodeURIComponent) : null;
}

/** Answers one authorised request; the path as below /2010-04-01/Accounts/{sid}. */
export function answerRest(x: Exchange, request: RestRequest): RestAnswer {
  const path = request.path.replace(/\.json$/, '');
  try {
    for (const [method, pattern, act] of ROUTES) {
      const ids = method === request.method ? idsOf(pattern, path) : null;
      if (ids) return act(x, request, ids);
    }
    throw new RestFault(404, 20404, `The requested resource ${request.path} was not found`);
  } catch (fault) {
    if (fault instanceof TwimlFault) throw new RestFault(400, fault.code, fault.message);
    throw fault;
  }
}
