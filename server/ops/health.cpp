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
    nlohmann::json const page{{"status", report.ok ? "ok" : "failing"}, {"checks", std::move(checks)}};
    report.json = page.dump();
    return report;
}

}  // namespace mingcha
