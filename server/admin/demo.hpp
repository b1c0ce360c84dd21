#pragma once

#include <cstdint>
#include <string>

#include "server/admin/office_data.hpp"
#include "shared/data/demo_codes.hpp"

namespace mingcha {

struct DemoOptions {
    std::uint64_t seed = 20260612;
    int schools = 60;
};

/// What a person needs to try the demo data; printed. Accounts and tablets refuse these codes elsewhere.
struct DemoDoor {
    std::string inspector, colleague, pin, confirmation_code, account, password;
};
inline DemoDoor demo_door() {
    return {"王建国",
            "张伟",
            std::string(demo_pin),
            std::string(demo_confirmation_code),
            "lixia",
            std::string(demo_password)};
}

/// Fills an empty store with the synthetic Jinan: offices, zones, units, persons, assignments, the built-in checklists, today's planned
/// visits. `not_empty` when there is something already.
[[nodiscard]] Outcome<Unit> make_demo(OfficeData& data, DemoOptions const& options);

}  // namespace mingcha
