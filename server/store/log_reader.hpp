#pragma once

#include <map>

#include "shared/evidence/log_head.hpp"
#include "shared/evidence/merkle.hpp"
#include "shared/sqlite/database.hpp"

namespace mingcha::store {

/// Roots of a log on disk, from its leaves and tiles (tables `log` and `log_tile`). One thread, inside a snapshot; may throw sqlite::Failure.
class LogReader {
public:
    explicit LogReader(sqlite::Database& db);
    /// Over the leaves [first, first + count), all of them there; count > 0. Reads at most 256 hashes for each level of tiles.
    [[nodiscard]] Hash root(std::uint64_t first, std::uint64_t count);

private:
    sqlite::Statement leaves_, tile_;
};

/// Writes the tiles that a log of an older program lacks. Inside a transaction of the caller.
void complete_tiles(sqlite::Database& db, std::uint64_t log_size);

}  // namespace mingcha::store

namespace mingcha {

/// The log as it is, and that older trees are prefixes of it: by their size the proofs of RFC 6962 section 2.1.2. A size that the log has
/// not reached has none.
struct LogProof {
    LogHead head;
    std::map<std::uint64_t, std::vector<Hash>> consistency;
};

}  // namespace mingcha
