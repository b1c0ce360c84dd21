/// The JSON of docs/API.md, as far as the pages read it.

export interface Named { id: string; name_zh: string; name_en: string }
export interface Person { id: string; name: string }

export type Rank = 1 | 2 | 3 | 4 | 5 | null;
export interface Count { rank: Rank; n: number }
export interface Grade { code: string; zh: string; en: string; rank: Rank }

export interface Session {
  account: { id: string; name: string; role: string };
  office: Named & { level: string };
  csrf: string;
  expires: number;
}

export interface ScoreLine {
  points: string | null;
  max: string | null;
  grade: Grade | null;
  vetoed: boolean;
  answered: number;
  items: number;
  counts: Count[];
}

export interface VisitRow {
  id: string;
  seq: number;
  number: string | null;
  unit: Named;
  zone: Named | null;
  kind: string;
  secret: boolean;
  lead: Person | null;
  members: Person[];
  date: string | null;
  started: number | null;
  ended: number | null;
  state: string;
  provisional: boolean;
  score: ScoreLine;
  findings: { total: number; open: number };
  photos: { total: number; received: number };
  conflicts: number;
  dissents: number;
  flags: string[];
  updated: number;
}

export interface VisitPage {
  seq: number;
  total: number;
  from: number;
  next: string | null;
  prev: string | null;
  items: VisitRow[];
}

export interface Options { units: Named[]; zones: Named[]; inspectors: Person[] }

/// One version of a field, with who wrote it and when.
export interface Sibling<T> { value: T; author: Person; time: number }
/// A field that several people may write; the first sibling is the one shown.
export interface Field<T> { conflict: boolean; siblings: Sibling<T>[] }

export type Verdict = {
  level?: string | undefined; level_zh?: string | null; level_en?: string | null; rank?: Rank;
  points?: string | undefined; na?: boolean; na_reason?: string; na_reason_en?: string;
  said_zh?: string[]; said_en?: string[]; [key: string]: unknown;
};

export interface Item {
  code: string;
  text_zh: string;
  text_en: string;
  scoring: string;
  veto: boolean;
  critical: boolean;
  photo: string;
  basis: string | null;
  basis_en: string | null;
  unit_zh: string | null;
  unit_en: string | null;
  level: string | null;
  level_zh: string | null;
  level_en: string | null;
  rank: Rank;
  points: string | null;
  max: string | null;
  na: boolean;
  answered: boolean;
  previous_level: string | null;
  previous_level_zh: string | null;
  previous_level_en: string | null;
  previous_rank: Rank;
}

export interface Section {
  code: string;
  title_zh: string;
  title_en: string;
  points: string | null;
  max: string | null;
  previous: string | null;
  vetoed: boolean;
  counts: Count[];
  items: Item[];
}

export interface Answer {
  id: string;
  verdict: Field<Verdict> | null;
  comment: Field<string> | null;
  practice: Field<string> | null;
  gap: Field<string> | null;
  self: Field<Verdict> | null;
  no_photo: Field<string> | null;
  no_finding: Field<string> | null;
}

export interface Photo {
  id: string;
  subject: { type: string; id: string; item: string | null };
  role: string;
  sha256: string;
  size: number;
  mime: string;
  width: number;
  height: number;
  received: number | null;
  author: Person;
  taken: { time: number | null; imported: boolean; lat: number | null; lon: number | null; accuracy: number | null };
  caption: string | null;
  order: number;
}

export interface Finding {
  id: string;
  item: string | null;
  state: string;
  provisional: boolean;
  flags: string[];
  title: Field<string> | null;
  class: Field<string> | null;
  basis: Field<string> | null;
  advice: Field<string> | null;
  days: Field<number> | null;
  responsible: Field<string> | null;
  due: string | null;
  notice: { number: string; days: number; time: number } | null;
  photos: string[];
  same_item: string[];
}

export interface Feedback { id: string; round: number; hash: string; time: number; author: Person }

export interface Confirmation {
  id: string;
  feedback: string | null;
  choice: string;
  points: { finding: string; choice: string; reason: string | null; text: string | null }[];
  reason: string | null;
  signer: { name: string; role: string; typed: string | null } | null;
  witness: string | null;
  until: number | null;
  signature: string | null;
  code_result: string;
  content_matches: boolean | null;
  author: Person;
  device: string | null;
  time: number;
}

export interface Addendum {
  record: string;
  id: string;
  key: string | null;
  field: string;
  feedback: string;
  signed: unknown[];
  now: Sibling<unknown>[];
}

export interface Conflict {
  record: string;
  id: string;
  key: string | null;
  field: string;
  rule: string;
  settles: { role: string; person: Person | null };
  siblings: Sibling<unknown>[];
}

export interface Step {
  id: string;
  subject: { type: string; id: string };
  act: string;
  to: string | null;
  by: Person | null;
  device: string | null;
  made: number;
  effective: number;
  received: number | null;
  note: string | null;
  reason: string | null;
  who: string | null;
  no_photo: string | null;
  ruling: { result: string; zh: string; en: string; effective: number; order: number; rules: string } | null;
}

export interface Visit {
  id: string;
  seq: number;
  number: string | null;
  unit: Named & { kind: string; head: string | null; liaison: Person | null; students: number | null };
  zone: Named | null;
  kind: string;
  secret: boolean;
  lead: Person | null;
  members: Person[];
  planned: string | null;
  reason: Field<string> | null;
  checkin: {
    time: number; distance: number | null; accuracy: number | null; plaque: boolean;
    gps_reason: string | null; plaque_reason: string | null;
  } | null;
  date: string | null;
  started: number | null;
  ended: number | null;
  state: string;
  provisional: boolean;
  flags: string[];
  checklist: { code: string; version: string; title_zh: string; title_en: string } | null;
  summary: Field<string> | null;
  highlights: Field<string> | null;
  score: ScoreLine & {
    earned: string | null;
    total: string | null;
    vetoes: string[];
    /// At the start of the term, where the list asks for both; null otherwise.
    start: string | null;
    previous: { id: string; number: string | null; date: string; points: string | null } | null;
    sections: Section[];
  };
  answers: Record<string, Answer>;
  photos: Photo[];
  findings: Finding[];
  feedbacks: Feedback[];
  confirmations: Confirmation[];
  addenda: Addendum[];
  conflicts: Conflict[];
  steps: Step[];
  updated: number;
}

/// The head of the office's Merkle log; the numbers are for people, `head` is what is signed.
export interface LogHead { size: number; root: string; time: number; head: string }

/// What stands behind a receipt's verification code.
export interface Verified {
  code: string;
  matches: {
    number: string | null;
    unit: { name_zh: string; name_en: string };
    started: number;
    round: number;
    feedback: number;
    answer: string | null;
    state: string;
  }[];
}
