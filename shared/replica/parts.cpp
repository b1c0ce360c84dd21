#include "shared/replica/parts.hpp"

#include <algorithm>

#include "shared/wire/limits.hpp"

namespace mingcha {

Replica::Parts::Parts(std::string const& path, Clock& clock_in, Random& random_in)
    : db(path),
      tables([this]() -> sqlite::Database& {
          create_replica_tables(db);
          return db;
      }()),
      open_size(db, "SELECT count(*), total(length(delta)) FROM pending WHERE state=0"),
      batch_put(db, "INSERT INTO batch VALUES (?1,?2,?3,?4,?5,?6,x'',x'',?7)"),
      batch_get(db, "SELECT push, receipt, verdicts, state FROM batch WHERE epoch=?1 AND n=?2"),
      batch_queue(db,
                  "SELECT push, receipt, verdicts FROM batch WHERE state=0 AND (epoch, n) >= (?1, ?2) ORDER BY epoch, "
                  "n LIMIT ?3"),
      batch_answered(db, "SELECT epoch, n FROM batch WHERE state=1 ORDER BY epoch, n"),
      batch_state(db, "UPDATE batch SET state=?1, receipt=?2, verdicts=?3 WHERE epoch=?4 AND n=?5"),
      held_put(db,
               "INSERT INTO held (batch_epoch, batch_n, batch_index, standing, code, done, author, delta) VALUES "
               "(?1,?2,?3,?4,?5,0,?6,?7)"),
      held_list(db, "SELECT id, standing, code, done, author, delta FROM held ORDER BY id"),
      held_done(db, "UPDATE held SET done=1 WHERE id=?1"),
      lost_put(db, "INSERT INTO lost (row) VALUES (?1)"),
      lost_list(db, "SELECT row FROM lost ORDER BY id LIMIT " + std::to_string(limits::lost_acts_max)),
      lost_drop(db, "DELETE FROM lost WHERE id IN (SELECT id FROM lost ORDER BY id LIMIT ?1)"),
      clock(clock_in),
      random(random_in) {
    load_identity();
}

Dot Replica::Parts::next_dot() {
    std::int64_t const counter = tables.number("counter") + 1;
    tables.set_number("counter", counter);
    return {replica(), static_cast<std::uint64_t>(counter)};
}

Cursor Replica::Parts::cursor() {
    auto const bits = [&](char const* name) { return static_cast<std::uint64_t>(tables.number(name)); };
    return {bits("cursor_epoch"), bits("cursor_seq"), bits("cursor_check")};
}

void Replica::Parts::set_cursor(Cursor const& to) {
    tables.set_number("cursor_epoch", static_cast<std::int64_t>(to.epoch));
    tables.set_number("cursor_seq", static_cast<std::int64_t>(to.seq));
    tables.set_number("cursor_check", static_cast<std::int64_t>(to.check));
}

void Replica::Parts::load_identity() {
    Bytes const device = tables.blob("device");
    if (device.size() != 16) return identity.reset();
    auto const key_of = [&](char const* name) {
        PublicKey key{};
        auto const raw = tables.blob(name);
        if (raw.size() == key.size()) std::ranges::copy(raw, key.begin());
        return key;
    };
    Identity out;
    out.device = Uuid::from(device);
    out.epoch = static_cast<std::uint64_t>(tables.number("epoch"));
    out.key = SigningKey::from_seed(key_of("key"));
    out.server_identity = key_of("server_identity");
    out.server_box = key_of("server_box");
    out.log_id = Uuid::from(tables.blob("log_id"));
    out.person = Uuid::from(tables.blob("person"));
    identity = out;
}

void Replica::Parts::save_identity(Identity const& to) {
    tables.set_blob("device", to.device.view());
    tables.set_number("epoch", static_cast<std::int64_t>(to.epoch));
    tables.set_blob("key", to.key.seed());
    tables.set_blob("server_identity", to.server_identity);
    tables.set_blob("server_box", to.server_box);
    tables.set_blob("log_id", to.log_id.view());
    tables.set_blob("person", to.person.view());
    identity = to;
}

}  // namespace mingcha
