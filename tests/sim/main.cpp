#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <ctime>

#include "tests/sim/campaign.hpp"

using namespace mingcha::sim;

namespace {
struct Options {
    std::uint64_t seeds = 6'000;
    std::uint64_t from = 1;
    double minutes = 0;  ///< 0 = not asked for
    std::string script;
    bool verbose = false, core = true, full = true;
};

/// Of so many core histories one full one: it takes twenty times as long.
constexpr std::uint64_t core_a_full = 20;
/// From here on a campaign must have seen everything.
constexpr std::uint64_t seeds_for_all_marks = 2'000;

constexpr char const* usage =
    "mingcha-sim [--seeds N] [--from S] [--minutes M] [--scale core|full] [--long] [--verbose]\n"
    "    random histories; ends at N seeds or M minutes; each twentieth seed also as a full one, on disks that fail\n"
    "mingcha-sim --from S [--scale full] --script \"write 0 r0:v a | sync 0\"\n"
    "    one history in the world of seed S\n";

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
        } else if (word == "--scale" && has_value) {
            std::string const scale = argv[++i];
            if (scale != "core" && scale != "full") return false;
            out.core = scale == "core", out.full = scale == "full";
        } else if (word == "--script" && has_value) {
            out.script = argv[++i];
        } else {
            return false;
        }
    }
    if (out.minutes == 0) out.minutes = has_seeds ? 1e6 : 3;
    return true;
}

int one(Options const& options) {
    Marks marks;
    auto const result = run(parse(options.script), options.from, &marks, options.core ? Scale::core : Scale::full);
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
        std::uint64_t seeds = 0;
        for (; seeds < options_.seeds && std::chrono::steady_clock::now() < end; ++seeds) {
            if (options_.core) try_seed(options_.from + seeds, Scale::core, core_);
            if (options_.full && (!options_.core || seeds % core_a_full == 0))
                try_seed(options_.from + seeds, Scale::full, full_);
        }
        for (auto const& [what, times] : marks_)
            std::printf("%8llu  sometimes %s\n", static_cast<unsigned long long>(times), what.c_str());
        bool const saw_all = seeds < seeds_for_all_marks || !options_.core || !options_.full || tell_unseen();
        std::printf("seeds %llu to %llu\n", static_cast<unsigned long long>(options_.from),
                    static_cast<unsigned long long>(options_.from + seeds - 1));
        tell("core", core_);
        tell("full", full_);
        std::printf("%llu passed, %llu failed\n", static_cast<unsigned long long>(core_.passed + full_.passed),
                    static_cast<unsigned long long>(core_.failed + full_.failed + !saw_all));
        return core_.failed + full_.failed == 0 && core_.passed + full_.passed > 0 && saw_all ? 0 : 1;
    }

private:
    struct Tally {
        std::uint64_t passed = 0, failed = 0, writes = 0;
        double seconds = 0;
    };

    static void tell(char const* scale, Tally const& tally) {
        auto const count = static_cast<double>(tally.passed + tally.failed);
        if (count == 0) return;
        std::printf("%s: %.0f histories, %.1f a second of CPU, %.0f writes each\n", scale, count, count / tally.seconds,
                    static_cast<double>(tally.writes) / count);
    }

    bool tell_unseen() const {
        bool all = true;
        for (auto const* mark : known_marks)
            if (!marks_.contains(mark)) {
                std::printf("never: %s\n", mark);
                all = false;
            }
        return all;
    }

    void try_seed(std::uint64_t seed, Scale scale, Tally& tally) {
        auto const script = script_of(seed, scale);
        auto const start = std::clock();
        auto const result = run(script, seed, &marks_, scale);
        tally.seconds += static_cast<double>(std::clock() - start) / CLOCKS_PER_SEC;
        tally.writes += result.writes;
        if (options_.verbose)
            std::printf("seed %llu %016llx\n", static_cast<unsigned long long>(seed),
                        static_cast<unsigned long long>(result.fingerprint));
        if (result.broken.empty()) {
            ++tally.passed;
            return;
        }
        ++tally.failed;
        bool const is_new = ++kinds_[kind_of(result.broken)] == 1;
        std::printf("seed %llu: %s\n", static_cast<unsigned long long>(seed), result.broken.c_str());
        if (is_new)
            std::printf("    --from %llu%s --script \"%s\"\n", static_cast<unsigned long long>(seed),
                        scale == Scale::full ? " --scale full" : "",
                        text_of(shrunk(script, seed, result.broken, scale)).c_str());
        std::fflush(stdout);
    }

    Options options_;
    Marks marks_;
    std::map<std::string, int> kinds_;
    Tally core_, full_;
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
