// Access tokens of the browser phone; whoever was given one is rung in the browser until it lapses.
import type { Database } from '#libs/kernel/database.service.js';
import type { HotlineSettings } from './settings.js';

const LIFETIME_S = 3600;

/** Null when the account has no key or no application for browsers. */
export async function softphoneToken(settings: HotlineSettings, agentId: string): Promise<{ token: string; identity: string } | null> {
  const { accountSid, apiKeySid, apiKeySecret, appSid } = settings;
  if (!apiKeySid || !apiKeySecret || !appSid) return null;
  // loaded with the first browser phone: most installations ring ordinary ones
  const { default: AccessToken } = await import('twilio/lib/jwt/AccessToken.js');
  const identity = `agent-${agentId}`;
  const token = new AccessToken(accountSid, apiKeySid, apiKeySecret, { identity, ttl: LIFETIME_S });
  token.addGrant(new AccessToken.VoiceGrant({ outgoingApplicationSid: appSid, incomingAllow: true }));
  return { token: token.toJwt(), identity };
}

export async function rememberSoftphone(db: Database, agentId: string, accountId: string, now: Date): Promise<void> {
  await db.query(
    'insert into hotline_softphones (agent_id, account_id, until) values ($1, $2, $3) on conflict (agent_id, account_id) do update set until = excluded.until',
    [agentId, accountId, new Date(now.getTime() + LIFETIME_S * 1000)],
  );
}
