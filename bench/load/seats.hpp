#pragma once

#include <filesystem>
#include <vector>

#include "server/store/central_store.hpp"
#include "shared/replica/replica.hpp"

namespace mingcha::load {

/// An enrolled tablet and the schools of the inspector who carries it.
struct Seat {
    Identity identity;
    std::vector<Uuid> units;
};

/// Makes an office's data in an empty directory: the synthetic city, large enough that each of `count` tablets has an inspector of
/// its own whose schools nobody shares, and enrols the tablets. The server is not running yet.
[[nodiscard]] Outcome<std::vector<Seat>> make_seats(std::filesystem::path const& directory, std::size_t count);

/// What stands in a stopped server's store.
[[nodiscard]] Outcome<StoreCounts> count_store(std::filesystem::path const& directory);

}  // namespace mingcha::load
