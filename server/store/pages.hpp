#pragma once

#include <optional>
#include <vector>

#include "server/store/central_store.hpp"
#include "shared/sqlite/database.hpp"

/// Reads of the central store, on any connection. Every function may throw sqlite::Failure.
namespace mingcha::store {

/// First 8 bytes of the log's root after the first transaction that reached `seq`; nullopt when none has.
[[nodiscard]] std::optional<std::uint64_t> check_at(sqlite::Database& db, std::uint64_t seq);

/// One page in one short snapshot (DESIGN 4.3; 4.9 page): rows of the person's whole roots with seq above the cursor, oldest first; or, while a
/// root is being sent, rows of that root.
[[nodiscard]] Page read_page(sqlite::Database& db, PageQuery const& query, std::uint64_t server_epoch);

[[nodiscard]] std::optional<Record> read_record(sqlite::Database& db, RecordName const& name);
[[nodiscard]] std::vector<Record> read_root(sqlite::Database& db, Root const& root);
[[nodiscard]] std::vector<Record> read_type(sqlite::Database& db, RecordType type);
[[nodiscard]] std::vector<HeldRow> read_held(sqlite::Database& db);

}  // namespace mingcha::store
