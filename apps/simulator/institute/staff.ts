// The people who work at the demonstration Institute (CONTRACT section 4, UX 7.2).
import type { Role } from '#libs/contract/staff.js';
import type { SeedStaff } from './story.js';

const DAY_MS = 86_400_000;

/** login, name, role, department, queues. */
const PEOPLE: readonly (readonly [string, string, Role, string | null, readonly string[]])[] = [
  ['maria', 'Соколова Мария Ивановна', 'contact-manager', 'contact', ['contact', 'hotline']],
  ['olga', 'Петрова Ольга Андреевна', 'contact-manager', 'contact', ['contact', 'hotline']],
  ['irina', 'Орлова Ирина Константиновна', 'contact-manager', 'contact', ['contact']],
  ['timur', 'Гайнуллин Тимур Ренатович', 'admission-manager', 'admission', ['admission']],
  ['alina', 'Фёдорова Алина Викторовна', 'admission-manager', 'admission', ['admission']],
  ['grigory', 'Мкртчян Григорий Ашотович', 'admission-manager', 'admission', ['admission']],
  ['svetlana', 'Смирнова Светлана Юрьевна', 'study-manager', 'study', ['study']],
  ['rustam', 'Хасанов Рустам Ильдарович', 'study-manager', 'study', ['study']],
  ['nadezhda', 'Ершова Надежда Павловна', 'study-manager', 'study', ['study']],
  ['denis', 'Кузнецов Денис Олегович', 'department-head', 'dormitory', ['dormitory']],
  ['larisa', 'Тихонова Лариса Геннадьевна', 'department-head', 'accounting', ['accounting']],
  ['nguyen', 'Нгуен Тхи Лан', 'department-head', 'international', ['international']],
  ['anton', 'Лебедев Антон Сергеевич', 'department-head', 'it', ['it']],
  ['viktor', 'Громов Виктор Николаевич', 'department-head', 'military', ['military']],
  ['tamara', 'Королёва Тамара Фёдоровна', 'department-head', 'archive', ['archive']],
  ['ksenia', 'Воробьёва Ксения Романовна', 'department-head', 'student-life', ['student-life']],
  ['yulia', 'Зайцева Юлия Дмитриевна', 'department-head', 'social', ['social']],
  ['boris', 'Левин Борис Маркович', 'department-head', 'science', ['science']],
  ['vera', 'Мельникова Вера Алексеевна', 'department-head', 'pr', ['pr']],
  ['pavel', 'Морозов Павел Сергеевич', 'supervisor', 'contact', ['quality', 'contact', 'hotline']],
  ['rector', 'Белова Елена Викторовна', 'vice-rector', null, []],
  ['rector2', 'Григорьев Андрей Николаевич', 'vice-rector', null, []],
  ['admin', 'Захаров Илья Дмитриевич', 'administrator', null, []],
];

/** Надежда is on leave now; Светлана stands in (UX 7.2). */
export function makeStaff(now: Date): SeedStaff[] {
  const appointed = new Date(now.getTime() - 500 * DAY_MS).toLocaleDateString('ru', { timeZone: 'Europe/Moscow' });
  return PEOPLE.map(([login, name, role, department, queues], i) => ({
    login,
    name,
    role,
    department,
    queues: [...queues],
    phone: `+7000000${String(i + 1).padStart(4, '0')}`,
    email: `${login}@example.org`,
    capacity: 1,
    order: role === 'department-head' || role === 'supervisor' ? `Приказ № ${101 + i}-к от ${appointed}` : null,
    reception: login === 'irina',
    absence: login === 'nadezhda' ? leave(now) : null,
  }));
}

function leave(now: Date): SeedStaff['absence'] {
  return {
    from: new Date(now.getTime() - 4 * DAY_MS),
    to: new Date(now.getTime() + 10 * DAY_MS),
    deputy: 'svetlana',
    order: 'Приказ № 214-о',
    reason: 'отпуск',
  };
}
