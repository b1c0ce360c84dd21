#pragma once

#include <algorithm>
#include <array>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>

namespace mingcha::sim {

/// How far a run reached: each interesting state with how often it was seen.
using Marks = std::map<std::string, std::uint64_t>;

/// Every state that a campaign must have reached; one that never is means that the histories have grown too tame.
inline constexpr std::array known_marks = {
    "a batch is acknowledged again",
    "a batch is offered again with its receipt",
    "a centre's session meets a fault of the disk",
    "a delta follows a refused one",
    "a delta is held",
    "a delta waits for its parent",
    "a field is in conflict",
    "a gap in the chain",
    "a group of several batches",
    "a page brings rows",
    "a program ends for want of memory",
    "a page is full",
    "a record is withdrawn",
    "a refused write is retried",
    "a root is sent whole",
    "a root is withdrawn",
    "a server does not know a tablet's epoch",
    "a tablet holds lost acts",
    "a tablet is cloned",
    "a tablet is restored from an image",
    "a tablet is revoked",
    "a tablet loses power or process",
    "a tablet re-enrols in place",
    "a tablet restarts its roots",
    "a withdrawal waits for unsent work",
    "a write finds no memory",
    "a write is refused in a root that is not whole",
    "a write meets a fault of the disk",
    "a write that was called not stored is there",
    "an echo is withheld",
    "an epoch is closed",
    "lost acts are handed in",
    "the centre is restored from a backup",
    "the centre loses power or process",
};

[[nodiscard]] constexpr bool is_known_mark(std::string_view what) {
    return std::ranges::any_of(known_marks, [&](char const* one) { return what == one; });
}

}  // namespace mingcha::sim
