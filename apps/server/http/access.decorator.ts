// Marks on handlers: who may call them, and how they get the signed-in viewer.
import { createParamDecorator, type CustomDecorator, type ExecutionContext, SetMetadata } from '@nestjs/common';
import type { Act } from '#libs/people/permissions.js';
import type { Viewer } from '#libs/people/viewer.js';

export const ACCESS = 'access';
/** `public`: nobody need be signed in. `signed-in`: anybody who is. Else the act that the permission table must allow. */
export type AccessRule = 'public' | 'signed-in' | Act;

/** Every handler carries exactly one; a handler without it is refused. */
export const Access = (rule: AccessRule): CustomDecorator => SetMetadata(ACCESS, rule);

export const Me = createParamDecorator(
  (_: unknown, context: ExecutionContext): Viewer => context.switchToHttp().getRequest<{ viewer: Viewer }>().viewer,
);
