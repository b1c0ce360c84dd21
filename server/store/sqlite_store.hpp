#pragma once

#include <functional>
#include <memory>
#include <mutex>
#include <set>

#include "server/store/central_store.hpp"
#include "server/store/log_reader.hpp"
#include "server/store/policy.hpp"
#include "shared/base/suite.hpp"
#include "shared/sqlite/database.hpp"

namespace mingcha {

/// What a commit changed, for projections (inside the transaction) and for the hub (after it).
struct CommitNews {
    std::set<Root> roots;
    std::set<Uuid> persons;  ///< who may see any of them
    std::uint64_t seq = 0;
};

/// The embedded central store. One writing connection, readers on connections of their own (":memory:": the one connection for both).
class SqliteCentralStore final : public CentralStore {
public:
    /// Updates projections inside the transaction; may throw sqlite::Failure.
    using Projector = std::function<void(sqlite::Database&, PolicyReader&, std::set<Root> const&)>;

    /// `policy` outlives the store. `identity` signs receipts. Takes a fresh server replica before its first write (4.9 bootid).
    [[nodiscard]] static Outcome<std::unique_ptr<SqliteCentralStore>> open(std::string const& path,
                                                                           SigningKey const& identity, Policy& policy,
                                                                           Random& random);
    ~SqliteCentralStore() override;

    void set_projector(Projector projector);
    /// Runs `write_anew` in a transaction of its own unless the projections of this `version` are here already: for a store that was
    /// filled without the projector, or by a program whose rows looked otherwise. Before the first other write.
    [[nodiscard]] Outcome<Unit> bring_projections_to(std::int64_t version,
                                                     std::function<void(sqlite::Database&)> const& write_anew);
    /// Called on the store thread after each commit.
    void set_listener(std::function<void(CommitNews const&)> listener);

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
    [[nodiscard]] Outcome<std::optional<Record>> find(RecordName const& name) override;
    [[nodiscard]] Outcome<std::vector<Record>> records(Root const& root) override;
    [[nodiscard]] Outcome<std::vector<Record>> records(RecordType type) override;
    [[nodiscard]] Outcome<std::vector<HeldRow>> held() override;
    [[nodiscard]] Outcome<StoreCounts> counts() override;

    [[nodiscard]] Uuid log_id() const;
    /// After a restore that somebody ordered: the new epoch begins at once, not with the first tablet that knows better.
    [[nodiscard]] Outcome<Unit> begin_epoch();
    /// True once a photo of this hash is named by a stored record, so its bytes may come.
    [[nodiscard]] Outcome<bool> names_blob(Hash const& sha256);
    [[nodiscard]] Outcome<Unit> set_revoked(Uuid const& device, bool revoked, std::string_view why,
                                            std::int64_t now_ms) override;
    /// The blob is durable and its hash verified: a leaf in the log and a signed BlobReceipt, which it answers. Idempotent.
    [[nodiscard]] Outcome<Bytes> blob_arrived(Hash const& sha256, std::uint64_t size, std::int64_t now_ms);
    [[nodiscard]] Outcome<bool> has_blob(Hash const& sha256);
    /// Of a blob that has arrived; empty while it has not. Any thread.
    [[nodiscard]] Outcome<Bytes> blob_receipt(Hash const& sha256);
    /// The log's head as it is now, signed, and that it contains the trees of these sizes. Any thread.
    [[nodiscard]] Outcome<LogProof> log_proof(std::set<std::uint64_t> const& sizes, std::int64_t now_ms);
    /// Runs `read` on a reader's connection, in one snapshot. For projections and admin commands.
    [[nodiscard]] Outcome<Unit> read(std::function<void(sqlite::Database&)> const& read);

private:
    struct Parts;
    explicit SqliteCentralStore(std::unique_ptr<Parts> parts);
    std::unique_ptr<Parts> parts_;
};

}  // namespace mingcha
