#pragma once

#include <string_view>

#include "shared/rules/case_file.hpp"

namespace mingcha {

/// What a finding needs before it is raised (FT01): the fact, the class, the basis, and the evidence on which it rests. That is a photo,
/// or the judgement of its item; of a matter of its own it is what the inspector states (docs/decisions/0005-evidence-of-acts.md).
struct FindingWhole {
    bool fact = false, letter = false, basis = false, evidence = false;

    [[nodiscard]] bool all() const { return fact && letter && basis && evidence; }
};
[[nodiscard]] FindingWhole finding_whole(CaseFile const& visit, Record const& finding);
/// True iff a clause is named, or 无明文依据 stands there with its reason (DOMAIN FT01).
[[nodiscard]] bool basis_is_given(std::string_view basis);
/// The mark 无明文依据 at the front of a basis, in the language in which it stands there; empty where a clause stands.
[[nodiscard]] std::string_view lead_of_no_basis(std::string_view basis);

/// Photos of a finding that is put right on the spot (FT02): those taken as `after`; all others of it, and those of its item, show how
/// it was.
struct SpotPhotos {
    int before = 0, after = 0;

    [[nodiscard]] bool both() const { return before > 0 && after > 0; }
};
[[nodiscard]] SpotPhotos spot_photos(CaseFile const& visit, Record const& finding);

/// FT18: the same item fails again within 12 months of the day on which it was settled. Milliseconds; a settlement of 0 is unknown.
[[nodiscard]] bool may_relapse(std::int64_t settled_ms, std::int64_t opened_ms);

/// What is written, in either language of the screen, where no clause can be named; the reason follows it.
inline constexpr std::string_view no_basis_zh = "无明文依据：", no_basis_en = "No written basis: ";

}  // namespace mingcha
