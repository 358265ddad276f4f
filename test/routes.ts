// The real routes of the program, read from the controllers: what the tests of rights walk.
import { RequestMethod } from '@nestjs/common';
import type { Role } from '#libs/contract/staff.js';
import { CONTROLLERS } from '#apps/server/app.module.js';
import { ACCESS, type AccessRule } from '#apps/server/http/access.decorator.js';

export interface Route {
  method: string;
  address: string;
  rule: AccessRule | undefined;
}

/** One signed-in person of each role. */
export const LOGINS: Record<Role, string> = {
  'contact-manager': 'maria',
  'admission-manager': 'timur',
  'study-manager': 'svetlana',
  'department-head': 'denis',
  supervisor: 'pavel',
  'vice-rector': 'rector',
  administrator: 'admin',
};

/** A body that passes the schema, for writes to a thing that does not exist: the answer must then be 404. */
export const bodies: Record<string, unknown> = {
  'PATCH /api/tickets/:id': { kind: 'statement' },
  'POST /api/tickets/:id/replies': { text: 'ответ' },
  'POST /api/tickets/:id/notes': { text: 'заметка' },
  'POST /api/tickets/:id/assignment': {},
  'POST /api/tickets/:id/transfers': { to: { queue: 'contact' }, reason: 'не наше' },
  'POST /api/tickets/:id/snooze': { until: '2026-12-01T00:00:00Z' },
  'POST /api/tickets/:id/merges': { into: '1' },
  'POST /api/tickets/:id/splits': { messageIds: ['1'] },
  'POST /api/tickets/:id/resolution': { result: 'solved' },
  'POST /api/offers/:id/refusal': { reason: 'занят' },
  'POST /api/absences': { agent: '999999998', deputy: '999999999', from: '2026-11-01', until: '2026-11-02' },
  'PATCH /api/clients/:id': { version: 1, note: 'x' },
  'POST /api/clients/:id/representatives': { client: '1', relation: 'parent' },
  'PATCH /api/staff/:id': { phone: '+79990001122' },
  'PATCH /api/queues/:code': { name: 'Новая' },
  'PATCH /api/topics/:code': { ru: 'Новая' },
  'PUT /api/drafts/:ticketId': { text: 'черновик' },
  'PATCH /api/channels/:channel/accounts/:id': { mode: 'off' },
  'POST /api/channels/:channel/accounts': { name: 'x', settings: {} },
  'POST /api/channels/:channel/accounts/:id/test': { settings: {} },
};

export function routesOf(): Route[] {
  return CONTROLLERS.flatMap((controller) => {
    const prefix = String(Reflect.getMetadata('path', controller) ?? '');
    return Object.getOwnPropertyNames(controller.prototype).flatMap((name) => {
      if (name === 'constructor') return [];
      const handler = (controller.prototype as unknown as Record<string, object>)[name]!;
      const address = Reflect.getMetadata('path', handler) as string | undefined;
      if (address === undefined) return [];
      const method = RequestMethod[Reflect.getMetadata('method', handler) as number]!;
      return [
        {
          method,
          address: `/${[prefix, address].join('/')}`.replace(/\/+/g, '/').replace(/(.)\/$/, '$1'),
          rule: Reflect.getMetadata(ACCESS, handler) as AccessRule,
        },
      ];
    });
  });
}

export const nameOf = ({ method, address }: Route): string => `${method} ${address}`;
export const filled = (address: string, id: string): string => address.replace(/:\w+/g, encodeURIComponent(id));
