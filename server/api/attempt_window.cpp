#include "server/api/attempt_window.hpp"

#include <algorithm>

namespace mingcha {

std::int64_t AttemptWindow::wait_ms(std::string const& address, std::int64_t now_ms) {
    auto const found = failures_.find(address);
    if (found == failures_.end()) return 0;
    auto& times = found->second;
    while (!times.empty() && times.front() + window_ms <= now_ms) times.pop_front();
    if (times.empty()) return failures_.erase(found), 0;
    return times.size() < failures_max ? 0 : times.front() + window_ms - now_ms;
}

void AttemptWindow::failed(std::string const& address, std::int64_t now_ms) {
    if (failures_.size() >= addresses_max && !failures_.contains(address)) {
        auto const last = [](auto const& one) { return one.second.back(); };
        failures_.erase(std::ranges::min_element(failures_, {}, last));
    }
    auto& times = failures_[address];
    times.push_back(now_ms);
    if (times.size() > failures_max) times.pop_front();
}

}  // namespace mingcha
