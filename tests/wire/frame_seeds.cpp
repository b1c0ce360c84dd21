// Writes the committed seeds of frame_fuzz.cpp: mc_frame_seeds tests/fuzz/corpus/frame. The same bytes at every run.

#include <filesystem>
#include <fstream>
#include <iostream>

#include "tests/wire/samples.hpp"

using namespace mingcha;

namespace {
void write_seed(std::filesystem::path const& file, std::uint8_t kind, ByteView bytes) {
    std::ofstream out(file, std::ios::binary);
    out.put(static_cast<char>(kind));
    out.write(reinterpret_cast<char const*>(bytes.data()), static_cast<std::streamsize>(bytes.size()));
}

/// Long values only make the fuzzer slow.
std::vector<Delta> short_deltas(SeededRandom& random) {
    for (;;) {
        auto deltas = samples::deltas(random, 3);
        if (encode_body({{}, deltas}).size() < 1500) return deltas;
    }
}
}  // namespace

int main(int count, char** arguments) {
    if (count != 2) {
        std::cerr << "mc_frame_seeds FOLDER\n";
        return 2;
    }
    std::filesystem::path const folder = arguments[1];
    std::filesystem::create_directories(folder);
    SeededRandom random(20261123);
    for (std::uint64_t type = 1; type <= samples::frame_types; ++type) {
        auto bytes = encode_frame(samples::frame(random, type));
        while (bytes.size() > 2000) bytes = encode_frame(samples::frame(random, type));
        write_seed(folder / ("frame_" + std::to_string(type)), 0, bytes);
    }
    for (int i = 0; i < 8; ++i)
        write_seed(folder / ("body_" + std::to_string(i)), 1, encode_body({Seed{7}, short_deltas(random)}));
}
