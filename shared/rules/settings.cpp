#include "shared/rules/settings.hpp"

#include <algorithm>
#include <array>
#include <charconv>

namespace mingcha {

namespace {
constexpr std::array<Setting const*, 10> all{
    &settings::lease_days,    &settings::dissent_days,  &settings::visits_month_max, &settings::inspectors_may_notice_b,
    &settings::days_a,        &settings::days_b,        &settings::days_c,           &settings::days_d,
    &settings::put_off_hours, &settings::defer_to_phone};
}  // namespace

std::span<Setting const* const> all_settings() {
    return all;
}

Setting const* find_setting(std::string_view name) {
    auto const found = std::ranges::find(all, name, &Setting::name);
    return found == all.end() ? nullptr : *found;
}

Setting const& days_setting(std::string_view letter) {
    if (letter == "A") return settings::days_a;
    if (letter == "C") return settings::days_c;
    return letter == "D" ? settings::days_d : settings::days_b;
}

int figure_of(Setting const& setting, std::string_view text) {
    int figure = 0;
    auto const* const end = text.data() + text.size();
    auto const [stop, wrong] = std::from_chars(text.data(), end, figure);
    bool const good = wrong == std::errc{} && stop == end && figure >= setting.least && figure <= setting.most;
    return good ? figure : setting.standard;
}

}  // namespace mingcha
