// The Nest program: controllers over the composed services, one guard, one error form.
import { type DynamicModule, Module, type Provider } from '@nestjs/common';
import { APP_FILTER, APP_GUARD, APP_INTERCEPTOR } from '@nestjs/core';
import { Clock } from '#libs/kernel/clock.js';
import type { Logger } from '#libs/kernel/logger.js';
import { AccessGuard } from './http/access.guard.js';
import { AbsencesController } from './http/absences.controller.js';
import { CallsController } from './http/calls.controller.js';
import { ChannelsController } from './http/channels.controller.js';
import { ClientsController } from './http/clients.controller.js';
import { ErrorFilter } from './http/error.filter.js';
import { FeedsController } from './http/feeds.controller.js';
import { FilesController } from './http/files.controller.js';
import { IdempotencyInterceptor } from './http/idempotency.interceptor.js';
import { RequestHolder } from './http/request-holder.adapter.js';
import { ImportsController } from './http/imports.controller.js';
import { OffersController } from './http/offers.controller.js';
import { OperationsController } from './http/operations.controller.js';
import { Origins } from './http/origins.js';
import { SessionController } from './http/session.controller.js';
import { StaffController } from './http/staff.controller.js';
import { TicketMovesController } from './http/ticket-moves.controller.js';
import { TicketWordsController } from './http/ticket-words.controller.js';
import { TicketsController } from './http/tickets.controller.js';
import { TopicsController } from './http/topics.controller.js';
import { Program } from './program.js';
import type { Services } from './services.js';
import { ConsoleGateway } from './sockets/console.gateway.js';
import { LOGGER, SERVICES } from './tokens.js';

/** Every door of HTTP but the channels'; the access test walks them all. */
export const CONTROLLERS = [
  SessionController,
  TicketsController,
  TicketWordsController,
  TicketMovesController,
  OffersController,
  ClientsController,
  ImportsController,
  FilesController,
  StaffController,
  AbsencesController,
  TopicsController,
  ChannelsController,
  FeedsController,
  CallsController,
  OperationsController,
];

@Module({})
export class AppModule {
  /** Each service is provided under its own class. */
  static with(services: Services, program: Program, origins: Origins, log: Logger): DynamicModule {
    const composed = Object.values(services).filter((service) => service.constructor !== Object);
    const providers: Provider[] = composed.map((service) => ({ provide: service.constructor as never, useValue: service }));
    return {
      module: AppModule,
      controllers: CONTROLLERS,
      providers: [
        ...providers,
        ConsoleGateway,
        RequestHolder,
        { provide: SERVICES, useValue: services },
        { provide: LOGGER, useValue: log },
        { provide: Clock, useValue: services.clock },
        { provide: Program, useValue: program },
        { provide: Origins, useValue: origins },
        { provide: APP_GUARD, useClass: AccessGuard },
        { provide: APP_INTERCEPTOR, useClass: IdempotencyInterceptor },
        { provide: APP_FILTER, useValue: new ErrorFilter(log) },
      ],
    };
  }
}
