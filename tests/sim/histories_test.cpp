#include <algorithm>
#include <catch2/catch.hpp>
#include <cinttypes>
#include <cstdio>

#include "tests/sim/world.hpp"

using namespace mingcha::sim;

namespace {
/// Every history up to a depth through real replicas, peers, frames and central store: one record with two fields and a set, three
/// replicas (two tablets and the centre), two writers on the centre's, whose pages were opened before. After each history everything is
/// sent, received and answered, and every promise of the simulator's oracles is checked. test_histories runs the same on bare states, in
/// every order of delivery; here the order is what sessions make of it, and a session whose answers were lost delivers twice.
///
/// Tablets are alike, and so are the office's two writers: of two histories that differ by their exchange one is run.
class Explorer {
public:
    explicit Explorer(std::size_t depth) : depth_(depth) {}

    void run() {
        visit();
        std::printf("depth %zu: %" PRIu64 " histories run through replica and store, %" PRIu64 " represented; %" PRIu64
                    " with a refused write, %" PRIu64 " with a restored store\n",
                    depth_, histories_, represented_, refused_, restored_);
    }
    [[nodiscard]] std::uint64_t histories() const { return histories_; }
    [[nodiscard]] std::string const& failure() const { return failure_; }

private:
    static constexpr char const* of_tablets[] = {"write T r0:v a", "write T r0:v b", "bad T r0:v a",
                                                 "add T r0:v",     "rem T r0:v",     "seal T",
                                                 "sync T",         "lostack T",      "reimage T"};
    static constexpr char const* of_office[] = {"web P a", "web P b", "open P r0:v"};
    static constexpr char const* of_centre[] = {"webadd r0:v", "restore"};

    void visit() {
        if (!trail_.empty()) check();
        if (trail_.size() == depth_ || !failure_.empty()) return;
        for (auto const* event : of_tablets) each_of('T', '0', event);
        for (auto const* event : of_office) each_of('P', '0', event);
        for (auto const* event : of_centre) with(event);
    }

    /// By both, or by the first where none of the two has acted yet.
    void each_of(char letter, char first, std::string event) {
        auto const at = event.find(letter);
        auto const acted = [&](std::string const& line) {
            bool const tablets = letter == 'T';
            bool const by_office = line.starts_with("web ") || line.starts_with("open ");
            bool const by_tablet = !by_office && !line.starts_with("webadd") && line != "restore";
            return tablets ? by_tablet : by_office;
        };
        bool const both = std::ranges::any_of(trail_, acted);
        for (char who = first; who <= (both ? first + 1 : first); ++who) {
            event[at] = who;
            with(event);
        }
    }

    void with(std::string event) {
        if (!failure_.empty() || does_nothing(event)) return;
        trail_.push_back(std::move(event));
        visit();
        trail_.pop_back();
    }

    /// An act that finds nothing to act on: the history without it is run.
    [[nodiscard]] bool does_nothing(std::string const& event) const {
        auto const before = [&](auto const& test) { return std::ranges::any_of(trail_, test); };
        if (event.starts_with("rem ")) return !before([](auto const& line) { return line.find("add ") != line.npos; });
        if (event.starts_with("seal ")) return trail_.empty() || trail_.back() == event;
        if (event == "restore" || event.starts_with("reimage ") || event.starts_with("open ")) return trail_.empty();
        return false;
    }

    void check() {
        ++histories_;
        bool const tablets = std::ranges::any_of(trail_, [](auto const& line) { return line.find(" 0") != line.npos; });
        represented_ += tablets ? 2 : 1;
        refused_ += std::ranges::any_of(trail_, [](auto const& line) { return line.starts_with("bad"); }) ? 1 : 0;
        restored_ += std::ranges::any_of(trail_, [](auto const& line) { return line == "restore"; }) ? 1 : 0;
        World world(1);
        for (auto const* line : {"open 0 r0:v", "open 1 r0:v", "image 0", "image 1", "snap"}) act(world, line);
        for (auto const& line : trail_) act(world, line);
        if (failure_.empty())
            if (auto const broken = world.quiet(); !broken.empty()) fail(broken);
    }
    void act(World& world, std::string const& line) {
        if (auto const broken = world.act(line); !broken.empty()) fail(broken);
    }
    void fail(std::string const& what) {
        if (!failure_.empty()) return;
        for (auto const& line : trail_) failure_ += line + "; ";
        failure_ += "→ " + what;
    }

    std::size_t depth_;
    std::vector<std::string> trail_;
    std::uint64_t histories_ = 0, represented_ = 0, refused_ = 0, restored_ = 0;
    std::string failure_;
};
}  // namespace

TEST_CASE("every history of three events through replica and store keeps every promise", "[histories]") {
    Explorer all(3);
    all.run();
    CHECK(all.failure() == "");
    CHECK(all.histories() > 3'900);
}

TEST_CASE("every history of four events through replica and store keeps every promise", "[.four]") {
    Explorer all(4);
    all.run();
    CHECK(all.failure() == "");
    CHECK(all.histories() > 70'000);
}
