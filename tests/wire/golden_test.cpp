#include <catch2/catch.hpp>
#include <cstdlib>
#include <fstream>
#include <sstream>

#include "tests/wire/samples.hpp"

// Frames as earlier versions sent them, kept for ever: a tablet that was not upgraded sends them still.

using namespace mingcha;

namespace {
constexpr int each = 3;

std::vector<Frame> sampled() {
    std::vector<Frame> out;
    SeededRandom random(20261127);
    for (std::uint64_t type = 1; type <= samples::frame_types; ++type)
        for (int i = 0; i < each; ++i) out.push_back(samples::frame(random, type));
    return out;
}
}  // namespace

TEST_CASE("frames of every earlier version are read whole, and written alike", "[wire][golden]") {
    std::ifstream file(MC_GOLDEN_FRAMES);
    REQUIRE(file);
    std::size_t count = 0;
    for (std::string line; std::getline(file, line); ++count) {
        std::istringstream words(line);
        std::size_t type = 0;
        std::string hex;
        REQUIRE(words >> type >> hex);
        auto const bytes = from_hex(hex);
        REQUIRE(bytes);
        INFO("line " << count + 1 << ", type " << type);
        auto const frame = decode_frame(*bytes);
        REQUIRE(frame);
        CHECK(frame->index() + 1 == type);
        CHECK(encode_frame(*frame) == *bytes);
    }
    CHECK(count == samples::frame_types * each);
}

TEST_CASE("write the golden frames of this version", "[.write-golden]") {
    std::ofstream file(MC_GOLDEN_FRAMES);
    for (auto const& frame : sampled()) file << frame.index() + 1 << ' ' << to_hex(encode_frame(frame)) << '\n';
    REQUIRE(file);
}
