// The laws of imports: who may import whom. `npm test` keeps them with dependency-cruiser.
const fs = require('node:fs');
const path = require('node:path');

/** A lib may import every lib before it and none after it. */
const staircase = ['contract', 'kernel', 'people', 'topics', 'tickets', 'self-service', 'routing', 'channels', 'reports', 'connectors'];

/** A protocol package is imported by the one folder that speaks the protocol. */
const homes = {
  telegraf: 'libs/channels/telegram/',
  twilio: 'libs/channels/hotline/',
  imapflow: 'libs/channels/email/',
  nodemailer: 'libs/channels/email/',
  'postal-mime': 'libs/channels/email/',
};

const tests = '\\.(spec|story|bench)\\.ts$|^test/';
/** `decide.ts` computes, `decide.service.ts` acts: a name without a kind promises a pure file. */
const pure = '/[^./]+\\.ts$';
const acting = '/[^./]+\\.[a-z]+\\.ts$';
/** What is put together at the top of the server (entities, migrations, main) names everything below. */
const notPure = '^apps/(console|widget)/|^test/|/launch/|^apps/server/[^/]+$|/main\\.ts$';
const effects = '^(node:)?(fs|fs/promises|net|http|https|http2|tls|dgram|dns|child_process|worker_threads|cluster)$';
const effectPackages = 'node_modules/(@nestjs|typeorm|pg|socket\\.io|fastify|@fastify)/';

/** Folders found by the server at start because they hold `<folder>/<folder>.<kind>.ts`. */
function pluginFolders(lib, kind) {
  const parent = path.join(__dirname, '../libs', lib);
  const folders = fs.existsSync(parent) ? fs.readdirSync(parent) : [];
  return folders.filter((id) => fs.existsSync(path.join(parent, id, `${id}.${kind}.ts`)));
}

const law = (name, comment, from, to) => ({ name, comment, severity: 'error', from, to });

const uphill = staircase.map((lib, step) =>
  law(
    `uphill-from-${lib}`,
    `${lib} may import only the libs before it; news travels up as a job or an event.`,
    { path: `^libs/${lib}/`, pathNot: tests },
    { path: [`^apps/`, ...staircase.slice(step + 1).map((higher) => `^libs/${higher}/`)] },
  ),
);

const oneHome = Object.entries(homes).map(([name, home]) =>
  law(
    `home-of-${name}`,
    `${name} is imported only in ${home}`,
    { path: '^(libs|apps/server|apps/console)/', pathNot: `^${home}|${tests}` },
    { path: `node_modules/${name}/` },
  ),
);

const plugins = [
  ...pluginFolders('channels', 'channel').map((id) => `channels/${id}`),
  ...pluginFolders('connectors', 'connector').map((id) => `connectors/${id}`),
].map((folder) =>
  law(
    `nothing-imports-${folder.replace('/', '-')}`,
    `libs/${folder} can be deleted as one folder, so nothing imports it.`,
    { pathNot: `^libs/${folder}/|${tests}` },
    { path: `^libs/${folder}/` },
  ),
);

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    ...uphill,
    ...oneHome,
    ...plugins,
    law(
      'no-cycles',
      'Files that need each other are one file or need a third.',
      {},
      { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    ),
    law(
      'pure-no-effects',
      'A file without a kind in its name is pure.',
      { path: pure, pathNot: notPure },
      { path: [effects, effectPackages], dependencyTypesNot: ['type-only'] },
    ),
    law(
      'pure-imports-pure',
      'A pure file imports no file that acts.',
      { path: pure, pathNot: notPure },
      { path: acting, pathNot: tests, dependencyTypesNot: ['type-only'] },
    ),
    law(
      'folders-are-private',
      'A folder inside a lib is private to that lib.',
      { path: '^libs/([^/]+)/', pathNot: tests },
      { path: '^libs/[^/]+/[^/]+/', pathNot: '^libs/$1/' },
    ),
    law(
      'folders-are-private-to-apps',
      'A folder inside a lib is private to that lib.',
      { path: '^apps/', pathNot: tests },
      { path: '^libs/[^/]+/[^/]+/' },
    ),
    law(
      'browser-sees-contract',
      'What runs in a browser knows the wire and nothing else of ours.',
      { path: '^apps/(console|widget)/' },
      { path: '^(libs|apps)/', pathNot: '^(libs/contract|apps/$1)/' },
    ),
    law(
      'doors-never-touch-tables',
      'Controllers and gateways ask services and queries.',
      { path: '\\.(controller|gateway)\\.ts$' },
      { path: ['\\.entity\\.ts$', 'node_modules/(typeorm|@nestjs/typeorm)/'] },
    ),
    law(
      'simulator-is-outside',
      'The stand-ins know the wire formats, not our services.',
      { path: '^apps/simulator/', pathNot: tests },
      { path: acting, pathNot: '^(libs/contract|apps/simulator)/' },
    ),
    law('no-barrels', 'Import the file that holds the thing.', {}, { path: '/index\\.tsx?$', pathNot: 'node_modules' }),
    law(
      'no-orphans',
      'A file nobody needs.',
      {
        orphan: true,
        path: '^(apps|libs)/',
        pathNot: ['\\.d\\.ts$', tests, '/fixtures/', '\\.config\\.ts$', '\\.main\\.tsx?$', '/main\\.ts$'],
      },
      {},
    ),
    law('resolvable', 'The import leads nowhere.', { path: '^(apps|libs|test)/' }, { couldNotResolve: true }),
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: ['^dist/', '/fixtures/', '^data/'] },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: path.join(__dirname, '../tsconfig.json') },
    enhancedResolveOptions: {
      conditionNames: ['otklik-source', 'import', 'node', 'default'],
      exportsFields: ['exports'],
      mainFields: ['module', 'main'],
    },
  },
};
