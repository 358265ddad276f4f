// The API's own description at /api/openapi.json, made from the controllers when first asked.
import type { INestApplication } from '@nestjs/common';
import { DocumentBuilder, SwaggerModule } from '@nestjs/swagger';
import type { FastifyInstance } from 'fastify';

export function openApi(app: INestApplication, fastify: FastifyInstance): void {
  let document: object | undefined;
  fastify.get('/api/openapi.json', async () => {
    document ??= SwaggerModule.createDocument(app, new DocumentBuilder().setTitle('Otklik').setVersion('1').build());
    return document;
  });
}
