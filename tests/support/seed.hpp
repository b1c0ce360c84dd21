#pragma once

#include <cstdint>
#include <cstdio>
#include <cstdlib>

namespace mingcha::test {

/// The seed of a random test: always the same one, so a build that fails fails again; MC_SEED=n tries another. It is
/// printed, because a failure without its seed is a rumour.
inline std::uint64_t seed() {
    char const* chosen = std::getenv("MC_SEED");
    std::uint64_t const value = chosen ? std::strtoull(chosen, nullptr, 10) : 20'261'123;
    std::printf("seed %llu (repeat with MC_SEED)\n", static_cast<unsigned long long>(value));
    return value;
}

}  // namespace mingcha::test
