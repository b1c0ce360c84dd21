#pragma once

#include <cstdint>
#include <string>

#include "server/admin/office_data.hpp"

namespace mingcha {

struct DemoOptions {
    std::uint64_t seed = 20260612;
    int schools = 60;
};

/// What a person needs to try the demo data; printed, and refused by every store that is not a demo.
struct DemoDoor {
    std::string inspector, colleague, pin, confirmation_code, account, password;
};
inline DemoDoor demo_door() {
    return {"王建国", "张伟", "246810", "135790", "lixia", "mingcha-demo"};
}

/// Fills an empty store with the synthetic Jinan: offices, zones, units, persons, assignments, the built-in checklists, today's planned
/// visits. `not_empty` when there is something already.
[[nodiscard]] Outcome<Unit> make_demo(OfficeData& data, DemoOptions const& options);

}  // namespace mingcha
