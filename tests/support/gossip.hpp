#pragma once

#include <map>
#include <vector>

#include "shared/base/random.hpp"
#include "tests/support/states.hpp"

namespace mingcha::test {

/// Replicas that write and exchange one field at random: every state it shows is one that honest replicas can reach.
/// `value(dot)` decides what a write says; the same dot always says the same, as dots are never used twice.
class Gossip {
public:
    Gossip(Random& random, std::size_t replicas) : random_(random), states_(replicas), counters_(replicas) {}

    void step() {
        std::size_t const who = random_.below(states_.size());
        FieldState& mine = states_[who];
        switch (random_.below(6)) {
            case 0:
                mine = write(mine, mine.vector, next(who));
                break;
            case 1:
                mine = write(mine, past_[random_.below(past_.size())].vector, next(who));
                break;
            case 2:
                mine = add_element(mine, next(who));
                break;
            case 3:
                mine = remove_elements(mine, some_dots(mine));
                break;
            default:
                mine = join(mine, states_[random_.below(states_.size())]);
                break;
        }
        past_.push_back(mine);
    }
    void run(std::size_t steps) {
        for (std::size_t i = 0; i < steps; ++i) step();
    }
    /// Every state that any replica ever had, the empty one first.
    [[nodiscard]] std::vector<FieldState> const& past() const { return past_; }
    [[nodiscard]] FieldState const& any() { return past_[random_.below(past_.size())]; }
    [[nodiscard]] std::vector<FieldState> const& states() const { return states_; }

private:
    Sibling next(std::size_t who) {
        // Far apart and in no order, as real replica numbers are.
        std::uint64_t const replica = (who + 1) * 0x9E3779B97F4A7C15ull;
        std::uint64_t const step = random_.below(8) == 0 ? 300 : 1;
        Sibling out = sibling(replica, counters_[who] += step, "v" + std::to_string(random_.below(4)));
        out.stamp.device = {static_cast<std::int64_t>(random_.below(1u << 30)) - 1000,
                            static_cast<std::int64_t>(random_.below(1000)), static_cast<std::uint32_t>(random_.u64())};
        if (random_.below(4) == 0) out.stamp.effective_ms = static_cast<std::int64_t>(random_.below(1u << 30)) - 1000;
        random_.fill(out.author.bytes);
        return out;
    }
    std::vector<Dot> some_dots(FieldState const& state) {
        std::vector<Dot> out;
        for (auto const& each : state.siblings)
            if (random_.below(2) == 0) out.push_back(each.dot);
        return out;
    }

    Random& random_;
    std::vector<FieldState> states_;
    std::vector<std::uint64_t> counters_;
    std::vector<FieldState> past_{FieldState{}};
};

}  // namespace mingcha::test
