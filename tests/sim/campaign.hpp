#pragma once

#include <string>
#include <vector>

#include "tests/sim/world.hpp"

namespace mingcha::sim {

using Script = std::vector<std::string>;

using Scale = World::Scale;

/// One random script: the same for the same seed, for ever. Full: at least 200 writes, 10 faults of disks and 2 ends of a program.
[[nodiscard]] Script script_of(std::uint64_t seed, Scale scale = Scale::core);

struct Result {
    std::string broken;  ///< the promise; empty = all kept
    std::uint64_t fingerprint = 0;
    std::size_t writes = 0;
};
/// Runs a script and then to quiet, in a world of this seed.
[[nodiscard]] Result run(Script const& script, std::uint64_t seed, Marks* marks = nullptr, Scale scale = Scale::core);

/// Leaves out what is not needed for the same promise to break.
[[nodiscard]] Script shrunk(Script script, std::uint64_t seed, std::string const& broken, Scale scale = Scale::core);
/// A promise without the numbers of writes: two runs break the same one.
[[nodiscard]] std::string kind_of(std::string const& broken);
[[nodiscard]] std::string text_of(Script const& script);
/// "write 0 r0:v a | sync 0": how a script is printed.
[[nodiscard]] Script parse(std::string_view text);

}  // namespace mingcha::sim
