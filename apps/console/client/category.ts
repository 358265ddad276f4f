// The client categories in the order people choose them; a type check keeps them equal to the contract.
import type { ClientCategory } from '#libs/contract/tickets.js';

export const CATEGORIES = ['applicant', 'student', 'trainee', 'alumnus', 'other'] as const satisfies readonly ClientCategory[];
