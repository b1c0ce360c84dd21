#pragma once

#include <memory>

#include "server/store/sqlite_store.hpp"
#include "tests/store/hand.hpp"
#include "tests/store/model_store.hpp"
#include "tests/support/world.hpp"

namespace mingcha::test {

/// Visits are seen by lead and members, who write; each step gets a ruling, which says when its tablet last spoke with the office. Writes that say 不许 are refused.
class StorePolicy final : public OpenPolicy {
public:
    [[nodiscard]] std::string refuses(PolicyReader& reader, BatchHeader const& header, Delta const& delta,
                                      Record const* row) override;
    [[nodiscard]] std::vector<ServerWrite> after_arrival(PolicyReader& reader, Record const& record,
                                                         std::uint64_t log_index, std::uint64_t server_epoch) override;
};

/// A store, of either kind, from a seed: the same seed gives both the same key, log and epoch.
struct SqliteOffice {
    explicit SqliteOffice(std::uint64_t seed = 1)
        : random(seed), store(*SqliteCentralStore::open(":memory:", identity, policy, random)) {}
    SeededRandom random;
    SigningKey identity = SigningKey::generate(random);
    StorePolicy policy;
    std::unique_ptr<CentralStore> store;
};
struct ModelOffice {
    explicit ModelOffice(std::uint64_t seed = 1)
        : random(seed), store(std::make_unique<ModelCentralStore>(identity, policy, random)) {}
    SeededRandom random;
    SigningKey identity = SigningKey::generate(random);
    StorePolicy policy;
    std::unique_ptr<CentralStore> store;
};

}  // namespace mingcha::test
