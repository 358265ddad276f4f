// The permission table against the regulation's sentences.
import { describe, expect, it } from '@jest/globals';
import { Role } from '#libs/contract/staff.js';
import { ClientCategory } from '#libs/contract/tickets.js';
import { CATEGORIES, categoryOf } from './category.js';
import { type Act, actsOf, may, mayAppoint, PERMISSIONS, scopeOf } from './permissions.js';
import { ROLES, roleOf } from './roles.js';

const alone = (role: Role) => ({ role, standsInFor: [] });
const everyAct = [...new Set(Role.options.flatMap((role) => actsOf(alone(role))))];
const reads = (act: Act) => act.endsWith('.read') || act === 'topic.classify';

describe('permissions', () => {
  it.each([
    ['contact-manager', 'queue'],
    ['admission-manager', 'queue'],
    ['study-manager', 'queue'],
    ['department-head', 'department'],
    ['supervisor', 'all'],
    ['vice-rector', 'all'],
    ['administrator', 'all'],
  ] as [Role, string][])('%s sees %s', (role, scope) => expect(scopeOf(role)).toBe(scope));

  it.each([
    // act, and who may
    ['ticket.reply', ['contact-manager', 'admission-manager', 'study-manager', 'department-head', 'supervisor', 'administrator']],
    ['ticket.register', ['contact-manager', 'admission-manager', 'study-manager', 'department-head', 'supervisor', 'administrator']],
    ['ticket.assign', ['department-head', 'supervisor', 'administrator']],
    ['presence.setOther', ['department-head', 'supervisor', 'administrator']],
    ['client.merge', ['contact-manager', 'supervisor', 'administrator']],
    ['client.import', ['supervisor', 'administrator']],
    ['staff.write', ['supervisor', 'administrator']],
    ['queue.write', ['supervisor', 'administrator']],
    ['board.read', ['department-head', 'supervisor', 'vice-rector', 'administrator']],
    ['journal.read', ['supervisor', 'vice-rector', 'administrator']],
    ['export.large', ['supervisor', 'administrator']],
    ['channel.write', ['administrator']],
    ['settings.write', ['administrator']],
    ['ledger.read', ['administrator']],
  ] as [Act, Role[]][])('%s: %j', (act, roles) => {
    expect(Role.options.filter((role) => may(role, act)).sort()).toEqual([...roles].sort());
  });

  it('lets a vice-rector read and change nothing', () => {
    expect(actsOf(alone('vice-rector')).filter((act) => !reads(act))).toEqual([]);
    expect(everyAct.filter((act) => reads(act) && act !== 'ledger.read' && !may('vice-rector', act))).toEqual([]);
  });

  it('gives the administrator everything', () => expect(actsOf(alone('administrator'))).toEqual([...everyAct].sort()));

  it('gives an unknown role nothing', () => {
    expect(may('guest' as Role, 'ticket.read')).toBe(false);
    expect(scopeOf('guest' as Role)).toBe('queue');
    expect(actsOf(alone('constructor' as Role))).toEqual([]);
  });

  it.each([
    ['administrator', 'administrator', true],
    ['supervisor', 'contact-manager', true],
    ['supervisor', 'administrator', false],
    ['supervisor', 'vice-rector', false],
    ['contact-manager', 'contact-manager', false],
  ] as [Role, Role, boolean][])('%s appoints %s: %s', (by, role, allowed) => expect(mayAppoint(alone(by), role)).toBe(allowed));

  it('names every role of the contract', () => expect(Object.keys(PERMISSIONS).sort()).toEqual([...Role.options].sort()));
});

describe('closed lists', () => {
  it('hold exactly the contract', () => {
    expect(Object.keys(CATEGORIES).sort()).toEqual([...ClientCategory.options].sort());
    expect(Object.keys(ROLES).sort()).toEqual([...Role.options].sort());
  });

  it.each([
    ['applicant', 'applicant'],
    [' АБИТУРИЕНТ ', 'applicant'],
    ['Студентка', 'student'],
    ['слушатель  курсов', 'trainee'],
    ['Выпускник', 'alumnus'],
    ['Партнёр', 'other'],
    ['родитель', 'other'],
    ['кто-то', null],
    ['', null],
  ])('category %j is %s', (word, category) => expect(categoryOf(word)).toBe(category));

  it.each([
    ['Менеджер по приёму', 'admission-manager'],
    ['менеджер по приему', 'admission-manager'],
    ['Начальник отдела', 'supervisor'],
    ['vice-rector', 'vice-rector'],
    ['директор', null],
  ])('role %j is %s', (word, role) => expect(roleOf(word)).toBe(role));
});
