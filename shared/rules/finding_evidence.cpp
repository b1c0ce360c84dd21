#include "shared/rules/finding_evidence.hpp"

#include <algorithm>

namespace mingcha {

namespace {
bool says_something(std::string_view text) {
    return text.find_first_not_of(" \t\r\n") != std::string_view::npos;
}
}  // namespace

bool basis_is_given(std::string_view basis) {
    return says_something(basis.substr(lead_of_no_basis(basis).size()));
}

std::string_view lead_of_no_basis(std::string_view basis) {
    for (auto const lead : {no_basis_zh, no_basis_en}) {
        if (basis.starts_with(lead)) return lead;
        // With its colon or space rubbed out it is the mark still, and names no reason.
        if (basis.size() > lead.size() / 2 && lead.starts_with(basis)) return basis;
    }
    return {};
}

bool may_relapse(std::int64_t settled_ms, std::int64_t opened_ms) {
    constexpr std::int64_t twelve_months_ms = std::int64_t{365} * 24 * 3'600'000;
    return settled_ms != 0 && opened_ms - settled_ms <= twelve_months_ms;
}

namespace {
bool has_evidence(CaseFile const& visit, Record const& finding) {
    auto const item = finding.value("item").text();
    auto const* answer = visit.answer(item);
    bool const is_judged = answer && !answer->value("verdict").is_null();
    auto const photos = spot_photos(visit, finding);
    return item.empty() || is_judged || photos.before + photos.after > 0;
}
}  // namespace

FindingWhole finding_whole(CaseFile const& visit, Record const& finding) {
    return {says_something(finding.value("title").text()), !finding.value("class").text().empty(),
            basis_is_given(finding.value("basis").text()), has_evidence(visit, finding)};
}

SpotPhotos spot_photos(CaseFile const& visit, Record const& finding) {
    SpotPhotos out;
    auto const* answer = visit.answer(finding.value("item").text());
    for (auto const* photo : visit.photos) {
        auto const subject = photo->value("subject").id();
        if (subject == finding.name.id)
            ++(photo->value("role").text() == "after" ? out.after : out.before);
        else if (answer && subject == answer->name.id)
            ++out.before;
    }
    return out;
}

}  // namespace mingcha
