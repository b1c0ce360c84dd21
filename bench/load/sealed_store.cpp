#include "bench/load/sealed_store.hpp"

#include <algorithm>

#include "shared/wire/limits.hpp"

namespace mingcha::load {

Outcome<std::vector<Push>> SealedStore::batches_from(BatchPosition from, std::size_t most) {
    std::vector<Push> out;
    for (auto const& push : batches_) {
        BatchPosition const at{push.batch.header.epoch, push.batch.header.n};
        if (at >= from && out.size() < most && !acked_.contains(at.n)) out.push_back(push);
    }
    return out;
}

Outcome<Unit> SealedStore::on_welcome(Welcome const& welcome) {
    if (welcome.restart) return Error{"restarted", "the server's epoch changed"};
    return Unit{};
}

Outcome<Unit> SealedStore::on_ack(Ack const& ack) {
    auto const found = std::ranges::find(batches_, ack.n, [](Push const& push) { return push.batch.header.n; });
    if (found == batches_.end()) return Error{"bad_ack", "an Ack of a batch that was not sent"};
    auto const& header = found->batch.header;
    auto const verdicts = decode_verdicts(ack.verdicts, limits::batch_deltas_max);
    if (!verdicts || verdicts->size() != header.count) return Error{"bad_ack", "verdicts do not fit the batch"};
    Receipt const receipt{log_id_,       ack.server_epoch, ack.index,         header.device,
                          header.epoch,  header.n,         found->batch.id(), sha256(ack.verdicts),
                          ack.server_ms, ack.tree_size,    ack.tree_root,     ack.signature};
    if (!verify_receipt(receipt, facts_.server_identity)) return Error{"bad_receipt", "not signed by our server"};
    for (auto const& verdict : *verdicts)
        if (verdict.standing != Standing::joined) return Error{"not_joined", "a delta was not joined: " + verdict.code};
    acked_.insert(ack.n);
    return Unit{};
}

Outcome<PageAnswer> SealedStore::on_page(Page const& page) {
    PageAnswer out;
    auto& cursor = facts_.hello.cursor;
    rows_pulled_ += page.rows.size();
    if (page.root) {
        out.applied.root = RootCursor{*page.root, page.to};
        if (!page.full) coming_.erase(*page.root);
    } else {
        cursor = {page.server_epoch, page.to, page.check};
        last_ = page.last;
        for (auto const& root : page.leaves) coming_.erase(root);
        coming_.insert(page.fresh.begin(), page.fresh.end());
    }
    out.applied.cursor = cursor;
    out.at_end = last_ && coming_.empty();
    return out;
}

Outcome<std::optional<Reenrol>> SealedStore::on_epoch_closed(EpochClosed const&) {
    return Error{"epoch_closed", "the server closed the epoch of a simulated tablet"};
}

}  // namespace mingcha::load
