#include <CLI/CLI.hpp>
#include <iostream>

#include "bench/load/storm.hpp"

using namespace mingcha;
using namespace mingcha::load;
using Json = nlohmann::ordered_json;

namespace {
struct Options {
    WorkloadSize size;
    StormOptions storm;
    std::string input, write_input;
    int runs = 3;
    bool keep_plain = false;
};

int failed(Error const& error) {
    std::cerr << error.code << ": " << error.message << '\n';
    return 1;
}

double rounded(double value, double steps) {
    return std::round(value * steps) / steps;
}

Json report(StormResult const& storm, Reference const& reference, bool tls) {
    auto const records = static_cast<double>(storm.records);
    return {{"records", storm.records},
            {"seconds", rounded(storm.seconds, 1e3)},
            {"records_per_s", std::round(records / storm.seconds)},
            {"ratio_to_sqlite", rounded(reference.seconds / storm.seconds, 1e3)},
            {"cpu_ratio_to_sqlite", rounded(reference.cpu_seconds / storm.server_cpu_s, 1e3)},
            {"bytes_up_per_record", rounded(storm.bytes_up / records, 1e2)},
            {"bytes_down_per_record", rounded(storm.bytes_down / records, 1e2)},
            {"server_cpu_s", rounded(storm.server_cpu_s, 1e2)},
            {"server_rss_mb", rounded(storm.server_rss_mb, 10)},
            {"tls", tls},
            {"tablets", storm.tablets},
            {"batches", storm.batches},
            {"rows_down", storm.rows_down},
            {"client_cpu_s", rounded(storm.client_cpu_s, 1e2)},
            {"reference_s", rounded(reference.seconds, 1e3)},
            {"reference_cpu_s", rounded(reference.cpu_seconds, 1e3)},
            {"json_bytes_per_record", rounded(reference.payload_bytes, 10)}};
}

/// The reference right before and right after the storm, so that both saw the same machine.
Outcome<Json> measure(StormOptions const& options, std::vector<WorkloadRow> const& rows) {
    auto const before = run_reference(options.directory, rows);
    if (!before) return before.error();
    auto const storm = run_storm(options, rows);
    if (!storm) return storm.error();
    auto const after = run_reference(options.directory, rows);
    if (!after) return after.error();
    Reference const mean{(before->seconds + after->seconds) / 2, (before->cpu_seconds + after->cpu_seconds) / 2,
                         before->payload_bytes};
    auto out = report(*storm, mean, !options.plain);
    std::cerr << out.dump() << '\n';
    return out;
}

/// What a record of the storm (257 B) costs in the SQLite reference on the machine of the measured limits: 83,000 log and record rows of
/// 600 B a second are 12.0 µs, and a row of 257 B costs 0.54 of one of 600 B (8.36 and 15.42 µs, one machine, 2026-11-30). The limits
/// are wall time, so this is rather too much than too little. A run whose reference costs more than 1.3 times that says more about the
/// machine than about us (DESIGN section 9); the figure is printed, so a reader can judge: so far 4.2 to 12.6 (docs/RESULTS.md).
constexpr double reference_us_known = 6.5;
constexpr double reference_dearer_max = 1.3;
/// Wall time is noisy where the runs lie further apart than this share of their median; CPU time decides then.
constexpr double calm_spread_max = 0.15;

/// What decides, and whether the run counts.
void judge(std::vector<Json> const& results, Json& out) {
    auto const [least, most] =
        std::ranges::minmax(results, {}, [](Json const& one) { return one["ratio_to_sqlite"].get<double>(); });
    double const spread = (most["ratio_to_sqlite"].get<double>() - least["ratio_to_sqlite"].get<double>()) /
                          out["ratio_to_sqlite"].get<double>();
    double const reference_us = out["reference_cpu_s"].get<double>() * 1e6 / out["records"].get<double>();
    out["wall_spread"] = rounded(spread, 1e3);
    out["decides"] = spread > calm_spread_max ? "cpu_ratio_to_sqlite" : "ratio_to_sqlite";
    out["reference_cpu_us_per_record"] = rounded(reference_us, 1e2);
    out["valid"] = reference_us <= reference_dearer_max * reference_us_known;
}

/// The run whose CPU ratio is the median; the plain run beside it.
int run(Options& options) {
    auto rows = options.input.empty() ? Outcome(make_workload(options.size)) : read_workload(options.input);
    if (!rows) return failed(rows.error());
    if (!options.write_input.empty()) {
        auto const written = write_workload(options.write_input, *rows);
        return written ? 0 : failed(written.error());
    }
    std::vector<Json> results;
    for (int i = 0; i < options.runs; ++i) {
        auto one = measure(options.storm, *rows);
        if (!one) return failed(one.error());
        results.push_back(*std::move(one));
    }
    std::ranges::sort(results, {}, [](Json const& one) { return one["cpu_ratio_to_sqlite"].get<double>(); });
    auto out = results[results.size() / 2];
    out["runs"] = options.runs;
    judge(results, out);
    if (options.keep_plain) {
        options.storm.plain = true;
        auto plain = measure(options.storm, *rows);
        if (!plain) return failed(plain.error());
        for (auto const* field : {"seconds", "ratio_to_sqlite", "cpu_ratio_to_sqlite", "server_cpu_s"})
            out[std::string("plain_") + field] = (*plain)[field];
    }
    std::cout << out.dump() << std::endl;
    return 0;
}

/// The directory of this run, gone with the object.
struct Place {
    std::filesystem::path path;
    explicit Place(std::filesystem::path const& under) {
        std::filesystem::create_directories(under);
        std::string name = (under / "storm-XXXXXX").string();
        if (mkdtemp(name.data())) path = name;
    }
    ~Place() {
        std::error_code ignored;
        if (!path.empty()) std::filesystem::remove_all(path, ignored);
    }
    Place(Place const&) = delete;
    Place& operator=(Place const&) = delete;
};
}  // namespace

