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
        StoreImage store;
        Ledger ledger;
        std::int64_t offset_ms = 0;
    };
    using Sometimes = std::function<void(char const*)>;

    /// A new device, or the same one from an image of its store. `on_disk`: its disk can fail and lose power.
    Tablet(std::int64_t& ticks, std::uint64_t seed, Truth& truth, Sometimes sometimes, bool on_disk,
           Image const* image = nullptr);

    [[nodiscard]] Image image();
    /// The program ends and starts again; on a disk that failed meanwhile, after it was mended.
    void reboot();

    /// Null = the store is in memory.
    [[nodiscard]] sqlite::FaultDisk* disk() { return place_.disk(); }
    [[nodiscard]] StorePlace::Calm calm() { return place_.calm(); }
    [[nodiscard]] bool is_whole() { return place_.is_whole(); }

    [[nodiscard]] Replica& replica() { return *replica_; }
    [[nodiscard]] SyncDriver& driver() { return *driver_; }
    [[nodiscard]] Ledger& ledger() { return ledger_; }
    /// The batch that is sealed next.
    [[nodiscard]] BatchPosition next_batch();
    [[nodiscard]] Dot newest() {
        auto const still = calm();
        return *replica_->last_dot();
    }
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
    [[nodiscard]] Outcome<Unit> on_cut() override;
    [[nodiscard]] Outcome<LostActs> lost_acts() override { return replica_->lost_acts(); }
    [[nodiscard]] Outcome<Unit> on_lost_kept(LostKept const& kept) override;

private:
    void open();
    /// The batch, while it has no answer.
    [[nodiscard]] std::optional<Push> queued(std::uint64_t epoch, std::uint64_t n);
    void note(Ack const& ack, Push const& push);
    void note(Delta const& delta, Standing standing, BatchPosition at);

    SeededRandom random_;
    Truth& truth_;
    Sometimes sometimes_;
    StorePlace place_;
    std::unique_ptr<Replica> replica_;
    std::unique_ptr<SyncDriver> driver_;
    Ledger ledger_;
    std::vector<std::pair<Ack, Push>> doubtful_acks_;
};

}  // namespace mingcha::sim
