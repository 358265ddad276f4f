// What a person reads in a letter: the shape of the records beside the test letters, and the rules they were written by.

/**
 * One letter as a sensible reader sees it, written without any parser.
 *
 * - `from`: the first author; `name` is '' when the letter gives none. `null`: the letter names nobody readable.
 * - `subject`: decoded and unfolded, '' when absent.
 * - `visibleText`: everything the author wrote, in order, without quoted history and without the line that
 *   announces it. Signatures («Отправлено с iPhone», "-- ") stay. Text between or below quotes stays. The text of a
 *   forward stays whole. A letter without a plain part is read as a browser shows it. Lines end in \n.
 * - `quoteBoundary`: first 20 characters of the line where quoted history starts (the announcing line, or the rule
 *   above it); `null` without a quotation and in forwards.
 * - `attachments`: files and inline pictures in order of appearance; an attached message counts as one file with the
 *   bytes between the boundaries. `null`: reasonable readers differ (the technical parts of a delivery report).
 * - `automatic`: a machine wrote it: a delivery failure, a read receipt, an absence notice, any other robot or list.
 */
export interface ExpectedLetter {
  file: string;
  from: { name: string; address: string } | null;
  subject: string;
  visibleText: string;
  quoteBoundary: string | null;
  attachments: ExpectedFile[] | null;
  automatic: Automatic | null;
}

export interface ExpectedFile {
  name: string | null;
  sha256: string;
}

export type Automatic = 'bounce' | 'robot' | 'receipt' | 'out-of-office';

/** What the tested reader says about the same letter. */
export type ActualLetter = Omit<ExpectedLetter, 'file' | 'attachments'> & { attachments: ExpectedFile[] };
