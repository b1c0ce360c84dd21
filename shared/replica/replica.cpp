#include "shared/replica/replica.hpp"

#include <algorithm>
#include <set>

#include "shared/replica/parts.hpp"
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
    if (device.size() != 16) return;
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

Replica::Replica(std::unique_ptr<Parts> parts) : parts_(std::move(parts)) {}
Replica::~Replica() = default;

Outcome<std::unique_ptr<Replica>> Replica::open(std::string const& path, Clock& clock, Random& random) {
    return sqlite::guarded("opening the tablet's store", [&] {
        return std::unique_ptr<Replica>(new Replica(std::make_unique<Parts>(path, clock, random)));
    });
}

namespace {
/// Reads need no transaction of their own; writes are one, durable when `work` returned.
template <typename Work>
auto durable(sqlite::Database& db, std::string_view doing, Work work) -> Outcome<decltype(work())> {
    return sqlite::guarded(doing, [&] {
        sqlite::Transaction transaction(db);
        auto result = work();
        transaction.commit();
        return result;
    });
}

[[noreturn]] void refuse(char const* code, std::string message) {
    throw sqlite::Failure({code, std::move(message)});
}
}  // namespace

bool Replica::is_enrolled() const {
    return parts_->identity.has_value();
}
Identity const& Replica::identity() const {
    MC_CHECK(parts_->identity);
    return *parts_->identity;
}

Outcome<Unit> Replica::enrol(Identity const& identity) {
    return durable(parts_->db, "enrolling", [&] {
        if (parts_->identity) refuse("already_enrolled", "this store belongs to a device already");
        parts_->save_identity(identity);
        return Unit{};
    });
}

Outcome<std::optional<Record>> Replica::find(RecordName const& name) {
    return sqlite::guarded("reading a record", [&] { return parts_->shown(name, parts_->tables.pending(name)); });
}

Outcome<std::vector<Record>> Replica::records(Root const& root) {
    return sqlite::guarded("reading a root", [&] {
        return parts_->shown_all(parts_->tables.base_of(root), parts_->tables.pending_of(root));
    });
}

Outcome<std::vector<Record>> Replica::records(RecordType type) {
    return sqlite::guarded("reading a list", [&] {
        return parts_->shown_all(parts_->tables.base_of(type), parts_->tables.pending_of(type));
    });
}

Outcome<RootState> Replica::root_state(Root const& root) {
    return sqlite::guarded("reading a root's state", [&] { return parts_->tables.root_state(root); });
}

namespace {
void put_all(auto& parts, std::span<Change const> changes, Uuid const& author) {
    if (!parts.identity) refuse("not_enrolled", "this tablet is not enrolled");
    for (auto const& change : changes) {
        auto const state = parts.tables.root_state(change.name.root);
        if (state != RootState::whole && state != RootState::refresh)
            refuse("root_incomplete", "this record is still being received, or no longer yours; it can be read only");
        parts.make_room(author);
        parts.put(change, author);
    }
}
}  // namespace

Dot Replica::last_dot() const {
    return {parts_->replica(), static_cast<std::uint64_t>(parts_->tables.number("counter"))};
}

Outcome<Unit> Replica::seal() {
    return durable(parts_->db, "sealing", [&] {
        if (parts_->identity) parts_->seal();
        return Unit{};
    });
}

Outcome<Unit> Replica::retry(std::int64_t held_id) {
    return durable(parts_->db, "retrying", [&] {
        std::optional<Delta> delta;
        Uuid author;
        {
            sqlite::Statement one(parts_->db, "SELECT author, delta FROM held WHERE id=?1 AND done=0");
            if (!one.with(held_id).step()) refuse("not_found", "there is nothing to retry under this number");
            author = Uuid::from(one.blob(0));
            auto decoded = decode_delta(one.blob(1));
            if (!decoded) refuse("corrupt", "a held delta cannot be read back");
            delta = *std::move(decoded);
        }
        parts_->make_room(author);
        parts_->write_again(delta->record, author);
        parts_->held_done.with(held_id).run();
        return Unit{};
    });
}

