#pragma once

#include <functional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "shared/base/outcome.hpp"

namespace mingcha {

/// What `/healthz` says. A check must be quick and must not wait for the thing that it asks about; checks run on any
/// thread, several at once. Add all checks before the server starts.
class Health {
public:
    using Check = std::function<Outcome<Unit>()>;
    using Fact = std::variant<std::string, std::uint64_t>;
    struct Report {
        bool ok = true;
        /// {"status":"ok"|"unavailable","checks":{name: "ok"|code}} and the facts: codes only, the page is public
        std::string json;
    };

    void add(std::string name, Check check) { checks_.emplace_back(std::move(name), std::move(check)); }
    /// A member beside `status`, left out while a check fails: what it says would be of no use.
    void tell(std::string name, std::function<Fact()> fact) { facts_.emplace_back(std::move(name), std::move(fact)); }
    [[nodiscard]] Report report() const;

private:
    std::vector<std::pair<std::string, Check>> checks_;
    std::vector<std::pair<std::string, std::function<Fact()>>> facts_;
};

}  // namespace mingcha
