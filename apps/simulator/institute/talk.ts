// The shape of what is said on one topic: each question with the answer that fits it.

/** What is asked, what is answered and, where it is needed, what the manager asks back and is told. */
export type Turn = readonly [ask: string, answer: string, question?: string, reply?: string];

/**
 * Slots in braces are filled per ticket: {programme} {group} {day} (soon) {ago} (past) {sum} {days} {hour} {room} {score};
 * {он|она} and {|а} follow the one who writes.
 */
export interface Talk {
  topic: string;
  /** Queue code of config/institute.yaml that owns the topic. */
  queue: string;
  /** Contact managers answer alone (003 §1.8). */
  typical: boolean;
  /** Who asks, likeliest first. */
  who: readonly ('applicant' | 'student' | 'trainee' | 'alumnus' | 'other')[];
  /** When it is asked most. */
  season: 'admission' | 'term' | 'session' | 'autumn' | 'even';
  /** Share among all topics outside any season. */
  weight: number;
  kind?: 'statement' | 'proposal' | 'complaint';
  turns: readonly Turn[];
}