Outcome<std::vector<HeldDelta>> Replica::held() {
    return sqlite::guarded("reading what was held", [&] {
        sqlite::Use const use(parts_->held_list);
        std::vector<HeldDelta> out;
        auto& from = parts_->held_list;
        while (from.step()) {
            auto delta = decode_delta(from.blob(5));
            if (!delta) refuse("corrupt", "a held delta cannot be read back");
            DeltaVerdict const verdict{static_cast<Standing>(from.integer(1)), 0, from.text(2)};
            out.push_back(
                {from.integer(0), verdict, from.integer(3) != 0, Uuid::from(from.blob(4)), *std::move(delta)});
        }
        return out;
    });
}

Outcome<QueueSize> Replica::queue_size() {
    return sqlite::guarded("counting the queue", [&] {
        auto const count = [&](char const* sql) {
            sqlite::Statement statement(parts_->db, sql);
            return statement.step() ? statement.unsigned_integer(0) : 0;
        };
        QueueSize out;
        out.open_deltas = count("SELECT count(*) FROM pending WHERE state=0");
        out.batches = count("SELECT count(*) FROM batch WHERE state=0");
        // A finding's root is not a visit's: its visit is counted by its own unanswered records, or here by the finding alone.
        out.visits = count("SELECT count(DISTINCT root_id) FROM pending WHERE state<2 AND root_kind=4");
        out.held = count("SELECT count(*) FROM held WHERE done=0");
        out.blobs = count("SELECT count(*) FROM blob WHERE state=0");
        return out;
    });
}

Outcome<bool> Replica::has_unanswered(Root const& root) {
    return sqlite::guarded("reading the queue", [&] {
        return std::ranges::any_of(parts_->tables.pending_of(root),
                                   [](PendingDelta const& row) { return row.state < PendingState::joined; });
    });
}

namespace {
constexpr char const* blob_columns = "SELECT sha256, path, size, mime, state, upload, sent FROM blob ";
BlobEntry read_blob(sqlite::Statement& from) {
    return {hash_from(from.blob(0)), from.text(1), from.unsigned_integer(2), from.text(3),
            from.integer(4) != 0,    from.text(5), from.unsigned_integer(6)};
}
void put_blob(sqlite::Database& db, BlobEntry const& blob, char const* known) {
    sqlite::Statement put(
        db,
        std::string("INSERT INTO blob (sha256, path, size, mime, state, upload, sent) VALUES (?1,?2,?3,?4,?5,?6,?7) "
                    "ON CONFLICT (sha256) DO ") +
            known);
    put.with(ByteView(blob.sha256), std::string_view(blob.path), blob.size, std::string_view(blob.mime),
             blob.received ? 1 : 0, std::string_view(blob.upload), blob.sent)
        .run();
}
}  // namespace

Outcome<Unit> Replica::add_blob(BlobEntry const& blob) {
    return durable(parts_->db, "keeping a photo", [&] { return put_blob(parts_->db, blob, "NOTHING"), Unit{}; });
}
Outcome<Unit> Replica::write(std::span<Change const> changes, Uuid const& author, std::span<BlobEntry const> blobs) {
    return durable(parts_->db, "writing", [&] {
        for (auto const& blob : blobs) put_blob(parts_->db, blob, "NOTHING");
        put_all(*parts_, changes, author);
        return Unit{};
    });
}
Outcome<Unit> Replica::create_root(Root const& root, std::span<Change const> changes, Uuid const& author,
                                   std::span<BlobEntry const> blobs) {
    return durable(parts_->db, "making a record", [&] {
        if (parts_->tables.root_state(root) != RootState::none) refuse("root_exists", "this root is here already");
        parts_->tables.put_root(root, RootState::whole, 0);
        for (auto const& blob : blobs) put_blob(parts_->db, blob, "NOTHING");
        put_all(*parts_, changes, author);
        return Unit{};
    });
}
Outcome<Unit> Replica::update_blob(BlobEntry const& blob) {
    return durable(parts_->db, "noting a photo's progress",
                   [&] { return put_blob(parts_->db, blob, "UPDATE SET state=?5, upload=?6, sent=?7"), Unit{}; });
}
Outcome<std::optional<BlobEntry>> Replica::blob(Hash const& sha256) {
    return sqlite::guarded("reading a photo's state", [&]() -> std::optional<BlobEntry> {
        sqlite::Statement one(parts_->db, std::string(blob_columns) + "WHERE sha256=?1");
        if (!one.with(ByteView(sha256)).step()) return std::nullopt;
        return read_blob(one);
    });
}
Outcome<std::vector<BlobEntry>> Replica::unsent_blobs() {
    return sqlite::guarded("reading the photo queue", [&] {
        sqlite::Statement all(parts_->db, std::string(blob_columns) + "WHERE state=0 ORDER BY id");
        std::vector<BlobEntry> out;
        while (all.step()) out.push_back(read_blob(all));
        return out;
    });
}

