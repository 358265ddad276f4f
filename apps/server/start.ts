// Starts and stops the program: database, services, doors, sockets, channels, work; the tests start the very same.
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { NestFactory } from '@nestjs/core';
import { IoAdapter } from '@nestjs/platform-socket.io';
import multipart from '@fastify/multipart';
import type { FastifyInstance } from 'fastify';
import path from 'node:path';
import { discoverChannels } from '#libs/channels/discover.adapter.js';
import { SystemClock } from '#libs/kernel/clock.js';
import type { Config } from '#libs/kernel/config.js';
import { Database } from '#libs/kernel/database.service.js';
import type { Environment } from '#libs/kernel/environment.js';
import type { Logger } from '#libs/kernel/logger.js';
import { RedisCarrier } from '#libs/kernel/redis.adapter.js';
import { secretKey } from '#libs/kernel/secret.adapter.js';
import { flatten } from '#libs/kernel/texts.js';
import { TextsService } from '#libs/kernel/texts.service.js';
import { readYaml, ROOT } from '#libs/kernel/yaml.adapter.js';
import { AppModule } from './app.module.js';
import { makeDataSource } from './data-source.js';
import { bodyPipe } from './http/body.pipe.js';
import { channelRoutes } from './http/channel-routes.js';
import { openApi } from './http/open-api.adapter.js';
import { Origins } from './http/origins.js';
import { pages } from './http/pages.adapter.js';
import { Program } from './program.js';
import { type Foundations, makeServices, type Services } from './services.js';
import { ConsoleGateway } from './sockets/console.gateway.js';
import { gatherMetrics, handleJobs, startSweeps } from './work.js';

export interface Running {
  url: string;
  services: Services;
  program: Program;
  /** Drains and closes everything that `start` opened. */
  stop(): Promise<void>;
}
export interface Start {
  environment: Environment;
  config: Config;
  log: Logger;
  mode: 'demo' | 'live';
  clock?: SystemClock;
  demoPage?: () => string | null;
  /** Runs between migrations and doors: seeds and accounts. */
  prepare?: (services: Services) => Promise<void>;
}

const host = (environment: Environment, mode: 'demo' | 'live'): string => environment.HOST ?? (mode === 'demo' ? '127.0.0.1' : '0.0.0.0');

export async function start({
  environment,
  config,
  log,
  mode,
  clock = new SystemClock(),
  demoPage = () => null,
  prepare,
}: Start): Promise<Running> {
  const db = new Database(await makeDataSource(environment.DATABASE_URL).initialize());
  const publicUrl = (environment.PUBLIC_URL ?? `http://localhost:${environment.PORT}`).replace(/\/$/, '');
  const foundations: Foundations = {
    config,
    db,
    clock,
    log,
    carrier: environment.REDIS_URL ? new RedisCarrier(environment.REDIS_URL, environment.DATABASE_URL, log) : undefined,
    publicUrl,
    channels: await discoverChannels(),
    key: secretKey(environment.DATA_DIR, environment.SECRET_KEY),
    dataDir: environment.DATA_DIR,
    texts: new TextsService({ ru: flatten(readYaml('texts.ru.yaml')), en: flatten(readYaml('texts.en.yaml')) }),
    surroundings: {
      resolve: () => {
        throw new Error('the program is not up yet');
      },
    },
  };
  for (const channel of foundations.channels) if (channel.texts) foundations.texts.add(channel.descriptor.id, channel.texts);
  const services = makeServices(foundations);
  const program = new Program(mode, publicUrl, config.sessions.lifetimeDays, environment.TEST_CLOCK && mode === 'demo');
  await db.query('select make_partitions($1::date, 3)', [clock.now()]);
  await prepare?.(services);
  await loadSettings(services, program);
  const works = environment.ROLE !== 'web';
  handleJobs(services);
  gatherMetrics(services);
  await services.live.open();
  await services.feed.open();
  const doors = await openDoors({ environment, config, log, mode, services, program, foundations, demoPage });
  await services.links.open((receives) => services.hosts.make(receives), works);
  if (works) await services.jobs.start();
  const stopSweeps = works ? startSweeps(services, log) : () => undefined;
  const stop = async (): Promise<void> => {
    stopSweeps();
    await doors.close();
    await services.links.close();
    await services.jobs.stop();
    await services.feed.close();
    await services.live.close();
    await db.close();
  };
  return { url: doors.url, services, program, stop };
}

/** What the console may edit later and services keep in memory. */
async function loadSettings(services: Services, program: Program): Promise<void> {
  const rows = await services.db.query<{ key: string; value: never }>(
    `select key, value from settings where key in ('institute', 'calendar')`,
  );
  for (const { key, value } of rows) {
    if (key === 'calendar') services.workingTime.replace(value);
    else program.instituteName = value;
  }
  await services.topics.load();
  await services.router.load();
}

interface Doors {
  environment: Environment;
  config: Config;
  log: Logger;
  mode: 'demo' | 'live';
  services: Services;
  program: Program;
  foundations: Foundations;
  demoPage: () => string | null;
}

async function openDoors({
  environment,
  config,
  log,
  mode,
  services,
  program,
  foundations,
  demoPage,
}: Doors): Promise<{ url: string; close: () => Promise<void> }> {
  const listens = host(environment, mode);
  let port = environment.PORT;
  const origins = new Origins(program.publicUrl, listens, () => port);
  const adapter = new FastifyAdapter({
    trustProxy: environment.TRUSTED_PROXIES.length ? environment.TRUSTED_PROXIES : false,
    bodyLimit: config.http.bodyLimitBytes,
    forceCloseConnections: true,
  });
  const app = await NestFactory.create<NestFastifyApplication>(AppModule.with(services, program, origins, log), adapter, {
    logger: ['error', 'warn'],
    bufferLogs: false,
  });
  app.useGlobalPipes(bodyPipe());
  const fastify = adapter.getInstance() as unknown as FastifyInstance;
  await fastify.register(multipart, { limits: { fileSize: config.files.maxBytes, files: 1 } });
  await channelRoutes(fastify, services.accounts, services.links, log, program.publicUrl);
  openApi(app, fastify);
  pages(fastify, path.join(ROOT, 'dist'), demoPage);
  app.useWebSocketAdapter(new IoAdapter(app));
  await app.init();
  const gateway = app.get(ConsoleGateway);
  foundations.surroundings = { resolve: (token) => app.get(token as never, { strict: false }), sockets: gateway.server };
  await app.listen(port, listens);
  const address = app.getHttpServer().address() as { port: number };
  port = address.port;
  return {
    url: `http://${listens === '0.0.0.0' ? '127.0.0.1' : listens}:${port}`,
    close: async () => {
      gateway.close();
      await app.close();
    },
  };
}
