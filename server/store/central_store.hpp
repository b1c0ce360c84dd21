#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "shared/merge/record.hpp"
#include "shared/sync/judge.hpp"
#include "shared/sync/server_peer.hpp"

namespace mingcha {

/// A batch that was decoded and whose signature verified, off the store thread.
struct PreparedBatch {
    Push push;
    BatchBody body;
    Confirmed confirmed;
    std::int64_t drift_ms = 0;
};

/// One act on the server's own replica: an office's, a liaison's, the clock's. Goes through the same write as on a tablet.
struct ServerWrite {
    RecordName name;
    std::string key;
    std::uint16_t field = 0;
    Value value;
    Uuid author;                        ///< nil for the server's clock
    std::optional<VersionVector> seen;  ///< from the page's ETag; absent: the field as it stands
    bool adds = false;                  ///< an element of a set
};

/// A device as the admin commands make it.
struct NewDevice {
    Uuid device;
    Uuid person;
    std::uint64_t epoch = 1;
    PublicKey key{};
    std::string label;
};

/// A delta that the office keeps without having joined it.
struct HeldRow {
    std::int64_t id = 0;
    BatchHeader header;
    std::uint64_t index = 0;
    DeltaVerdict verdict;
    Delta delta;
};

struct StoreCounts {
    std::uint64_t records = 0, batches = 0, log_leaves = 0, held = 0, waiting = 0, lost = 0, incidents = 0,
                  quarantined = 0;
};

/// The central store: current state, sealed batches, the Merkle log, grants, devices. `ingest` and the other writers are called on the
/// one store thread; readers (`page`, `find`, `records`, `device_key`) from any thread, each on a snapshot of its own.
/// Its contract is tests/store/contract_test.cpp, which holds SQLite's store and a model in plain maps to the same words.
class CentralStore {
public:
    virtual ~CentralStore() = default;

    // Sync.
    [[nodiscard]] virtual Outcome<DeviceFacts> device_facts(Uuid const& device, std::uint64_t epoch) = 0;
    /// Compares cursor, receipt and last batch with what is here: may take a new server epoch (DESIGN 4.5) or close the device's (4.6).
    [[nodiscard]] virtual Outcome<Greeting> greet(Hello const& hello, std::int64_t now_ms) = 0;
    /// One group = one durable transaction, each batch in a savepoint. When it returns, everything it answers is on the disk.
    [[nodiscard]] virtual Outcome<std::vector<Ingested>> ingest(std::span<PreparedBatch const> group,
                                                                std::int64_t now_ms) = 0;
    [[nodiscard]] virtual Outcome<Page> page(PageQuery const& query) = 0;
    [[nodiscard]] virtual Outcome<Reenrolled> open_epoch(Reenrol const& reenrol) = 0;
    /// Acts that no epoch of the device can sign any more, for the office to look at. Handed in twice, they stand there once.
    [[nodiscard]] virtual Outcome<LostKept> keep_lost(Uuid const& device, LostActs const& acts,
                                                      std::int64_t now_ms) = 0;

    /// A batch that failed authentication, kept for inspection; the oldest of the device goes beyond the limit (DESIGN 4.2).
    [[nodiscard]] virtual Outcome<Unit> quarantine(Uuid const& device, std::string_view code, Push const& push,
                                                   std::int64_t now_ms) = 0;

    // The server's replica.
    [[nodiscard]] virtual Outcome<Unit> write(std::span<ServerWrite const> writes, std::int64_t now_ms) = 0;
    /// The same device again changes nothing; with another key or person: `device_known`.
    [[nodiscard]] virtual Outcome<Unit> add_device(NewDevice const& device) = 0;
    /// The tablet was lost, or its person has left: what it hands in from now on is held, and nothing goes down to it (DESIGN 4.2).
    /// `revoked` false: it may again. An incident in the log. `no_device`.
    [[nodiscard]] virtual Outcome<Unit> set_revoked(Uuid const& device, bool revoked, std::string_view why,
                                                    std::int64_t now_ms) = 0;

    // Readers.
    [[nodiscard]] virtual Outcome<std::optional<Record>> find(RecordName const& name) = 0;
    [[nodiscard]] virtual Outcome<std::vector<Record>> records(Root const& root) = 0;
    [[nodiscard]] virtual Outcome<std::vector<Record>> records(RecordType type) = 0;
    [[nodiscard]] virtual Outcome<std::vector<HeldRow>> held() = 0;
    [[nodiscard]] virtual Outcome<StoreCounts> counts() = 0;
};

/// Decodes a pushed batch and verifies it against the key of its device epoch. CPU only; any thread.
/// Codes: bad_batch, bad_signature, too_large. Takes `push` only when it succeeds.
[[nodiscard]] Outcome<PreparedBatch> prepare(Push&& push, PublicKey const& key);

}  // namespace mingcha
