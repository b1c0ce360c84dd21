#include "shared/replica/replica.hpp"

#include <algorithm>

#include "shared/replica/parts.hpp"
#include "shared/wire/limits.hpp"

namespace mingcha {

Replica::Replica(std::unique_ptr<Parts> parts) : parts_(std::move(parts)) {}
Replica::~Replica() = default;

Outcome<std::unique_ptr<Replica>> Replica::open(std::string const& path, Clock& clock, Random& random) {
    return sqlite::guarded("opening the tablet's store", [&] {
        return std::unique_ptr<Replica>(new Replica(std::make_unique<Parts>(path, clock, random)));
    });
}

bool Replica::is_enrolled() const {
    return parts_->identity.has_value();
}
Identity const& Replica::identity() const {
    MC_CHECK(parts_->identity);
    return *parts_->identity;
}

Outcome<Unit> Replica::enrol(Identity const& identity) {
    return durable(*parts_, "enrolling", [&] {
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
/// Elsewhere own dots may be missing, and a new one would cover them unseen (4.9 whole).
void must_be_whole(auto& parts, Root const& root) {
    auto const state = parts.tables.root_state(root);
    if (state != RootState::whole && state != RootState::refresh)
        refuse("root_incomplete", "this record is still being received, or no longer yours; it can be read only");
}
void put_all(auto& parts, std::span<Change const> changes, Uuid const& author) {
    if (!parts.identity) refuse("not_enrolled", "this tablet is not enrolled");
    for (auto const& change : changes) {
        must_be_whole(parts, change.name.root);
        parts.make_room(author);
        parts.put(change, author);
    }
}
}  // namespace

Outcome<Unit> Replica::write(std::span<Change const> changes, Uuid const& author, std::span<BlobEntry const> blobs) {
    return durable(*parts_, "writing", [&] {
        for (auto const& blob : blobs) parts_->put_blob(blob);
        put_all(*parts_, changes, author);
        return Unit{};
    });
}
Outcome<Unit> Replica::create_root(Root const& root, std::span<Change const> changes, Uuid const& author,
                                   std::span<BlobEntry const> blobs) {
    return durable(*parts_, "making a record", [&] {
        if (parts_->tables.root_state(root) != RootState::none) refuse("root_exists", "this root is here already");
        parts_->tables.put_root(root, RootState::whole, 0);
        for (auto const& blob : blobs) parts_->put_blob(blob);
        put_all(*parts_, changes, author);
        return Unit{};
    });
}

Outcome<Dot> Replica::last_dot() {
    return sqlite::guarded("reading the newest write", [&] {
        parts_->settle_doubt();
        return Dot{parts_->replica(), static_cast<std::uint64_t>(parts_->tables.number("counter"))};
    });
}

Outcome<Unit> Replica::seal() {
    return durable(*parts_, "sealing", [&] {
        if (parts_->identity) parts_->seal();
        return Unit{};
    });
}

Outcome<Unit> Replica::retry(std::int64_t held_id) {
    return durable(*parts_, "retrying", [&] {
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
        must_be_whole(*parts_, delta->record.name.root);
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

Outcome<Unit> Replica::set_note(std::string const& name, std::string const& value) {
    return durable(*parts_, "keeping a note",
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

}  // namespace mingcha
