// What is typed about a member of staff, and the body it becomes.
import type { StaffView } from '#libs/contract/staff.js';

export const ROLES: StaffView['role'][] = [
  'contact-manager',
  'admission-manager',
  'study-manager',
  'department-head',
  'supervisor',
  'vice-rector',
  'administrator',
];
/** Naming a head needs an order (003 §1.5). */
const BY_ORDER: StaffView['role'][] = ['department-head', 'supervisor'];
export const isByOrder = (role: StaffView['role']): boolean => BY_ORDER.includes(role);

/** Whether saving names somebody a head who was not. */
export const needsOrder = (form: PersonForm, person: StaffView | null): boolean => isByOrder(form.role) && form.role !== person?.role;

/** Whether the order has a field at all: dismissing needs one too. */
export const takesOrder = (form: PersonForm, person: StaffView | null): boolean => isByOrder(form.role) || person !== null;

export function bodyOf(form: PersonForm): Record<string, unknown> {
  const { order, password, capacity, phone, email, ...rest } = form;
  return {
    ...rest,
    phone: phone.trim() || null,
    email: email.trim() || null,
    capacity: Number(capacity.replace(',', '.')),
    ...(order.trim() ? { order: order.trim() } : {}),
    ...(password ? { password } : {}),
  };
}

export interface PersonForm {
  login: string;
  name: string;
  role: StaffView['role'];
  queues: string[];
  phone: string;
  email: string;
  capacity: string;
  password: string;
  order: string;
}
export const formOf = (one: StaffView | null): PersonForm => ({
  login: one?.login ?? '',
  name: one?.name ?? '',
  role: one?.role ?? 'contact-manager',
  queues: one?.queues ?? [],
  phone: one?.phone ?? '',
  email: one?.email ?? '',
  capacity: String(one?.capacity ?? 4),
  password: '',
  order: '',
});
