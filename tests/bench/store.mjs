// One database for the peers in JavaScript: a snapshot for each case and an audit row for each event.
import Database from 'better-sqlite3';

export function openStore(file) {
  const db = new Database(file);
  db.pragma('journal_mode = WAL');
  db.pragma('synchronous = FULL');
  db.exec(`CREATE TABLE kase (id INTEGER PRIMARY KEY, version INTEGER NOT NULL, snapshot TEXT NOT NULL);
           CREATE TABLE event (kase INTEGER NOT NULL, seq INTEGER NOT NULL, audit TEXT NOT NULL, PRIMARY KEY (kase, seq))`);
  const insert = db.prepare('INSERT INTO kase VALUES (?, 0, ?)');
  const select = db.prepare('SELECT version, snapshot FROM kase WHERE id = ?');
  const update = db.prepare('UPDATE kase SET version = version + 1, snapshot = ? WHERE id = ? AND version = ?');
  const audit = db.prepare('INSERT INTO event VALUES (?, ?, ?)');
  return {
    open: db.transaction((snapshots) => snapshots.forEach((text, id) => insert.run(id, text))),
    load: (id) => select.get(id),
    save: db.transaction((id, version, snapshot) => {
      if (update.run(snapshot, id, version).changes !== 1) throw new Error('the case was changed by somebody else');
      audit.run(id, version + 1, 'x'.repeat(300));
    }),
  };
}

// Moves cases chosen by chance for so many seconds; prints one line of JSON.
export async function measure(peer, cases, seconds, act) {
  const took = [];
  let chance = 41872;
  const end = performance.now() + seconds * 1000;
  const began = performance.now();
  while (performance.now() < end) {
    chance = (chance * 1103515245 + 12345) % 2147483648;
    const asked = performance.now();
    await act(chance % cases);
    took.push(performance.now() - asked);
  }
  const a_second = took.length / ((performance.now() - began) / 1000);
  took.sort((a, b) => a - b);
  const at = (share) => Number(took[Math.floor(share * (took.length - 1))].toFixed(3));
  console.log(JSON.stringify({ peer, a_second: Number(a_second.toFixed(1)), p50_ms: at(0.5), p99_ms: at(0.99) }));
}