Outcome<Unit> Replica::set_note(std::string const& name, std::string const& value) {
    return durable(parts_->db, "keeping a note",
                   [&] { return parts_->tables.set_blob("note." + name, view(value)), Unit{}; });
}
Outcome<std::string> Replica::note(std::string const& name) {
    return sqlite::guarded("reading a note", [&] { return std::string(as_text(parts_->tables.blob("note." + name))); });
}

Outcome<Unit> Replica::copy_to(std::string const& path) {
    return sqlite::guarded("copying the store", [&] {
        sqlite::Statement copy(parts_->db, "VACUUM INTO ?1");
        copy.with(std::string_view(path)).run();
        return Unit{};
    });
}

Outcome<HelloFacts> Replica::hello_facts() {
    return sqlite::guarded("preparing a session", [&] {
        auto& tables = parts_->tables;
        if (!parts_->identity) refuse("not_enrolled", "this tablet is not enrolled");
        HelloFacts out;
        out.server_identity = parts_->identity->server_identity;
        out.key = parts_->identity->key;
        auto& hello = out.hello;
        hello.device = parts_->identity->device;
        hello.device_epoch = parts_->identity->epoch;
        hello.sealed = static_cast<std::uint64_t>(tables.number("next_n"));
        if (hello.sealed > 0) hello.last_batch = hash_from(tables.blob("last_batch"));
        hello.cursor = parts_->cursor();
        for (auto const state : {RootState::coming, RootState::refresh})
            for (auto const& [root, seq] : tables.roots_in(state)) hello.roots.push_back({root, seq});
        hello.receipt = tables.blob("receipt");
        hello.device_ms = parts_->clock.now().time_ms;
        if (auto const waiting = parts_->unsaid_reenrol(); !waiting.empty()) {
            auto const frame = decode_frame(waiting);
            if (frame && std::holds_alternative<Reenrol>(*frame)) out.reenrol = std::get<Reenrol>(*frame);
        }
        return out;
    });
}

Outcome<std::vector<Push>> Replica::batches_from(BatchPosition from, std::size_t most) {
    return sqlite::guarded("reading the queue", [&] {
        auto& queue = parts_->batch_queue;
        sqlite::Use const use(queue);
        std::vector<Push> out;
        queue.with(from.device_epoch, from.n, static_cast<std::int64_t>(most));
        while (queue.step()) {
            auto frame = decode_frame(queue.blob(0));
            if (!frame || !std::holds_alternative<Push>(*frame))
                refuse("corrupt", "a sealed batch cannot be read back");
            auto push = std::get<Push>(*std::move(frame));
            push.old_receipt = queue.bytes(1);
            push.old_verdicts = queue.bytes(2);
            out.push_back(std::move(push));
        }
        return out;
    });
}

