#pragma once

#include <span>
#include <string_view>

namespace mingcha {

/// Figures that an office sets for itself (DOMAIN.md 1.9): the record `setting` of its root, or of the office above it, by this name.
struct Setting {
    std::string_view name;  ///< the record's key
    int standard;           ///< where no office says anything else
    int least, most;
    std::string_view unit;
    std::string_view zh, en;
    std::string_view source;
};

namespace settings {
inline constexpr Setting lease_days{
    "lease_days",           7, 1, 30, "days", "离线多久后不能开始新督导", "offline days after which no visit is begun",
    "DESIGN 7, DOMAIN CF10"};
inline constexpr Setting dissent_days{"dissent_days", 15, 5, 15, "days", "异议期", "period for dissent after feedback",
                                      "DOMAIN 1.6"};
inline constexpr Setting visits_month_max{
    "visits_month_max", 2, 1, 31, "visits", "每校每月入校上限", "visits of one school a month", "DOMAIN 1.9"};
inline constexpr Setting inspectors_may_notice_b{"inspectors_may_notice_b",
                                                 1,
                                                 0,
                                                 1,
                                                 "0 or 1",
                                                 "督学可下发 B 类整改通知",
                                                 "inspectors may give notices of class B",
                                                 "DOMAIN FT03"};
inline constexpr Setting days_a{"days_a",     0, 0, 365, "days", "A 类问题的整改期限", "days to rectify class A",
                                "DOMAIN FT03"};
inline constexpr Setting days_b{"days_b",     15, 1, 365, "days", "B 类问题的整改期限", "days to rectify class B",
                                "DOMAIN FT03"};
inline constexpr Setting days_c{"days_c",     7, 1, 365, "days", "C 类问题的整改期限", "days to rectify class C",
                                "DOMAIN FT03"};
inline constexpr Setting days_d{"days_d",     30, 1, 365, "days", "D 类问题的整改期限", "days to rectify class D",
                                "DOMAIN FT03"};
inline constexpr Setting put_off_hours{
    "put_off_hours", 72, 1, 168, "hours", "延后确认的期限", "hours in which a school may confirm later", "DOMAIN VT11"};
inline constexpr Setting defer_to_phone{
    "defer_to_phone",     0, 0, 1, "0 or 1", "学校可在自己的手机上确认", "schools can confirm on their own phones",
    "DOMAIN VT11, UX T12"};
}  // namespace settings

[[nodiscard]] std::span<Setting const* const> all_settings();
/// Null for a name that this version does not know.
[[nodiscard]] Setting const* find_setting(std::string_view name);
/// Of a finding's class, A to D: the days that are proposed; 0 = on the spot.
[[nodiscard]] Setting const& days_setting(std::string_view letter);
/// The figure that a setting's text says; `standard` for a text that is none, or out of range.
[[nodiscard]] int figure_of(Setting const& setting, std::string_view text);

}  // namespace mingcha
