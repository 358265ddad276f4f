// Who looks or acts: the signed-in agent with what rights need to know.
import type { Role } from '#libs/contract/staff.js';

export interface Viewer {
  agentId: string;
  sessionId: string;
  login: string;
  name: string;
  role: Role;
  departmentId: string | null;
  queueIds: string[];
  language: 'ru' | 'en';
}
