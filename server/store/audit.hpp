#pragma once

#include <string>
#include <vector>

#include "shared/evidence/log_head.hpp"
#include "shared/sqlite/database.hpp"

namespace mingcha {

struct AuditReport {
    std::uint64_t leaves = 0, batches = 0, receipts = 0, records = 0, blobs = 0;
    std::vector<std::string> faults;  ///< each names the place: leaf, batch, record
};

/// Checks the evidence without trusting the tables: recomputes each leaf of the log from what it is about, each batch's signature, chain and
/// root, each receipt's signature and tree head, and folds `record` anew from the batches and verdicts in log order; then compares row by
/// row. `anchors`: signed heads that were kept elsewhere; whoever holds the server's key could write a whole new log, but none that has them.
/// Reads in one snapshot; may throw sqlite::Failure.
[[nodiscard]] AuditReport audit(sqlite::Database& db, PublicKey const& identity,
                                std::vector<LogHead> const& anchors = {});

/// The photos that the log says to have arrived, in its order. May throw sqlite::Failure.
[[nodiscard]] std::vector<Hash> arrived_photos(sqlite::Database& db);

}  // namespace mingcha
