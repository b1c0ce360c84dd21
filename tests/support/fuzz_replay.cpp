// Runs a fuzz target without a fuzzer, so that ordinary tests and sanitizers run it too: every file of its corpus, and each
// of them cut short and with one byte changed. `./dev fuzz NAME` searches for new inputs; what it finds goes to the corpus.

#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <span>
#include <vector>

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size);

namespace {
using Input = std::vector<std::uint8_t>;
constexpr std::size_t variants_max = 200;  // of each kind and file: keeps long inputs from taking minutes

std::size_t runs = 0;

void run(std::span<std::uint8_t const> input) {
    LLVMFuzzerTestOneInput(input.data(), input.size());
    ++runs;
}

Input read(std::filesystem::path const& path) {
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}

void run_with_damage(Input input) {
    run(input);
    auto const step = input.size() / variants_max + 1;
    for (std::size_t at = 0; at < input.size(); at += step) {
        // a copy of the exact size: the address sanitizer then sees a read past the cut
        Input const cut(input.begin(), input.begin() + static_cast<std::ptrdiff_t>(at));
        run(cut);
        input[at] ^= 0x5a;
        run(input);
        input[at] ^= 0x5a;
    }
}
}  // namespace

int main(int count, char** arguments) {
    if (count != 2) return std::puts("usage: replay CORPUS-FOLDER"), 2;
    for (auto const& entry : std::filesystem::directory_iterator(arguments[1])) {
        if (entry.is_regular_file()) run_with_damage(read(entry.path()));
    }
    std::printf("%zu inputs\n", runs);
    return runs > 0 ? 0 : 1;
}
