#include "shared/data/demo_city.hpp"

#include <algorithm>
#include <set>

#include "shared/data/demo_words.hpp"

namespace mingcha {

namespace {
using namespace demo;
constexpr std::int64_t day_ms = 86'400'000;
constexpr std::int64_t year_ms = 365 * day_ms;
constexpr int zone_schools_max = 20;     // ministry opinion of 2012, DOMAIN 1.2
constexpr int schools_an_inspector = 5;  // 挂牌督导办法 art. 1

struct Name {
    std::string zh, en, initials;
};

/// Shares of `all` by weight, each at least 1, summing to `all` (largest remainders).
std::vector<int> shares(int all) {
    std::vector<int> out;
    std::vector<std::pair<int, std::size_t>> rests;
    int given = 0;
    for (std::size_t i = 0; i < districts.size(); ++i) {
        int const exact = all * districts[i].schools;
        out.push_back(std::max(1, exact / demo_schools_max));
        given += out.back();
        rests.emplace_back(-(exact % demo_schools_max), i);
    }
    std::ranges::sort(rests);
    for (std::size_t n = 0; given < all; ++n, ++given) ++out[rests[n % rests.size()].second];
    for (; given > all; --given) --*std::ranges::max_element(out);  // the small ones were lifted to 1
    return out;
}

class Builder {
public:
    Builder(std::uint64_t seed, int schools, std::int64_t today_ms)
        : random_(seed), today_ms_(today_ms), schools_(schools) {}

    DemoCity build() {
        add_city();
        auto const counts = shares(schools_);
        for (std::size_t i = 0; i < districts.size(); ++i) add_district(districts[i], counts[i]);
        add_visits();
        return std::move(city_);
    }

private:
    Uuid id() { return Uuid::v7(today_ms_ - year_ms + ++made_, random_); }
    template <typename List>
    auto const& pick(List const& list) {
        return list[random_.below(list.size())];
    }
    int between(int from, int to) {
        return from + static_cast<int>(random_.below(static_cast<std::uint64_t>(to - from) + 1));
    }
    /// 11 digits beginning with 100: no mobile number does, so nobody's telephone rings.
    std::string phone() { return "100" + std::to_string(10'000'000 + random_.below(89'999'999)); }

    Name person_name() {
        auto const &a = pick(surnames), &b = pick(given_first), &c = pick(given_second);
        return {std::string(a.zh) + std::string(b.zh) + std::string(c.zh),
                std::string(a.en) + " " + std::string(b.en) + std::string(c.en),
                std::string(a.initials) + std::string(b.initials) + std::string(c.initials)};
    }
    Uuid add_person(Name const& name, std::string_view role, Uuid const& office, Uuid const& unit = {}) {
        city_.persons.push_back({id(), name.zh, name.initials, std::string(role), office, unit, phone()});
        return city_.persons.back().id;
    }

    void add_city() {
        city_.offices.push_back(
            {id(), "济南市教育督导室", "Jinan City Inspection Office", "370100", "city", {}, phone(), schools_});
        for (int i = 0; i < 2; ++i) add_person(person_name(), "city", city_.offices[0].id);
    }

    void add_district(District const& district, int schools) {
        DemoOffice office{id(),
                          std::string(district.zh) + "教育督导室",
                          std::string(district.en) + " Inspection Office",
                          std::string(district.code),
                          "district",
                          city_.offices[0].id,
                          phone(),
                          schools};
        city_.offices.push_back(office);
        for (auto const* role : {"district", "district_head"}) add_person(person_name(), role, office.id);
        auto const first_unit = city_.units.size();
        auto const first_zone = city_.zones.size();
        int const zones = (schools + zone_schools_max - 1) / zone_schools_max;
        for (int i = 1; i <= zones; ++i)
            city_.zones.push_back({id(),
                                   office.id,
                                   std::string(district.zh) + "第" + std::to_string(i) + "责任区",
                                   std::string(district.en) + " Zone " + std::to_string(i),
                                   {}});
        for (int i = 0; i < schools; ++i)
            add_unit(district, office, city_.zones[first_zone + static_cast<std::size_t>(i * zones / schools)].id, i);
        add_inspectors(district, office, first_unit, first_zone);
    }

    /// The first of a district is a junior school: the demo visit of the two inspectors needs one in 历下区.
    Kind const& kind_of(int index) {
        if (index == 0) return kinds[2];
        int lot = between(0, 99);
        for (auto const& kind : kinds) {
            lot -= kind.in_hundred;
            if (lot < 0) return kind;
        }
        return kinds.front();
    }

    Name unit_name(District const& district, Kind const& kind) {
        for (int number = 0;; ++number) {
            auto const &a = pick(first_pieces), &b = pick(second_pieces);
            bool const numbered = number > 40;  // the syllables of a large district are used up: 第2小学
            auto const suffix = numbered ? "第" + std::to_string(number) : std::string{};
            Name out{std::string(district.short_zh) + std::string(a.zh) + std::string(b.zh) + suffix +
                         std::string(kind.ending.zh),
                     std::string(a.en) + std::string(b.en) + (numbered ? " No. " + std::to_string(number) : "") + " " +
                         std::string(kind.ending.en) + ", " + std::string(district.en),
                     std::string(district.initials) + std::string(a.initials) + std::string(b.initials) +
                         (numbered ? "d" + std::to_string(number) : "") + std::string(kind.ending.initials)};
            if (names_.insert(out.zh).second) return out;
        }
    }

