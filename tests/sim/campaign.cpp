#include "tests/sim/campaign.hpp"

#include <algorithm>

namespace mingcha::sim {

namespace {
/// Words of a random script. Odds follow reference scenarios: mostly writing and talking, now and then a disaster.
class Writer {
public:
    Writer(std::uint64_t seed, Scale scale) : random_(seed * 0x9E3779B97F4A7C15ull + 77), scale_(scale) {
        bool const is_full = scale == Scale::full;
        for (std::size_t i = 0; i < count; ++i)
            if (random_.below(is_full ? 2 : 3) == 0) features_.push_back(static_cast<Feature>(i));
        records_ = is_full ? 8 : 1 + random_.below(8);
    }

    Script script() { return scale_ == Scale::full ? full() : core(); }

private:
    Script core() {
        Script out;
        auto const length = 5 + random_.below(26);
        while (out.size() < length) out.push_back(line());
        return out;
    }

    /// A long day: much is written, and now and then a disk fails or a program ends.
    Script full() {
        constexpr std::size_t writes_least = 200, faults_least = 10, ends_least = 2;
        Script out;
        std::size_t writes = 0, faults = 0, ends = 0;
        while (writes < writes_least || faults < faults_least || ends < ends_least) {
            if (random_.below(20) == 0) {
                if (random_.below(4) == 0) {
                    out.push_back("memory " + std::to_string(1 + random_.below(2'000)));
                    ++faults;
                    continue;
                }
                bool const is_end = random_.below(3) == 0;
                out.push_back(is_end ? pick({"cut", "cut", "kill"}) + disk() : pick({"io", "full"}) + disk());
                is_end ? ++ends : ++faults;
                continue;
            }
            // Two of three lines are writes: a tablet that is always talking has no queue to lose.
            auto next = random_.below(3) != 0 ? "write" + tablet() + record() + field() : line();
            writes += next.starts_with("write");
            out.push_back(std::move(next));
        }
        return out;
    }
    std::string disk() { return pick({" c", " 0", " 1", " 2"}) + " " + std::to_string(1 + random_.below(60)); }

    enum Feature { typing, sets, withdrawals, refusals, grants, rollback, copies, by_hand, creates, clocks, count };

    std::string pick(std::initializer_list<char const*> from) { return *(from.begin() + random_.below(from.size())); }
    std::string tablet() { return " " + std::to_string(random_.below(scale_ == Scale::full ? 5 : 3)); }
    std::string root() { return pick({" r0", " r0", " r1", " r2", " r3"}); }
    std::string record() {
        static constexpr char const* all[] = {" r0:v", " r0:x", " r0:v", " r1:v", " r2:x", " r0:x", " r3:v", " r4:x"};
        return all[random_.below(records_)];
    }
    std::string field() { return pick({" a", " a", " b"}); }
    std::string user() { return pick({" u0", " u1"}); }
    std::string frames() { return " " + std::to_string(1 + random_.below(9)); }

    std::string line() {
        if (features_.empty() || random_.below(2) == 0) return ordinary();
        return special(features_[random_.below(features_.size())]);
    }

    std::string ordinary() {
        switch (random_.below(12)) {
            case 0:
            case 1:
            case 2:
                return "write" + tablet() + record() + field();
            case 3:
            case 4:
            case 5:
                return "sync" + tablet();
            case 6:
                return "sync" + tablet() + frames();
            case 7:
                return "lostack" + tablet();
            case 8:
                return "seal" + tablet();
            case 9:
                return "open" + user() + record();
            default:
                return "web" + user() + field();
        }
    }

    std::string special(Feature feature) {
        auto const either = [&](std::string a, std::string b) { return random_.below(2) == 0 ? a : b; };
        switch (feature) {
            case typing:
                return random_.below(3) == 0 ? "focus" + tablet() + record() + field() : "type" + tablet();
            case sets:
                if (random_.below(4) == 0) return "webadd" + record();
                return pick({"add", "rem"}) + tablet() + record();
            case withdrawals:
                return "withdraw" + tablet() + record();
            case refusals:
                if (random_.below(4) == 0) return pick({"suspend", "resume", "disable", "admit"}) + tablet();
                return either("bad" + tablet() + record() + field(), "retry" + tablet());
            case grants:
                return pick({"revoke", "grant", "grant"}) + tablet() + root();
            case rollback:
                return pick({"snap", "snap", "restore", "restore command", "restart"});
            case copies:
                return pick({"clone", "image", "reimage", "reboot"}) + tablet();
            case by_hand:
                if (random_.below(6) == 0) return "commit";
                return pick({"connect", "up", "up", "down", "down", "cut"}) + tablet() + frames();
            case creates:
                return "create" + tablet() + pick({"", "", " bad"});
            case clocks:
            case Feature::count:
                break;
        }
        return "clock" + tablet();
    }

    SeededRandom random_;
    Scale scale_;
    std::vector<Feature> features_;
    std::size_t records_ = 1;
};
}  // namespace

Script script_of(std::uint64_t seed, Scale scale) {
    return Writer(seed, scale).script();
}

Result run(Script const& script, std::uint64_t seed, Marks* marks, Scale scale) {
    World world(seed, marks, scale);
    Result out;
    for (auto const& line : script)
        if (out.broken = world.act(line); !out.broken.empty()) break;
    if (out.broken.empty()) out.broken = world.quiet();
    out.fingerprint = world.fingerprint();
    out.writes = world.truth().writes.size();
    return out;
}

std::string kind_of(std::string const& broken) {
    return broken.substr(0, broken.find(" (w"));
}

Script shrunk(Script script, std::uint64_t seed, std::string const& broken, Scale scale) {
    auto const wanted = kind_of(broken);
    auto const still_breaks = [&](Script const& shorter) {
        return kind_of(run(shorter, seed, nullptr, scale).broken) == wanted;
    };
    // Large pieces first, then line by line until nothing more goes.
    for (auto size = script.size() / 2; size > 1; size /= 2)
        for (std::size_t i = 0; i + size <= script.size();) {
            auto const at = script.begin() + static_cast<std::ptrdiff_t>(i);
            Script shorter(script.begin(), at);
            shorter.insert(shorter.end(), at + static_cast<std::ptrdiff_t>(size), script.end());
            if (still_breaks(shorter))
                script = std::move(shorter);
            else
                i += size;
        }
    for (std::size_t i = 0; i < script.size();) {
        Script shorter = script;
        shorter.erase(shorter.begin() + static_cast<std::ptrdiff_t>(i));
        if (still_breaks(shorter)) {
            script = std::move(shorter);
            i = i >= 3 ? i - 3 : 0;
        } else {
            ++i;
        }
    }
    return script;
}

std::string text_of(Script const& script) {
    std::string out;
    for (auto const& line : script) out += (out.empty() ? "" : " | ") + line;
    return out;
}

Script parse(std::string_view text) {
    Script out;
    while (!text.empty()) {
        auto const end = text.find('|');
        out.emplace_back(text.substr(0, end));
        text = end == std::string_view::npos ? std::string_view{} : text.substr(end + 1);
    }
    return out;
}

}  // namespace mingcha::sim
