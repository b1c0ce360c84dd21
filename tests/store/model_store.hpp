#pragma once

#include <map>
#include <set>

#include "server/store/central_store.hpp"
#include "server/store/policy.hpp"
#include "shared/base/suite.hpp"
#include "shared/evidence/merkle.hpp"

namespace mingcha::test {

/// What a CentralStore means, in plain maps: no SQL, no indexes, nothing remembered between transactions but the state itself. A
/// transaction is a copy of the state that takes its place at the end. It stands on shared/ alone (judge, write, receipts, hashes of the
/// log), and draws random numbers in the product's order, so that the same calls give the same answers to the byte. One thread.
class ModelCentralStore final : public CentralStore {
public:
    /// `policy` and `random` outlive the store.
    ModelCentralStore(SigningKey const& identity, Policy& policy, Random& random);

    [[nodiscard]] Outcome<DeviceFacts> device_facts(Uuid const& device, std::uint64_t epoch) override;
    [[nodiscard]] Outcome<Greeting> greet(Hello const& hello, std::int64_t now_ms) override;
    [[nodiscard]] Outcome<std::vector<Ingested>> ingest(std::span<PreparedBatch const> group,
                                                        std::int64_t now_ms) override;
    [[nodiscard]] Outcome<Page> page(PageQuery const& query) override;
    [[nodiscard]] Outcome<Reenrolled> open_epoch(Reenrol const& reenrol) override;
    [[nodiscard]] Outcome<LostKept> keep_lost(Uuid const& device, LostActs const& acts, std::int64_t now_ms) override;
    [[nodiscard]] Outcome<Unit> quarantine(Uuid const& device, std::string_view code, Push const& push,
                                           std::int64_t now_ms) override;
    [[nodiscard]] Outcome<Unit> write(std::span<ServerWrite const> writes, std::int64_t now_ms) override;
    [[nodiscard]] Outcome<Unit> add_device(NewDevice const& device) override;
    [[nodiscard]] Outcome<Unit> set_revoked(Uuid const& device, bool revoked, std::string_view why,
                                            std::int64_t now_ms) override;
    [[nodiscard]] Outcome<std::optional<Record>> find(RecordName const& name) override;
    [[nodiscard]] Outcome<std::vector<Record>> records(Root const& root) override;
    [[nodiscard]] Outcome<std::vector<Record>> records(RecordType type) override;
    [[nodiscard]] Outcome<std::vector<HeldRow>> held() override;
    [[nodiscard]] Outcome<StoreCounts> counts() override;

    struct Batch {
        Hash id{};
        Ack ack;
        Hash receipt{};
    };
    struct Epoch {
        PublicKey key{};
        bool closed = false;
        Hash last_batch{};
        std::optional<std::uint64_t> parent;
        std::vector<Batch> batches;  ///< by n
    };
    struct Device {
        Uuid person;
        bool revoked = false;
        std::map<std::uint64_t, Epoch> epochs;
    };
    struct Grant {
        std::uint64_t since = 0;
        std::uint64_t left = 0;  ///< 0 = lasts
    };
    struct State {
        Uuid log_id;
        std::uint64_t epoch = 0;
        ReplicaId server;
        std::uint64_t server_counter = 0;
        std::uint64_t seq = 0;
        MerkleFrontier log;
        std::uint64_t incidents = 0;
        std::map<std::uint64_t, Hash> heads;  ///< the log's root after the first transaction that reached a seq
        std::set<std::uint64_t> epochs;       ///< of this server, that it had
        std::set<std::uint64_t> lost_epochs;  ///< that only tablets remember
        std::map<RecordName, JudgePort::Row> rows;
        std::map<Uuid, Device> devices;
        std::map<std::uint64_t, std::uint64_t> accepted;  ///< by replica
        std::map<std::tuple<std::uint64_t, RecordName, std::uint16_t>, std::uint64_t> refusals;
        std::vector<HeldRow> held;
        std::vector<WaitingDelta> waiting;
        std::vector<std::pair<OldPlace, ClippedDelta>> clipped;
        std::set<std::pair<Uuid, Bytes>> lost;
        std::map<Uuid, std::size_t> quarantined;
        std::map<std::pair<Uuid, Root>, Grant> grants;
        std::set<std::pair<Uuid, Root>> born;
        std::map<std::uint64_t, std::set<std::int64_t>> contacts;  ///< by replica
    };

private:
    SigningKey identity_;
    Policy& policy_;
    Random& random_;
    State state_;
};

}  // namespace mingcha::test
