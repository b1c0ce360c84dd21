#include "tests/sim/tablet.hpp"

#include <algorithm>

#include "tests/sqlite/fault_memory.hpp"

namespace mingcha::sim {

Tablet::Tablet(std::int64_t& ticks, std::uint64_t seed, Truth& truth, Sometimes sometimes, bool on_disk,
               Image const* image)
    : clock(ticks), random_(seed), truth_(truth), sometimes_(std::move(sometimes)), place_(on_disk, seed) {
    if (image) {
        place_.put(image->store);
        ledger_ = image->ledger;
        clock.offset_ms = image->offset_ms;
    }
    open();
}

void Tablet::open() {
    replica_ = place_.open([&](std::string const& path) { return Replica::open(path, clock, random_); });
    driver_ = std::make_unique<SyncDriver>(*this, random_);
}

Tablet::Image Tablet::image() {
    return {place_.image([&](std::string const& to) { return replica_->copy_to(to); }), ledger_, clock.offset_ms};
}

void Tablet::reboot() {
    if (place_.disk()) {
        replica_.reset();
    } else {
        auto const now = image();
        replica_.reset();
        place_.put(now.store);
    }
    open();
    // An answer that was not kept, as the program said, may have been kept.
    for (auto const& [ack, push] : std::exchange(doubtful_acks_, {}))
        if (!queued(ack.device_epoch, ack.n)) note(ack, push);
}

FieldState Tablet::field(RecordName const& name, std::uint16_t number) {
    auto const calm = place_.calm();
    auto const record = *replica_->find(name);
    auto const* state = record ? record->find(number) : nullptr;
    return state ? *state : FieldState{};
}

std::vector<Record> Tablet::everything(std::vector<RecordName> const& names) {
    auto const calm = place_.calm();
    std::vector<Record> out;
    for (auto const& name : names)
        if (auto record = *replica_->find(name)) out.push_back(*std::move(record));
    return out;
}

std::set<WriteId> Tablet::held() {
    auto const calm = place_.calm();
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
    auto const calm = place_.calm();
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

std::optional<Push> Tablet::queued(std::uint64_t epoch, std::uint64_t n) {
    fault_memory::Scope const calm_memory(false);
    auto const still = calm();
    auto found = *replica_->batches_from({epoch, n}, 1);
    if (found.empty()) return std::nullopt;
    auto const& header = found.front().batch.header;
    return header.epoch == epoch && header.n == n ? std::optional(std::move(found.front())) : std::nullopt;
}

Outcome<Unit> Tablet::on_ack(Ack const& ack) {
    auto const push = queued(ack.device_epoch, ack.n);
    auto const done = replica_->on_ack(ack);
    fault_memory::Scope const calm(false);
    if (!push) return done;
    if (done)
        note(ack, *push);
    else
        doubtful_acks_.push_back({ack, *push});
    return done;
}

void Tablet::note(Ack const& ack, Push const& push) {
    if (ack.again) sometimes_("a batch is acknowledged again");
    auto const body = decode_body(push.batch.body);
    auto const verdicts = decode_verdicts(ack.verdicts, body->deltas.size());
    for (std::size_t i = 0; i < body->deltas.size(); ++i) {
        auto const standing = verdicts->at(i).standing;
        if (standing == Standing::held)
            sometimes_(verdicts->at(i).code == "follows_refused" ? "a delta follows a refused one" : "a delta is held");
        if (standing == Standing::waiting) sometimes_("a delta waits for its parent");
        note(body->deltas[i], standing, {push.batch.header.epoch, push.batch.header.n});
    }
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

Outcome<Unit> Tablet::on_cut() {
    return replica_->on_cut();
}

Outcome<Unit> Tablet::on_lost_kept(LostKept const& kept) {
    sometimes_("lost acts are handed in");
    return replica_->on_lost_kept(kept);
}

}  // namespace mingcha::sim