Outcome<Unit> Replica::on_welcome(Welcome const& welcome) {
    return durable(parts_->db, "meeting the server", [&] {
        parts_->offer(welcome.held);
        if (welcome.restart) {
            // In the server's own epoch too, when it does not know our cursor: then no row here may pass for one of its own.
            if (parts_->cursor().epoch == welcome.server_epoch) parts_->tables.disown_base();
            parts_->set_cursor({welcome.server_epoch, 0, 0});
            parts_->tables.forget_coming_roots();
            parts_->tables.set_number("restart", 1);
            parts_->tables.set_number("live_at_end", 0);
        }
        return Unit{};
    });
}

Outcome<Unit> Replica::on_ack(Ack const& ack) {
    return durable(parts_->db, "keeping a receipt", [&] {
        std::optional<Push> push;
        {
            sqlite::Use const use(parts_->batch_get);
            if (!parts_->batch_get.with(ack.device_epoch, ack.n).step())
                refuse("bad_ack", "an Ack for a batch that is not ours");
            if (parts_->batch_get.integer(3) != static_cast<std::int64_t>(BatchState::queued)) return Unit{};
            auto frame = decode_frame(parts_->batch_get.blob(0));
            if (!frame || !std::holds_alternative<Push>(*frame))
                refuse("corrupt", "a sealed batch cannot be read back");
            push = std::get<Push>(*std::move(frame));
        }
        parts_->accept(ack, push->batch);
        return Unit{};
    });
}

Outcome<PageAnswer> Replica::on_page(Page const& page) {
    return durable(parts_->db, "applying a page", [&] {
        PageAnswer answer;
        if (page.server_epoch != parts_->cursor().epoch && parts_->cursor().epoch != 0)
            refuse("bad_page", "a page of another epoch of the server");
        if (parts_->must_push_first(page)) {
            parts_->seal();
            answer.deferred = true;
            return answer;
        }
        parts_->apply_page(page);
        answer.applied.cursor = parts_->cursor();
        if (page.root) answer.applied.root = RootCursor{*page.root, page.full ? page.to : 0};
        auto& tables = parts_->tables;
        bool const whole = tables.roots_in(RootState::coming).empty() && tables.roots_in(RootState::refresh).empty();
        answer.at_end = whole && tables.number("live_at_end") != 0;
        parts_->lost_list.reset();
        answer.has_lost_acts = parts_->lost_list.step();
        parts_->lost_list.reset();
        return answer;
    });
}

Outcome<std::optional<Reenrol>> Replica::on_epoch_closed(EpochClosed const& closed) {
    return durable(parts_->db, "taking a new epoch", [&]() -> std::optional<Reenrol> {
        if (closed.device_epoch == parts_->identity->epoch) return parts_->begin_epoch(closed);
        parts_->set_aside(closed);
        return std::nullopt;
    });
}

Outcome<Unit> Replica::on_reenrolled(Reenrolled const& answer) {
    return durable(parts_->db, "opening a new epoch", [&] {
        if (!answer.code.empty()) refuse(answer.code.c_str(), "the server did not open the new epoch");
        parts_->tables.set_number("reenrols_said", parts_->tables.number("reenrols_said") + 1);
        return Unit{};
    });
}

Outcome<Unit> Replica::on_unknown_epoch() {
    return durable(parts_->db, "saying again how this epoch began",
                   [&] { return parts_->tables.set_number("reenrols_said", 0), Unit{}; });
}

Outcome<LostActs> Replica::lost_acts() {
    return sqlite::guarded("reading lost acts", [&] {
        sqlite::Use const use(parts_->lost_list);
        LostActs out;
        std::size_t bytes = 0;
        while (bytes < limits::page_bytes_goal && parts_->lost_list.step()) {
            bytes += parts_->lost_list.blob(0).size();
            auto record = decode_record(parts_->lost_list.blob(0));
            if (!record) refuse("corrupt", "a lost act cannot be read back");
            out.records.push_back(*std::move(record));
        }
        return out;
    });
}

Outcome<Unit> Replica::on_lost_kept(LostKept const& kept) {
    return durable(parts_->db, "handing in lost acts",
                   [&] { return parts_->lost_drop.with(kept.count).run(), Unit{}; });
}

}  // namespace mingcha