int main(int argc, char** argv) {
    CLI::App app{
        "mingcha-load: simulated tablets that reconnect to a real mingchad all at once; prints one line of JSON"};
    Options options;
    bool quick = false;
    std::string server = (std::filesystem::read_symlink("/proc/self/exe").parent_path() / "mingchad").string();
    std::string under = std::filesystem::temp_directory_path().string();
    app.add_option("--input", options.input, "play this set: one JSON a line {tablet, seq, record}");
    app.add_option("--write-input", options.write_input, "write the built-in set to this file and end");
    app.add_option("--tablets", options.size.tablets, "of the built-in set")->capture_default_str();
    app.add_option("--visits", options.size.visits_per_tablet, "of each tablet of the built-in set")
        ->capture_default_str();
    app.add_flag("--free-text", options.size.free_text, "random Han characters instead of phrases in the built-in set");
    app.add_option("--visits-per-batch", options.storm.visits_per_batch, "sealed together, 45 records each")
        ->capture_default_str()
        ->check(CLI::Range(1, 20));
    app.add_option("--runs", options.runs, "runs; the one with the median CPU ratio is printed")
        ->capture_default_str()
        ->check(CLI::Range(1, 99));
    app.add_flag("--plain", options.storm.plain, "without TLS");
    app.add_flag("--with-plain", options.keep_plain, "one more run without TLS, its figures as plain_*");
    app.add_flag("--quick", quick, "4 tablets of 2 visits, one run: shows that it works, measures nothing");
    app.add_option("--server", server, "the mingchad to run")->capture_default_str();
    app.add_option("--dir", under, "directory for stores, on the disk that is to be measured")->capture_default_str();
    CLI11_PARSE(app, argc, argv);
    if (quick) options.size.tablets = 4, options.size.visits_per_tablet = 2, options.runs = 1;
    Place const place(under);
    if (place.path.empty()) return failed({"no_directory", "cannot make a directory under " + under});
    options.storm.program = server;
    options.storm.directory = place.path;
    return run(options);
}
