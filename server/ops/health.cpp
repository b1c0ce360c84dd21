#include "server/ops/health.hpp"

#include <nlohmann/json.hpp>

namespace mingcha {

Health::Report Health::report() const {
    Report report;
    auto checks = nlohmann::json::object();
    for (auto const& [name, check] : checks_) {
        auto const result = check();
        checks[name] = result ? "ok" : result.error().code;
        report.ok = report.ok && result;
    }
    nlohmann::json page{{"status", report.ok ? "ok" : "unavailable"}, {"checks", std::move(checks)}};
    for (auto const& [name, fact] : facts_)
        if (report.ok) std::visit([&, key = name](auto const& value) { page[key] = value; }, fact());
    report.json = page.dump();
    return report;
}

}  // namespace mingcha
