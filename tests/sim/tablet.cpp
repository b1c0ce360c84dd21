#include "tests/sim/tablet.hpp"

#include <algorithm>
#include <filesystem>

namespace mingcha::sim {

Tablet::Tablet(std::int64_t& ticks, std::uint64_t seed, Truth& truth, Sometimes sometimes)
    : clock(ticks),
      random_(seed),
      truth_(truth),
      sometimes_(std::move(sometimes)),
      replica_(*Replica::open(":memory:", clock, random_)),
      driver_(std::make_unique<SyncDriver>(*this, random_)) {}

Tablet::Tablet(std::int64_t& ticks, std::uint64_t seed, Truth& truth, Sometimes sometimes, Image const& image)
    : clock(ticks),
      random_(seed),
      truth_(truth),
      sometimes_(std::move(sometimes)),
      file_(std::make_shared<ImageFile>()),
      ledger_(image.ledger) {
    std::filesystem::copy_file(image.file->path(), file_->path());
    clock.offset_ms = image.offset_ms;
    replica_ = *Replica::open(file_->path(), clock, random_);
    driver_ = std::make_unique<SyncDriver>(*this, random_);
}

Tablet::Image Tablet::image() {
    Image out{std::make_shared<ImageFile>(), ledger_, clock.offset_ms};
    MC_CHECK(replica_->copy_to(out.file->path()));
    return out;
}

void Tablet::reboot() {
    auto next = std::make_shared<ImageFile>();
    MC_CHECK(replica_->copy_to(next->path()));
    replica_.reset();
    file_ = std::move(next);
    replica_ = *Replica::open(file_->path(), clock, random_);
    driver_ = std::make_unique<SyncDriver>(*this, random_);
}

FieldState Tablet::field(RecordName const& name, std::uint16_t number) {
    auto const record = *replica_->find(name);
    auto const* state = record ? record->find(number) : nullptr;
    return state ? *state : FieldState{};
}

std::vector<Record> Tablet::everything(std::vector<RecordName> const& names) {
    std::vector<Record> out;
    for (auto const& name : names)
        if (auto record = *replica_->find(name)) out.push_back(*std::move(record));
    return out;
}

std::set<WriteId> Tablet::held() {
    std::set<WriteId> out;
    auto const rows = *replica_->held();
    for (auto const& row : rows) {
        for (auto const& [number, field] : row.delta.record.fields)
            for (auto const& sibling : field.siblings)
                if (!sibling.is_named_only()) out.insert(id_of(sibling));
        for (auto const& old : row.delta.superseded) out.insert(id_of(old.write));
    }
    return out;
}

Outcome<std::vector<Push>> Tablet::batches_from(BatchPosition from, std::size_t most) {
    auto out = replica_->batches_from(from, most);
    if (out && std::ranges::any_of(*out, [](Push const& push) { return !push.old_receipt.empty(); }))
        sometimes_("a batch is offered again with its receipt");
    return out;
}

Outcome<Unit> Tablet::on_welcome(Welcome const& welcome) {
    if (welcome.restart) sometimes_("a tablet restarts its roots");
    return replica_->on_welcome(welcome);
}

Outcome<HelloFacts> Tablet::hello_facts() {
    auto out = replica_->hello_facts();
    if (auto const lie = std::exchange(lies, {}); lie && out) lie(out->hello);
    return out;
}

BatchPosition Tablet::next_batch() {
    auto const hello = replica_->hello_facts()->hello;
    return {hello.device_epoch, hello.sealed};
}

void Tablet::note(Delta const& delta, Standing standing, BatchPosition at) {
    for (auto const& [number, field] : delta.record.fields) {
        for (auto const& sibling : field.siblings)
            if (!sibling.is_named_only()) ledger_.own[id_of(sibling)] = standing;
        // What was taken out before this was sealed, and is not named, is out of the set, if the delta counts.
        std::erase_if(ledger_.removals, [&](auto const& removal) {
            auto const& what = truth_.writes[removal.first];
            bool const is_here = what.name == delta.record.name && what.field == number;
            if (!is_here || at < removal.second.from || field.find(removal.second.dot)) return false;
            if (standing == Standing::joined) truth_.writes[removal.first].is_removed = true;
            return true;
        });
    }
    for (auto const& old : delta.superseded) ledger_.own[id_of(old.write)] = standing;
}

Outcome<Unit> Tablet::on_ack(Ack const& ack) {
    auto const queued = replica_->batches_from({ack.device_epoch, ack.n}, 1);
    auto const done = replica_->on_ack(ack);
    if (!done || !queued || queued->empty()) return done;
    auto const& header = queued->front().batch.header;
    if (header.epoch != ack.device_epoch || header.n != ack.n) return done;
    if (ack.again) sometimes_("a batch is acknowledged again");
    auto const body = decode_body(queued->front().batch.body);
    auto const verdicts = decode_verdicts(ack.verdicts, body->deltas.size());
    for (std::size_t i = 0; i < body->deltas.size(); ++i) {
        auto const standing = verdicts->at(i).standing;
        if (standing == Standing::held)
            sometimes_(verdicts->at(i).code == "follows_refused" ? "a delta follows a refused one" : "a delta is held");
        if (standing == Standing::waiting) sometimes_("a delta waits for its parent");
        note(body->deltas[i], standing, {header.epoch, header.n});
    }
    return done;
}

Outcome<PageAnswer> Tablet::on_page(Page const& page) {
    auto out = replica_->on_page(page);
    if (!page.rows.empty()) sometimes_("a page brings rows");
    if (page.full) sometimes_("a page is full");
    if (page.root) sometimes_("a root is sent whole");
    if (!page.leaves.empty()) sometimes_("a root is withdrawn");
    if (out && out->deferred) sometimes_("a withdrawal waits for unsent work");
    if (out && out->has_lost_acts) sometimes_("a tablet holds lost acts");
    return out;
}

Outcome<std::optional<Reenrol>> Tablet::on_epoch_closed(EpochClosed const& closed) {
    sometimes_("an epoch is closed");
    return replica_->on_epoch_closed(closed);
}

Outcome<Unit> Tablet::on_reenrolled(Reenrolled const& answer) {
    if (answer.code.empty()) sometimes_("a tablet re-enrols in place");
    return replica_->on_reenrolled(answer);
}

Outcome<Unit> Tablet::on_unknown_epoch() {
    sometimes_("a server does not know a tablet's epoch");
    return replica_->on_unknown_epoch();
}

Outcome<Unit> Tablet::on_lost_kept(LostKept const& kept) {
    sometimes_("lost acts are handed in");
    return replica_->on_lost_kept(kept);
}

}  // namespace mingcha::sim
