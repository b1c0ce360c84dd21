#include <array>
#include <catch2/catch.hpp>

#include "shared/rules/finding_evidence.hpp"

using namespace mingcha;

namespace finding_test {
namespace {
Uuid id(std::uint8_t n) {
    Uuid out;
    out.bytes[15] = n;
    return out;
}
Record record(RecordName const& name, std::initializer_list<std::pair<char const*, Value>> fields) {
    Record out{name, {}, {}};
    std::uint64_t counter = 0;
    for (auto const& [field, value] : fields)
        out.at(find_field(*find_type(name.type), field)->number) =
            write({}, {}, {{{9}, ++counter}, {}, {}, std::string(as_text(value.encode()))});
    return out;
}
Root const visit{RootKind::visit, id(1)}, own{RootKind::finding, id(2)};

Record photo(std::uint8_t n, Uuid const& subject, char const* role) {
    return record({visit, RecordType::photo, id(n)}, {{"subject", Value(subject)}, {"role", Value(role)}});
}
}  // namespace

TEST_CASE("a basis is a clause, or why there is none", "[rules][finding]") {
    for (auto const* good : {"《学校食品安全规定》第十五条", "无明文依据：地方惯例", "No written basis: local custom"})
        CHECK(basis_is_given(good));
    for (auto const* bad :
         {"", " ", "无明文依据", "无明文依据：", "无明文依据：  ", "No written basis: ", "No written basis"})
        CHECK_FALSE(basis_is_given(bad));
}

TEST_CASE("the mark of no basis is known by more than its half, with or without its colon", "[rules][finding]") {
    for (auto const lead : {no_basis_zh, no_basis_en}) {
        INFO(lead);
        CHECK(lead_of_no_basis(std::string(lead) + "x") == lead);
        CHECK(lead_of_no_basis(lead) == lead);
    }
    for (auto const* rubbed : {"无明文依", "无明文依据", "No written", "No written basis:"}) {
        CHECK(lead_of_no_basis(rubbed) == rubbed);
        CHECK_FALSE(basis_is_given(rubbed));
    }
    for (auto const* clause :
         {"", "无明文", "No writte", "条例 第五条", "无明文依据 地方惯例", "No written basis here"})
        CHECK(lead_of_no_basis(clause).empty());
    for (auto const* clause : {"无明文", "No writte", "No written basis here"}) CHECK(basis_is_given(clause));
}

TEST_CASE("a finding says by itself what it still lacks", "[rules][finding]") {
    auto const lacks = [](char const* title, char const* letter, char const* basis, char const* item) {
        auto const finding = record({own, RecordType::finding, id(2)},
                                    {{"title", title}, {"class", letter}, {"basis", basis}, {"item", item}});
        auto const whole = finding_whole(CaseFile{}, finding);
        CHECK(whole.all() == (whole.fact && whole.letter && whole.basis && whole.evidence));
        return std::array{!whole.fact, !whole.letter, !whole.basis, !whole.evidence};
    };
    CHECK(lacks("堵", "B", "第五条", "") == std::array{false, false, false, false});
    CHECK(lacks(" \t\r\n", "B", "第五条", "") == std::array{true, false, false, false});
    CHECK(lacks("堵", "", "第五条", "") == std::array{false, true, false, false});
    CHECK(lacks("堵", "B", "无明文依据：", "") == std::array{false, false, true, false});
    CHECK(lacks("堵", "B", "第五条", "M1.1") == std::array{false, false, false, true});
    CHECK(lacks("", "", "", "M1.1") == std::array{true, true, true, true});
}

TEST_CASE("put right on the spot is shown by a photo before and one after", "[rules][finding]") {
    CHECK(SpotPhotos{1, 1}.both());
    CHECK_FALSE(SpotPhotos{0, 1}.both());
    CHECK_FALSE(SpotPhotos{1, 0}.both());
    CHECK_FALSE(SpotPhotos{0, 0}.both());
}

TEST_CASE("FT01: a finding has fact, class, basis, and rests on its judged item, a photo, or the inspector's word",
          "[rules][finding]") {
    auto const whole = [](char const* item, std::vector<std::pair<char const*, Value>> fields = {},
                          Record const* answer = nullptr, Record const* shown = nullptr) {
        auto finding = record({own, RecordType::finding, id(2)}, {{"item", Value(item)}});
        fields.insert(fields.begin(), {{"title", "通道堵塞"}, {"class", "B"}, {"basis", "条例 第五条"}});
        for (auto const& [field, value] : fields) {
            auto& state = finding.at(find_field(*find_type(RecordType::finding), field)->number);
            state = write({}, {}, {{{9}, 1}, {}, {}, std::string(as_text(value.encode()))});
        }
        CaseFile file;
        if (answer) file.answers.emplace("M1.1", answer);
        if (shown) file.photos.push_back(shown);
        return finding_whole(file, finding).all();
    };
    RecordName const answer{visit, RecordType::answer, id(5)};
    auto const judged = record(answer, {{"verdict", Value(Value::Map{{"level", "n"}})}});
    auto const remarked = record(answer, {{"comment", Value("通道堵塞")}});
    auto const of_it = photo(6, id(2), "before"), of_item = photo(6, id(5), "evidence"),
               gate = photo(7, visit.id, "gate"), after = photo(6, id(2), "after");
    CHECK_FALSE(whole("M1.1"));
    CHECK_FALSE(whole("M1.1", {}, &remarked));
    CHECK_FALSE(whole("M1.1", {}, &remarked, &gate));
    CHECK(whole("M1.1", {}, &judged));
    CHECK(whole("M1.1", {}, nullptr, &of_it));
    CHECK(whole("M1.1", {}, &remarked, &of_item));
    CHECK(whole("M1.1", {}, nullptr, &after));
    CHECK_FALSE(whole("M1.1", {}, nullptr, &gate));
    CHECK(whole(""));
    CHECK_FALSE(whole("", {{"title", " "}}));
    CHECK_FALSE(whole("", {{"class", ""}}));
    CHECK_FALSE(whole("", {{"basis", "无明文依据："}}));
}

TEST_CASE("a finding's photos before and after", "[rules][finding]") {
    auto const answer = id(5);
    auto const finding = record({own, RecordType::finding, id(2)}, {{"item", Value("M1.1")}, {"days", Value(0)}});
    auto const counts = [&](std::vector<Record> const& photos) {
        CaseFile file;
        auto const answered = record({visit, RecordType::answer, answer}, {});
        file.answers.emplace("M1.1", &answered);
        for (auto const& one : photos) file.photos.push_back(&one);
        auto const out = spot_photos(file, finding);
        return std::pair(out.before, out.after);
    };
    CHECK(counts({}) == std::pair(0, 0));
    CHECK(counts({photo(6, answer, "evidence")}) == std::pair(1, 0));
    CHECK(counts({photo(6, id(2), "evidence"), photo(7, id(2), "after")}) == std::pair(1, 1));
    CHECK(counts({photo(6, id(2), "before"), photo(7, id(2), "before")}) == std::pair(2, 0));
    CHECK(counts({photo(6, answer, "evidence"), photo(7, id(2), "after")}) == std::pair(1, 1));
    CHECK(counts({photo(6, id(8), "evidence"), photo(7, visit.id, "gate")}) == std::pair(0, 0));
}

TEST_CASE("FT18: what fails again within twelve months of being settled is a relapse, later it is a new fault",
          "[rules]") {
    constexpr std::int64_t day = 24 * 3'600'000;
    constexpr std::int64_t settled = 1'760'000'000'000;
    CHECK(may_relapse(settled, settled + day));
    CHECK(may_relapse(settled, settled + 365 * day));
    CHECK_FALSE(may_relapse(settled, settled + 365 * day + 1));
    CHECK_FALSE(may_relapse(0, settled));  // nobody knows when
    CHECK_FALSE(may_relapse(0, day));
}

}  // namespace finding_test
