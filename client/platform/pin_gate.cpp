#include "client/platform/pin_gate.hpp"

#include <algorithm>
#include <cstdio>

#include "shared/base/suite.hpp"
#include "shared/data/demo_codes.hpp"

namespace mingcha {

namespace {
std::string const hash_note = "pin.hash";
std::string const tries_note = "pin.tries";

std::int64_t wait_for(int wrong) {
    if (wrong < PinGate::free_tries) return 0;
    int const doublings = std::min(wrong - PinGate::free_tries, 20);
    return std::min(PinGate::first_wait_ms << doublings, PinGate::longest_wait_ms);
}
}  // namespace

Outcome<bool> PinGate::is_set() const {
    auto const stored = notes_.read(hash_note);
    if (!stored) return stored.error();
    return !stored->empty();
}

bool PinGate::is_guessable(std::string_view pin, bool demo_data) {
    if (pin == demo_pin) return !demo_data;
    int const step = pin.size() > 1 ? pin[1] - pin[0] : 0;
    if (step < -1 || step > 1) return false;
    return std::ranges::adjacent_find(pin, [step](char a, char b) { return b - a != step; }) == pin.end();
}

Outcome<Unit> PinGate::set(std::string_view pin, bool demo_data) {
    if (pin.size() != 6 || !std::ranges::all_of(pin, [](char c) { return c >= '0' && c <= '9'; }))
        return Error{"bad_pin", "a PIN has six digits"};
    if (is_guessable(pin, demo_data)) return Error{"guessable_pin", "a PIN that others would try first"};
    auto hash = hash_password(pin);
    if (!hash) return hash.error();
    if (auto const kept = notes_.write(hash_note, *hash); !kept) return kept;
    return keep({});
}

Outcome<PinGate::Answer> PinGate::check(std::string_view pin) {
    auto stored = notes_.read(hash_note);
    if (!stored) return stored.error();
    auto now_tried = tries();
    if (!now_tried) return now_tried.error();
    if (auto const wait = left(*now_tried); wait > 0) return Answer{false, 0, wait};
    if (password_matches(*stored, pin)) {
        if (auto const kept = keep({}); !kept) return kept.error();
        return Answer{true, free_tries, 0};
    }
    int const wrong = now_tried->wrong + 1;
    auto const wait = wait_for(wrong);
    auto const now = clock_.now().time_ms;
    if (auto const kept = keep({wrong, wait > 0 ? now + wait : 0, now}); !kept) return kept.error();
    return Answer{false, std::max(0, free_tries - wrong), wait};
}

Outcome<std::int64_t> PinGate::wait_ms() {
    auto const now_tried = tries();
    if (!now_tried) return now_tried.error();
    return left(*now_tried);
}

std::int64_t PinGate::left(Tries const& tries) {
    auto const now = std::max(clock_.now().time_ms, tries.noted_ms);
    return std::max<std::int64_t>(0, tries.until_ms - now);
}

Outcome<PinGate::Tries> PinGate::tries() const {
    auto const text = notes_.read(tries_note);
    if (!text) return text.error();
    Tries out;
    long long until = 0, noted = 0;
    if (std::sscanf(text->c_str(), "%d %lld %lld", &out.wrong, &until, &noted) == 3) {
        out.until_ms = until;
        out.noted_ms = noted;
    }
    return out;
}

Outcome<Unit> PinGate::keep(Tries const& tries) const {
    return notes_.write(tries_note, std::to_string(tries.wrong) + ' ' + std::to_string(tries.until_ms) + ' ' +
                                        std::to_string(tries.noted_ms));
}

}  // namespace mingcha
