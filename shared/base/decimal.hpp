#pragma once

#include <compare>
#include <cstdint>
#include <string>
#include <string_view>

#include "shared/base/outcome.hpp"

namespace mingcha {

/// An exact decimal number with four places: points, coefficients, measured values. Never binary floating point (DOMAIN 8.7).
/// Range ±9.2 × 10^14; arithmetic that leaves it is a bug and is checked.
class Decimal {
public:
    static constexpr std::int64_t scale = 10'000;

    constexpr Decimal() = default;
    constexpr explicit Decimal(std::int64_t whole) : units_(whole * scale) {}
    [[nodiscard]] static constexpr Decimal from_units(std::int64_t units) {
        Decimal out;
        out.units_ = units;
        return out;
    }
    /// "12", "-0.5", "3.1416"; at most four places, at most 14 whole digits, no exponent.
    [[nodiscard]] static Outcome<Decimal> parse(std::string_view text);

    /// Ten-thousandths.
    [[nodiscard]] constexpr std::int64_t units() const { return units_; }
    /// Shortest text that parses back: no trailing zeros, no "-0".
    [[nodiscard]] std::string to_string() const;
    /// Half up, away from zero on a tie: 0.25 → 0.3, -0.25 → -0.3. `places` in 0..4.
    [[nodiscard]] Decimal rounded(int places) const;

    friend Decimal operator+(Decimal a, Decimal b);
    friend Decimal operator-(Decimal a, Decimal b);
    /// Exact to the fourth place, then half up.
    friend Decimal operator*(Decimal a, Decimal b);
    /// Half up at the fourth place; `b` must not be zero.
    friend Decimal operator/(Decimal a, Decimal b);
    friend constexpr auto operator<=>(Decimal, Decimal) = default;

private:
    std::int64_t units_ = 0;
};

}  // namespace mingcha
