#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <cstring>

#include "tests/sim/campaign.hpp"

using namespace mingcha::sim;

namespace {
struct Options {
    std::uint64_t seeds = 3'000;
    std::uint64_t from = 1;
    double minutes = 0;  ///< 0 = not asked for
    std::string script;
    bool verbose = false;
};

constexpr char const* usage =
    "mingcha-sim [--seeds N] [--from S] [--minutes M] [--long] [--verbose]   random histories; ends at N seeds or M "
    "minutes\n"
    "mingcha-sim --from S --script \"write 0 r0:v a | sync 0\"                one history in the world of seed S\n";

bool read(int argc, char** argv, Options& out) {
    bool has_seeds = false;
    for (int i = 1; i < argc; ++i) {
        std::string const word = argv[i];
        bool const has_value = i + 1 < argc;
        if (word == "--long") {
            out.seeds = 1'000'000, out.minutes = 15;
        } else if (word == "--verbose") {
            out.verbose = true;
        } else if (word == "--seeds" && has_value) {
            out.seeds = std::strtoull(argv[++i], nullptr, 10), has_seeds = true;
        } else if (word == "--from" && has_value) {
            out.from = std::strtoull(argv[++i], nullptr, 10);
        } else if (word == "--minutes" && has_value) {
            out.minutes = std::strtod(argv[++i], nullptr);
        } else if (word == "--script" && has_value) {
            out.script = argv[++i];
        } else {
            return false;
        }
    }
    if (out.minutes == 0) out.minutes = has_seeds ? 1e6 : 1.5;
    return true;
}

int one(Options const& options) {
    Marks marks;
    auto const result = run(parse(options.script), options.from, &marks);
    for (auto const& [what, times] : marks)
        std::printf("%8llu  %s\n", static_cast<unsigned long long>(times), what.c_str());
    std::printf("frames %016llx\n%s\n", static_cast<unsigned long long>(result.fingerprint),
                result.broken.empty() ? "1 passed, 0 failed" : (result.broken + "\n0 passed, 1 failed").c_str());
    return result.broken.empty() ? 0 : 1;
}

class Campaign {
public:
    explicit Campaign(Options const& options) : options_(options) {}

    int run_all() {
        auto const end = std::chrono::steady_clock::now() + std::chrono::duration<double>(options_.minutes * 60);
        for (std::uint64_t i = 0; i < options_.seeds && std::chrono::steady_clock::now() < end; ++i)
            try_seed(options_.from + i);
        for (auto const& [what, times] : marks_)
            std::printf("%8llu  sometimes %s\n", static_cast<unsigned long long>(times), what.c_str());
        std::printf("seeds %llu to %llu\n%llu passed, %llu failed\n", static_cast<unsigned long long>(options_.from),
                    static_cast<unsigned long long>(options_.from + passed_ + failed_ - 1),
                    static_cast<unsigned long long>(passed_), static_cast<unsigned long long>(failed_));
        return failed_ == 0 && passed_ > 0 ? 0 : 1;
    }

private:
    void try_seed(std::uint64_t seed) {
        auto const script = script_of(seed);
        auto const result = run(script, seed, &marks_);
        if (options_.verbose)
            std::printf("seed %llu %016llx\n", static_cast<unsigned long long>(seed),
                        static_cast<unsigned long long>(result.fingerprint));
        if (result.broken.empty()) {
            ++passed_;
            return;
        }
        ++failed_;
        bool const is_new = ++kinds_[kind_of(result.broken)] == 1;
        std::printf("seed %llu: %s\n", static_cast<unsigned long long>(seed), result.broken.c_str());
        if (is_new)
            std::printf("    --from %llu --script \"%s\"\n", static_cast<unsigned long long>(seed),
                        text_of(shrunk(script, seed, result.broken)).c_str());
        std::fflush(stdout);
    }

    Options options_;
    Marks marks_;
    std::map<std::string, int> kinds_;
    std::uint64_t passed_ = 0, failed_ = 0;
};
}  // namespace

int main(int argc, char** argv) {
    Options options;
    if (!read(argc, argv, options)) {
        std::fputs(usage, stderr);
        return 2;
    }
    return options.script.empty() ? Campaign(options).run_all() : one(options);
}
