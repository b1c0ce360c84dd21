#pragma once

#include <functional>
#include <string>
#include <utility>
#include <vector>

#include "shared/base/outcome.hpp"

namespace mingcha {

/// What `/healthz` says. A check must be quick and must not wait for the thing that it asks about; checks run on any
/// thread, several at once. Add all checks before the server starts.
class Health {
public:
    using Check = std::function<Outcome<Unit>()>;
    struct Report {
        bool ok = true;
        std::string json;  ///< {"status":"ok"|"failing","checks":{name: "ok"|code}}: codes only, the page is public
    };

    void add(std::string name, Check check) { checks_.emplace_back(std::move(name), std::move(check)); }
    [[nodiscard]] Report report() const;

private:
    std::vector<std::pair<std::string, Check>> checks_;
};

}  // namespace mingcha
