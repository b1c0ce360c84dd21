#pragma once

#include <functional>
#include <string>
#include <string_view>

#include "shared/base/clock.hpp"
#include "shared/base/outcome.hpp"

namespace mingcha {

/// The PIN of this tablet: an Argon2id hash (shared/base/suite) and the count of wrong tries, kept as notes of the store, so neither a
/// restart nor a clock set back opens it earlier. Wrong PINs slow down and never erase anything (DESIGN section 7).
///
/// Today the PIN keeps the screen; once the store is encrypted at rest it will wrap the data key as well.
/// Worker thread: one check takes about 0.1 s.
class PinGate {
public:
    /// How notes are read and durably written.
    struct Notes {
        std::function<Outcome<std::string>(std::string const& name)> read;
        std::function<Outcome<Unit>(std::string const& name, std::string const& value)> write;
    };
    struct Answer {
        bool ok = false;
        int tries_left = 0;        ///< before a wait begins; counted down from `free_tries`
        std::int64_t wait_ms = 0;  ///< how long no PIN is taken; 0 = try again
    };

    PinGate(Notes notes, Clock& clock) : notes_(std::move(notes)), clock_(clock) {}

    [[nodiscard]] Outcome<bool> is_set() const;
    /// `bad_pin` unless it has six digits, `guessable_pin` when somebody would try it first.
    [[nodiscard]] Outcome<Unit> set(std::string_view pin, bool demo_data);
    /// One digit six times, a run up or down, and the demo's PIN outside demo data.
    [[nodiscard]] static bool is_guessable(std::string_view pin, bool demo_data);
    [[nodiscard]] Outcome<Answer> check(std::string_view pin);
    /// The wait that is running, 0 when none is.
    [[nodiscard]] Outcome<std::int64_t> wait_ms();

    static constexpr int free_tries = 5;                   // UX T1
    static constexpr std::int64_t first_wait_ms = 60'000;  // then doubled with each further wrong try
    static constexpr std::int64_t longest_wait_ms =
        4 * 3'600'000;  // a lunch in a drawer must not lock a day's work away

private:
    struct Tries {
        int wrong = 0;
        std::int64_t until_ms = 0;
        std::int64_t noted_ms =
            0;  ///< wall clock when `until_ms` was written: a clock set back does not shorten the wait
    };
    [[nodiscard]] Outcome<Tries> tries() const;
    [[nodiscard]] Outcome<Unit> keep(Tries const& tries) const;
    [[nodiscard]] std::int64_t left(Tries const& tries);

    Notes notes_;
    Clock& clock_;
};

}  // namespace mingcha