    void add_unit(District const& district, DemoOffice const& office, Uuid const& zone, int index) {
        auto const& kind = kind_of(index);
        auto const name = unit_name(district, kind);
        DemoUnit unit{id(), office.id, zone,    name.zh, name.en, std::string(kind.code), name.initials, {}, {}, 0,
                      0,    {},        phone(), 0,       0};
        unit.students = between(kind.students_from, kind.students_to);
        unit.staff = std::max(8, unit.students / between(12, 16));
        unit.address = std::string(district.zh) + std::string(pick(roads).zh) + std::to_string(between(1, 299)) + "号";
        unit.lat_micro = district.lat + between(-40'000, 40'000);
        unit.lon_micro = district.lon + between(-40'000, 40'000);
        auto const head = person_name();
        unit.head = head.zh;
        add_person(head, "head", office.id, unit.id);
        unit.liaison = add_person(person_name(), "liaison", office.id, unit.id);
        city_.units.push_back(std::move(unit));
    }

    void add_inspectors(District const& district, DemoOffice const& office, std::size_t first_unit,
                        std::size_t first_zone) {
        auto const units = city_.units.size() - first_unit;
        auto const needed = std::max<std::size_t>(1, (units + schools_an_inspector / 2) / schools_an_inspector);
        std::vector<Uuid> inspectors;
        for (std::size_t i = 0; i < needed; ++i) inspectors.push_back(add_inspector(district, office, i == 0));
        for (std::size_t i = 0; i < units; ++i) assign(inspectors[i * needed / units], city_.units[first_unit + i].id);
        for (auto zone = first_zone; zone < city_.zones.size(); ++zone)
            city_.zones[zone].leader = inspectors[(zone - first_zone) % needed];
        if (district.code == "370102") add_colleague(office, first_unit, units, needed);
    }

    Uuid add_inspector(District const& district, DemoOffice const& office, bool first) {
        bool const wang = first && district.code == "370102";
        auto const person =
            add_person(wang ? Name{"王建国", "Wang Jianguo", "wjg"} : person_name(), "inspector", office.id);
        if (wang) city_.wang_jianguo = person;
        appoint(person);
        return person;
    }

    /// 张伟 shares the schools of 王建国: two inspectors named per school, as Shanghai asks (DOMAIN 1.3).
    void add_colleague(DemoOffice const& office, std::size_t first_unit, std::size_t units, std::size_t needed) {
        city_.zhang_wei = add_person({"张伟", "Zhang Wei", "zw"}, "inspector", office.id);
        appoint(city_.zhang_wei);
        for (std::size_t i = 0; i < units && i * needed / units == 0; ++i)
            assign(city_.zhang_wei, city_.units[first_unit + i].id);
    }

    void appoint(Uuid const& person) {
        auto const number = "JN" + std::to_string(1'000'000 + city_.appointments.size() + 1).substr(1);
        auto const from = today_ms_ - between(30, 700) * day_ms;
        city_.appointments.push_back({id(), person, number, from, from + 3 * year_ms, from});
    }
    void assign(Uuid const& person, Uuid const& unit) {
        city_.assignments.push_back({id(), person, unit, today_ms_ - 200 * day_ms});
    }

    void add_visits() {
        std::vector<Uuid> own;
        for (auto const& one : city_.assignments)
            if (one.person == city_.wang_jianguo) own.push_back(one.unit);
        auto const day = china_day(today_ms_);
        city_.visits.push_back({id(), own[0], city_.wang_jianguo, {city_.zhang_wei}, "routine", "RTN8", day});
        city_.shared_visit = city_.visits.back().id;
        if (own.size() > 1) city_.visits.push_back({id(), own[1], city_.wang_jianguo, {}, "special", "FIRE", day});
        if (own.size() > 2) city_.visits.push_back({id(), own[2], city_.zhang_wei, {}, "special", "OPEN", day});
    }

    SeededRandom random_;
    std::int64_t today_ms_;
    int schools_;
    std::int64_t made_ = 0;
    std::set<std::string> names_;
    DemoCity city_;
};
}  // namespace

std::string china_day(std::int64_t time_ms) {
    // Days to civil date, H. Hinnant's algorithm; China has had one zone and no summer time since 1991.
    std::int64_t const days = (time_ms + 8 * 3'600'000) / day_ms + 719'468;
    std::int64_t const era = days / 146'097, of_era = days % 146'097;
    std::int64_t const year_of_era = (of_era - of_era / 1'460 + of_era / 36'524 - of_era / 146'096) / 365;
    std::int64_t const of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    std::int64_t const shifted = (5 * of_year + 2) / 153;
    std::int64_t const day = of_year - (153 * shifted + 2) / 5 + 1;
    std::int64_t const month = shifted < 10 ? shifted + 3 : shifted - 9;
    auto const two = [](std::int64_t n) { return (n < 10 ? "0" : "") + std::to_string(n); };
    return std::to_string(year_of_era + era * 400 + (month <= 2 ? 1 : 0)) + "-" + two(month) + "-" + two(day);
}

DemoCity demo_city(std::uint64_t seed, int schools, std::int64_t today_ms) {
    int const least = static_cast<int>(districts.size());
    return Builder(seed, std::clamp(schools, least, demo_schools_max), today_ms).build();
}

}  // namespace mingcha
