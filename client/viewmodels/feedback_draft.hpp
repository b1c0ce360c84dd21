#pragma once

#include <span>
#include <vector>

#include "shared/replica/replica.hpp"

namespace mingcha {

/// The feedback that is handed over: the frozen snapshot, its salted hash, and the dots it covers.
struct FeedbackDraft {
    std::vector<Change> changes;  ///< of the feedback record
    Hash hash{};
};
/// `records`: of the visit's root, with its findings' heads.
[[nodiscard]] FeedbackDraft draft_feedback(std::span<Record const> records, Root const& visit, Uuid const& id,
                                           std::int64_t round, Random& random);
/// Every dot of the records' siblings, sorted, each once: replica and counter as 8 bytes, big-endian. Evidence only.
[[nodiscard]] Bytes covered_dots(std::span<Record const> records);

}  // namespace mingcha
