#include "shared/base/decimal.hpp"

namespace mingcha {

namespace {
__extension__ using Wide = __int128;

std::int64_t narrowed(Wide value) {
    MC_CHECK(value <= INT64_MAX && value >= -INT64_MAX);
    return static_cast<std::int64_t>(value);
}

Wide divided_half_up(Wide value, Wide by) {
    if (by < 0) {
        value = -value;
        by = -by;
    }
    Wide const half = by / 2;
    return value >= 0 ? (value + half) / by : -((-value + half) / by);
}
}  // namespace

Outcome<Decimal> Decimal::parse(std::string_view text) {
    Error const bad{"bad_number", "not a decimal number with at most four places: " + std::string(text.substr(0, 40))};
    bool const negative = !text.empty() && text.front() == '-';
    if (negative) text.remove_prefix(1);
    auto const dot = text.find('.');
    auto const whole = text.substr(0, dot);
    auto const places = dot == std::string_view::npos ? std::string_view{} : text.substr(dot + 1);
    if (whole.empty() || whole.size() > 14 || places.size() > 4 || (dot != std::string_view::npos && places.empty()))
        return bad;
    std::int64_t units = 0;
    for (char const c : whole) {
        if (c < '0' || c > '9') return bad;
        units = units * 10 + (c - '0');
    }
    for (std::size_t i = 0; i < 4; ++i) {
        char const c = i < places.size() ? places[i] : '0';
        if (c < '0' || c > '9') return bad;
        units = units * 10 + (c - '0');
    }
    return from_units(negative ? -units : units);
}

std::string Decimal::to_string() const {
    std::int64_t const size = units_ < 0 ? -units_ : units_;
    std::string out = (units_ < 0 ? "-" : "") + std::to_string(size / scale);
    if (std::int64_t const rest = size % scale; rest != 0) {
        std::string places = std::to_string(rest);
        places.insert(0, 4 - places.size(), '0');
        while (places.back() == '0') places.pop_back();
        out += '.' + places;
    }
    return out;
}

Decimal Decimal::rounded(int places) const {
    std::int64_t step = scale;
    for (int i = 0; i < places; ++i) step /= 10;
    return from_units(narrowed(divided_half_up(units_, step) * step));
}

Decimal operator+(Decimal a, Decimal b) {
    return Decimal::from_units(narrowed(Wide{a.units_} + b.units_));
}
Decimal operator-(Decimal a, Decimal b) {
    return Decimal::from_units(narrowed(Wide{a.units_} - b.units_));
}
Decimal operator*(Decimal a, Decimal b) {
    return Decimal::from_units(narrowed(divided_half_up(Wide{a.units_} * b.units_, Decimal::scale)));
}
Decimal operator/(Decimal a, Decimal b) {
    MC_CHECK(b.units_ != 0);
    return Decimal::from_units(narrowed(divided_half_up(Wide{a.units_} * Decimal::scale, b.units_)));
}

}  // namespace mingcha
