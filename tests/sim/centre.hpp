#pragma once

#include <map>
#include <memory>
#include <set>
#include <string>

#include "server/store/sqlite_store.hpp"
#include "tests/sim/store_place.hpp"
#include "tests/sim/truth.hpp"

namespace mingcha::sim {

/// Who sees which root is set from outside; refused are single writes and everything of suspended authors.
class SimPolicy final : public Policy {
public:
    std::map<Root, std::set<Uuid>> audience;
    std::set<WriteId> refused;
    std::set<Uuid> suspended;
    std::string ruling;  ///< what the office says of a step that comes now; empty = nothing

    [[nodiscard]] std::string refuses(PolicyReader& reader, BatchHeader const& header, Delta const& delta,
                                      Record const* row) override;
    [[nodiscard]] std::vector<Audience> audiences(PolicyReader& reader, Record const& changed) override;
    [[nodiscard]] std::vector<ServerWrite> after_arrival(PolicyReader& reader, Record const& step,
                                                         std::uint64_t log_index, std::uint64_t server_epoch) override;
};

/// The central office: the real store, its images, and its restarts.
class Centre {
public:
    Centre(std::uint64_t seed, bool on_disk);

    [[nodiscard]] SqliteCentralStore& store() { return *store_; }
    [[nodiscard]] SigningKey const& identity() const { return identity_; }
    SimPolicy policy;

    /// An image of the store as it stands, audiences included.
    struct Image {
        StoreImage store;
        std::map<Root, std::set<Uuid>> audience;
    };
    [[nodiscard]] Image image();
    /// The program ends and starts again on the image: the same one is a restart, an older one a restored backup.
    void start_from(Image const& image);
    /// The program ends and starts again; on a disk that failed meanwhile, after it was mended.
    void restart();

    /// Null = the store is in memory.
    [[nodiscard]] sqlite::FaultDisk* disk() { return place_.disk(); }
    [[nodiscard]] StorePlace& place() { return place_; }

    /// Called after each commit, on the store's thread.
    std::function<void(CommitNews const&)> on_commit;

private:
    void open();

    StorePlace place_;
    SeededRandom random_;
    SigningKey identity_;
    std::unique_ptr<SqliteCentralStore> store_;
};

}  // namespace mingcha::sim
