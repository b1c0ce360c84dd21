#pragma once

#include <set>

#include "shared/sync/client_store.hpp"

namespace mingcha::load {

/// A tablet's store while the storm is measured: batches that were sealed before, in memory. It checks every Ack as the replica does
/// (receipt signed by our server, a verdict for each delta) but stores no page, so that the measurement is the server's.
class SealedStore final : public ClientStore {
public:
    SealedStore(HelloFacts facts, Uuid log_id, std::vector<Push> batches)
        : facts_(std::move(facts)), log_id_(log_id), batches_(std::move(batches)) {}

    [[nodiscard]] Outcome<HelloFacts> hello_facts() override { return facts_; }
    [[nodiscard]] Outcome<std::vector<Push>> batches_from(BatchPosition from, std::size_t most) override;
    [[nodiscard]] Outcome<Unit> on_welcome(Welcome const& welcome) override;
    /// `not_joined` when the server did not join everything: then the measurement measures something else.
    [[nodiscard]] Outcome<Unit> on_ack(Ack const& ack) override;
    [[nodiscard]] Outcome<PageAnswer> on_page(Page const& page) override;
    [[nodiscard]] Outcome<std::optional<Reenrol>> on_epoch_closed(EpochClosed const& closed) override;
    [[nodiscard]] Outcome<Unit> on_reenrolled(Reenrolled const&) override { return Unit{}; }
    [[nodiscard]] Outcome<Unit> on_unknown_epoch() override { return Error{"unknown_epoch", "this tablet is unknown"}; }
    [[nodiscard]] Outcome<LostActs> lost_acts() override { return LostActs{}; }
    [[nodiscard]] Outcome<Unit> on_lost_kept(LostKept const&) override { return Unit{}; }
    [[nodiscard]] Outcome<Unit> on_cut() override { return Unit{}; }

    [[nodiscard]] std::size_t batches() const { return batches_.size(); }
    [[nodiscard]] std::size_t acked() const { return acked_.size(); }
    [[nodiscard]] bool all_acked() const { return acked_.size() == batches_.size(); }
    [[nodiscard]] std::size_t rows_pulled() const { return rows_pulled_; }

private:
    HelloFacts facts_;
    Uuid log_id_;
    std::vector<Push> batches_;
    std::set<std::uint64_t> acked_;
    std::set<Root> coming_;
    std::size_t rows_pulled_ = 0;
    bool last_ = false;
};

}  // namespace mingcha::load
