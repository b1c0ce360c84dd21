// What the fixture server knows: the visits of docs/API.md, more like them, and how lists are filtered and ordered.
import { readExamples } from "./examples.mjs";
import { picture } from "./picture.mjs";

const seconds = (day, hour, minute) => Date.UTC(2026, 5, day, hour - 8, minute);
const clone = (value) => JSON.parse(JSON.stringify(value));

function moreRows(rows, options, count) {
  const states = ["submitted", "confirmed", "accepted", "published", "returned", "working", "filed"];
  return Array.from({ length: count }, (_, n) => {
    const row = clone(rows[2]);
    const day = 10 - (n % 10);
    row.id = `01907c11-0000-7000-8000-${String(100000000000 + n)}`;
    row.seq = 40000 - n;
    row.number = `LX-${String(1000 + n)}`;
    row.unit = options.units[n % options.units.length];
    row.zone = options.zones[n % options.zones.length];
    row.lead = options.inspectors[n % options.inspectors.length];
    row.kind = ["routine", "special", "comprehensive"][n % 3];
    row.date = `2026-06-${String(day).padStart(2, "0")}`;
    row.started = seconds(day, 8 + n % 8, n % 60);
    row.ended = row.started + (40 + n % 50) * 60_000;
    row.state = states[n % states.length];
    row.flags = [];
    row.updated = row.ended;
    return row;
  });
}

function replaceHashes(visit) {
  const tints = [[20, 10, 0], [0, 15, 25], [10, 0, 20], [30, 30, 30]];
  const blobs = new Map();
  visit.photos.forEach((photo, n) => {
    const made = picture(photo.width / 4, photo.height / 4, tints[n % tints.length]);
    Object.assign(photo, { sha256: made.sha256, size: made.bytes.length, mime: made.mime, width: made.width, height: made.height });
    if (photo.received !== null) blobs.set(made.sha256, made);
  });
  return blobs;
}

export function makeWorld({ more = 0 } = {}) {
  const examples = readExamples();
  const visit = clone(examples.visit);
  const blobs = replaceHashes(visit);
  const { options } = examples;
  return {
    examples, options, blobs, seq: examples.visits.seq,
    visits: new Map([[visit.id, visit]]),
    rows: [...clone(examples.visits.items), ...moreRows(examples.visits.items, options, more)],
  };
}

const filters = {
  state: (row, value) => value.split(",").includes(row.state),
  unit: (row, value) => row.unit.id === value,
  zone: (row, value) => row.zone?.id === value,
  inspector: (row, value) => [row.lead, ...row.members].some((person) => person?.id === value),
  kind: (row, value) => row.kind === value,
  month: (row, value) => row.date?.startsWith(value) ?? false,
  conflict: (row) => row.flags.includes("conflict"),
  dissent: (row) => row.flags.includes("dissent"),
  veto: (row) => row.flags.includes("veto"),
  deferred: (row) => row.flags.includes("deferred"),
  refused: (row) => row.flags.includes("refused"),
  broken_off: (row) => row.flags.includes("broken_off"),
  unsigned: (row) => row.flags.includes("unsigned"),
  missing: (row) => row.flags.includes("missing"),
  ids: (row, value) => value.split(",").includes(row.id),
  q: (row, value) => [row.unit.name_zh, row.unit.name_en, row.number ?? "", row.lead?.name ?? ""].some((text) => text.toLowerCase().includes(value.toLowerCase())),
};

const keys = {
  date: (row) => `${row.date ?? ""} ${row.started ?? ""}`,
  unit: (row) => row.unit.name_zh,
  state: (row) => row.state,
  points: (row) => Number(row.score.points ?? -1),
  updated: (row) => row.updated,
};

/// GET /api/v1/visits over the world. Returns null for a filter that docs/API.md does not allow.
export function listVisits(world, query) {
  let rows = world.rows;
  for (const [name, test] of Object.entries(filters)) {
    const value = query.get(name);
    if (value) rows = rows.filter((row) => test(row, value));
  }
  const sort = query.get("sort") || "-date";
  const key = keys[sort.replace(/^-/, "")];
  if (!key) return null;
  const sign = sort.startsWith("-") ? -1 : 1;
  rows = [...rows].sort((a, b) => sign * (key(a) < key(b) ? -1 : key(a) > key(b) ? 1 : a.id < b.id ? -1 : 1));
  const limit = Number(query.get("limit") || 50);
  const at = Number(query.get("cursor") || 0);
  return {
    seq: world.seq, total: rows.length, from: rows.length === 0 ? 0 : at + 1,
    next: at + limit < rows.length ? String(at + limit) : null,
    prev: at > 0 ? String(Math.max(0, at - limit)) : null,
    items: rows.slice(at, at + limit),
  };
}
