// The verb Gather: prompts that a key cuts short, then digits until enough, a finishing key or silence.
import type { Input } from './leg.js';
import type { Params } from './exchange.js';
import { deferred, Interruption, pause, unless, within } from './scope.js';
import { go, NEXT, type Run, type Step } from './step.js';
import type { Verb } from './twiml.js';

/** Collects a leg's keys and words from now on. */
class Ear {
  private readonly inputs: Input[] = [];
  private arrival = deferred<void>();
  /** Settles at the first input. */
  readonly first = this.arrival.promise;

  constructor(private readonly run: Run) {
    run.leg.keypad = (input) => {
      this.inputs.push(input);
      this.arrival.resolve();
    };
  }

  /** The next input, or null when `ms` pass without one. */
  async next(ms: number): Promise<Input | null> {
    if (this.inputs.length === 0) await this.wait(ms);
    return this.inputs.shift() ?? null;
  }

  private async wait(ms: number): Promise<void> {
    this.arrival = deferred<void>();
    const timer = within(this.run.signal);
    try {
      await Promise.race([unless(timer.signal, this.arrival.promise), pause(this.run.x.clock, timer.signal, ms)]);
    } finally {
      timer.abort(new Interruption('over'));
    }
  }

  close(): void {
    this.run.leg.keypad = null;
  }
}

/** Plays the prompts until they end or the caller does something. */
async function prompt(run: Run, verb: Verb, ear: Ear): Promise<void> {
  const scope = within(run.signal);
  const prompts = run.play({ ...run, signal: scope.signal }, verb.children).catch((cut) => {
    if (run.signal.aborted || !(cut instanceof Interruption)) throw cut;
  });
  try {
    await Promise.race([prompts, unless(scope.signal, ear.first)]);
  } finally {
    scope.abort(new Interruption('over'));
    await prompts.catch(() => {});
  }
}

interface Result {
  digits: string;
  finishedOn: string | null;
  speech: string | null;
}

async function collect(verb: Verb, ear: Ear): Promise<Result> {
  // an empty finishOnKey makes # a key like the others
  const finish = verb.attrs.finishOnKey ?? '#';
  const enough = Number(verb.attrs.numDigits ?? Number.POSITIVE_INFINITY);
  const timeoutMs = Number(verb.attrs.timeout ?? 5) * 1000;
  const words = (verb.attrs.input ?? 'dtmf').includes('speech');
  let digits = '';
  while (digits.length < enough) {
    const input = await ear.next(timeoutMs);
    if (!input) break;
    if ('speech' in input) {
      if (words) return { digits, finishedOn: null, speech: input.speech };
    } else if (finish.includes(input.key)) return { digits, finishedOn: input.key, speech: null };
    else digits += input.key;
  }
  return { digits, finishedOn: null, speech: null };
}

function resultParams(verb: Verb, { digits, finishedOn, speech }: Result): Params {
  if (speech !== null) return { SpeechResult: speech, Confidence: '0.91', Language: verb.attrs.language ?? 'en-US', msg: 'Gather End' };
  return { Digits: digits, msg: 'Gather End', ...(finishedOn ? { FinishedOnKey: finishedOn } : {}) };
}

export async function gather(run: Run, verb: Verb): Promise<Step> {
  const ear = new Ear(run);
  try {
    run.leg.emit(run.x.now(), 'gather', verb.attrs.action ?? run.page.base);
    await prompt(run, verb, ear);
    const result = await collect(verb, ear);
    if (result.digits) (run.place === 'call' ? run.leg.menuPath : run.leg.waitKeys).push(result.digits);
    const empty = !result.digits && result.speech === null;
    if (empty && verb.attrs.actionOnEmptyResult !== 'true') return NEXT;
    const method = verb.attrs.method === 'GET' ? 'GET' : 'POST';
    return go(run, { url: verb.attrs.action ?? run.page.base, method }, resultParams(verb, result));
  } finally {
    ear.close();
  }
}
