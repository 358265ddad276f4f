// The place of the call bar: the bar and the softphone come only when there is a call or a softphone.
import { Suspense, lazy, useEffect, useState } from 'react';
import { deskApi } from '../api/desk.adapter.js';
import { useCell } from '../live/hooks.js';
import { may } from '../session/session.store.js';
import { currentCall, loadCurrentCall } from './calls.store.js';

const CallBar = lazy(async () => ({ default: (await import('./call-bar.js')).CallBar }));

export function CallBarSlot() {
  const call = useCell(currentCall);
  const [token, setToken] = useState<string | null>(null);
  const [mine] = useState(() => may('call.make'));
  useEffect(() => {
    if (!mine) return;
    void loadCurrentCall();
    // nothing where no softphone is set up: calls then ring an ordinary telephone.
    deskApi
      .softphoneToken()
      .then((answer) => setToken(answer?.token ?? null))
      .catch(() => undefined);
  }, [mine]);
  if (!call && !token) return null;
  return (
    <Suspense fallback={null}>
      <CallBar call={call} token={token} />
    </Suspense>
  );
}
