#pragma once

#include <optional>
#include <set>
#include <string>
#include <vector>

#include "server/store/central_store.hpp"

namespace mingcha {

/// What the policy may look at, inside the store's transaction.
class PolicyReader {
public:
    virtual ~PolicyReader() = default;
    [[nodiscard]] virtual std::optional<Record> record(RecordName const& name) = 0;
    [[nodiscard]] virtual std::vector<Record> records(Root const& root) = 0;
    [[nodiscard]] virtual bool is_granted(Uuid const& person, Root const& root) = 0;
    [[nodiscard]] virtual std::int64_t now_ms() const = 0;
    /// Whether the bytes of a photo are here.
    [[nodiscard]] virtual bool has_blob(Hash const& sha256) = 0;
    /// When a tablet last spoke with the server before a moment, by the hour; nothing if it never did, or too long ago to be kept.
    [[nodiscard]] virtual std::optional<std::int64_t> last_contact(ReplicaId tablet, std::int64_t before_ms) = 0;
    /// Another number whenever the head of a root, or a record outside visits and findings, may have changed; never the same for two
    /// states in the life of the program. What follows from such records alone may be kept for as long as it stays.
    [[nodiscard]] virtual std::uint64_t heads_version() const = 0;
};

/// A change of who may see a root.
struct Audience {
    Root root;
    std::set<Uuid> persons;
};

/// Where shared/rules meets the store: may this delta join, who sees a root, what does a step become. The store asks; it decides nothing
/// itself. Implementations are pure over the reader.
class Policy {
public:
    virtual ~Policy() = default;
    /// Empty = allowed, else the code of a held delta.
    [[nodiscard]] virtual std::string refuses(PolicyReader& reader, BatchHeader const& header, Delta const& delta,
                                              Record const* row) = 0;
    /// The audiences that this record's change may have changed, whole.
    [[nodiscard]] virtual std::vector<Audience> audiences(PolicyReader& reader, Record const& changed) = 0;
    /// The server's own writes that follow from the arrival of a step (its ruling) or a confirmation (the end of a put-off). `log_index` is
    /// the leaf that these writes will be: the receipt order.
    [[nodiscard]] virtual std::vector<ServerWrite> after_arrival(PolicyReader& reader, Record const& record,
                                                                 std::uint64_t log_index,
                                                                 std::uint64_t server_epoch) = 0;
};

}  // namespace mingcha
