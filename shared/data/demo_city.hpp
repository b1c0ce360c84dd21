#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "shared/base/ids.hpp"

namespace mingcha {

/// A synthetic Jinan to try the product on: the real tree of offices with its codes, everything else invented. Names of schools and
/// persons are put together from syllables and mean nobody.

struct DemoOffice {
    Uuid id;
    std::string name_zh, name_en;
    std::string code;   ///< GB/T 2260; empty for 高新区, which has none there
    std::string level;  ///< city | district
    Uuid parent;        ///< nil for the city
    std::string phone;
    int schools = 0;  ///< its share of the city, DOMAIN 3.2
};
struct DemoZone {
    Uuid id, office;
    std::string name_zh, name_en;
    Uuid leader;  ///< person
};
struct DemoUnit {
    Uuid id, office, zone;
    std::string name_zh, name_en;
    std::string kind;      ///< as unit.kind
    std::string initials;  ///< pinyin initials of the Chinese name, lower case
    std::string head;      ///< name of the head of school
    Uuid liaison;          ///< person
    int students = 0, staff = 0;
    std::string address, phone;
    std::int64_t lat_micro = 0, lon_micro = 0;
};
struct DemoPerson {
    Uuid id;
    std::string name;
    std::string initials;
    std::string role;  ///< as person.role: inspector | liaison | head | district | city
    Uuid office;       ///< he belongs to
    Uuid unit;         ///< of a liaison officer or head
    std::string phone;
};
struct DemoAppointment {
    Uuid id, person;
    std::string number;
    std::int64_t from_ms = 0, to_ms = 0;
    std::int64_t trained_ms = 0;
};
struct DemoAssignment {
    Uuid id, person, unit;
    std::int64_t from_ms = 0;
};
struct DemoVisit {
    Uuid id, unit, lead;
    std::vector<Uuid> members;
    std::string kind;
    std::string checklist;  ///< code of a built-in list
    std::string day;        ///< YYYY-MM-DD
};
struct DemoCity {
    std::vector<DemoOffice> offices;  ///< the city first
    std::vector<DemoZone> zones;      ///< at most 20 schools each
    std::vector<DemoUnit> units;
    std::vector<DemoPerson> persons;
    std::vector<DemoAppointment> appointments;
    std::vector<DemoAssignment> assignments;  ///< about five schools an inspector
    std::vector<DemoVisit> visits;            ///< planned for `today`
    Uuid wang_jianguo;                        ///< 王建国, lead inspector in 历下区
    Uuid zhang_wei;                           ///< 张伟, co-inspector beside him
    Uuid shared_visit;                        ///< of both, at a junior school, with the routine list
};

inline constexpr int demo_schools_default = 60;
inline constexpr int demo_schools_max = 2'800;                    // the planning figure for the whole city, DOMAIN 3.2
inline constexpr std::int64_t demo_today_ms = 1'781'226'000'000;  // 2026-06-12 09:00 in Jinan, the day of the mock-ups

/// Pure: the same seed, number and day give the same city to the byte. `schools` 13 (one a district) to 2,800; others are clamped.
[[nodiscard]] DemoCity demo_city(std::uint64_t seed, int schools = demo_schools_default,
                                 std::int64_t today_ms = demo_today_ms);

/// YYYY-MM-DD of a moment in China's time (UTC+8, no summer time).
[[nodiscard]] std::string china_day(std::int64_t time_ms);

}  // namespace mingcha
