#pragma once

#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "shared/replica/replica.hpp"
#include "shared/replica/sync_driver.hpp"
#include "tests/sim/centre.hpp"

namespace mingcha::sim {

/// One tablet: a real replica and driver, and beside them a ledger of what became of every write that was made on this store. It stands
/// between driver and replica, so it reads every answer that the replica gets.
class Tablet final : public ClientStore {
public:
    /// What became of a write, as far as this store was told.
    /// An element taken out of a set. Only a batch sealed afterwards can say so.
    struct Removal {
        Dot dot;
        BatchPosition from;
    };
    struct Ledger {
        std::map<WriteId, std::optional<Standing>> own;  ///< nothing = not answered yet
        std::map<WriteId, Removal> removals;             ///< not answered yet
    };
    struct Image {
        std::shared_ptr<ImageFile> file;
        Ledger ledger;
        std::int64_t offset_ms = 0;
    };
    using Sometimes = std::function<void(char const*)>;

    Tablet(std::int64_t& ticks, std::uint64_t seed, Truth& truth, Sometimes sometimes);
    /// The same device from an image of its store.
    Tablet(std::int64_t& ticks, std::uint64_t seed, Truth& truth, Sometimes sometimes, Image const& image);

    [[nodiscard]] Image image();
    /// The program ends and starts again.
    void reboot();

    [[nodiscard]] Replica& replica() { return *replica_; }
    [[nodiscard]] SyncDriver& driver() { return *driver_; }
    [[nodiscard]] Ledger& ledger() { return ledger_; }
    /// The batch that is sealed next.
    [[nodiscard]] BatchPosition next_batch();
    SimClock clock;
    std::function<void(Hello&)> lies;  ///< what its next Hello claims instead of the truth

    [[nodiscard]] FieldState field(RecordName const& name, std::uint16_t field);
    [[nodiscard]] std::set<WriteId> shown(RecordName const& name, std::uint16_t number) {
        auto const state = field(name, number);
        return ids_of(&state);
    }
    /// Every record that this store shows, withdrawn ones too.
    [[nodiscard]] std::vector<Record> everything(std::vector<RecordName> const& names);
    [[nodiscard]] std::set<WriteId> held();

    // What the driver asks the store.
    [[nodiscard]] Outcome<HelloFacts> hello_facts() override;
    [[nodiscard]] Outcome<std::vector<Push>> batches_from(BatchPosition from, std::size_t most) override;
    [[nodiscard]] Outcome<Unit> on_welcome(Welcome const& welcome) override;
    [[nodiscard]] Outcome<Unit> on_ack(Ack const& ack) override;
    [[nodiscard]] Outcome<PageAnswer> on_page(Page const& page) override;
    [[nodiscard]] Outcome<std::optional<Reenrol>> on_epoch_closed(EpochClosed const& closed) override;
    [[nodiscard]] Outcome<Unit> on_reenrolled(Reenrolled const& answer) override;
    [[nodiscard]] Outcome<Unit> on_unknown_epoch() override;
    [[nodiscard]] Outcome<LostActs> lost_acts() override { return replica_->lost_acts(); }
    [[nodiscard]] Outcome<Unit> on_lost_kept(LostKept const& kept) override;

private:
    void note(Delta const& delta, Standing standing, BatchPosition at);

    SeededRandom random_;
    Truth& truth_;
    Sometimes sometimes_;
    std::shared_ptr<ImageFile> file_;  // nothing at first: the store is in memory
    std::unique_ptr<Replica> replica_;
    std::unique_ptr<SyncDriver> driver_;
    Ledger ledger_;
};

}  // namespace mingcha::sim
