#pragma once

#include "client/viewmodels/store.hpp"
#include "shared/rules/power.hpp"
#include "shared/rules/workflow.hpp"

namespace mingcha {

/// The outer guards of a check-in as far as this tablet's own records tell: the server rules by the same ones. What is not known here,
/// such as an appointment that has not arrived, stands in nobody's way.
void fill_power(Store& store, Uuid const& unit, StepFacts& out);

}  // namespace mingcha
