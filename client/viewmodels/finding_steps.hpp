#pragma once

#include <functional>
#include <span>
#include <string>

#include "shared/replica/replica.hpp"
#include "shared/rules/case_file.hpp"

namespace mingcha {

/// Who raises findings and how this tablet numbers its notices.
struct FindingOpener {
    Uuid person;
    std::function<Uuid()> new_id;
    std::function<std::string()> next_number;  ///< of a notice, from the device's own block
    bool may_notice_b = true;                  ///< the office's setting `inspectors_may_notice_b`
};
/// The steps that a finding is ready for, in order: FT01 when it has fact, class, basis and evidence; FT02 when it was put right on the spot
/// (class A, 0 days, photos before and after); FT03 with its notice for class B. One that was opened before, and whose class, days or
/// photos are there only now, gets the step that was left. `known`: the records of the finding's root; `visit`: where its photos and its item's answer are. Guards are judged by shared/rules;
/// what is in the way yields no step, and stands in the wrap-up. Empty when nothing is to be done.
[[nodiscard]] std::vector<Change> opening_steps(Record const& finding, std::span<Record const> known,
                                                CaseFile const& visit, FindingOpener const& by);

/// The state of a finding, with provisional steps.
[[nodiscard]] State finding_state(Record const& finding, std::span<Record const> known);

}  // namespace mingcha
