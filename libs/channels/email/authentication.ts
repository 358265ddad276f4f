// Whether the network proved the From address: Authentication-Results of the one server we trust (RFC 8601).

/** True when the trusted server saw DMARC pass, or a DKIM signature of the From domain. */
export function isAuthenticated(results: string[], authservId: string | null, from: string): boolean {
  if (!authservId) return false;
  // topmost only: anything below may have been written by the sender
  const trusted = results.find((one) => one.trim().split(/[\s;]/)[0].toLowerCase() === authservId.toLowerCase());
  if (!trusted) return false;
  const domain = from.slice(from.lastIndexOf('@') + 1).toLowerCase();
  return trusted
    .split(';')
    .slice(1)
    .some((clause) => passes(clause.trim().toLowerCase(), domain));
}

function passes(clause: string, domain: string): boolean {
  if (/^dmarc\s*=\s*pass\b/.test(clause)) return aligned(/header\.from\s*=\s*([^\s;]+)/.exec(clause)?.[1] ?? domain, domain);
  if (!/^dkim\s*=\s*pass\b/.test(clause)) return false;
  const signer = /header\.(?:d|i)\s*=\s*@?([^\s;]+)/.exec(clause)?.[1];
  return signer !== undefined && aligned(signer, domain);
}

function aligned(signer: string, domain: string): boolean {
  const plain = signer.slice(signer.lastIndexOf('@') + 1);
  return plain === domain || (plain.includes('.') && domain.endsWith(`.${plain}`));
}
