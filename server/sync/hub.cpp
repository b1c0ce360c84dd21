#include "server/sync/hub.hpp"

namespace mingcha {

std::unique_ptr<Hub::Subscription> Hub::subscribe(Uuid const& person, Listener listener) {
    std::lock_guard const lock(guard_);
    entries_[next_] = {false, person, std::move(listener)};
    return std::make_unique<Subscription>(*this, next_++);
}

std::unique_ptr<Hub::Subscription> Hub::subscribe_all(Listener listener) {
    std::lock_guard const lock(guard_);
    entries_[next_] = {true, {}, std::move(listener)};
    return std::make_unique<Subscription>(*this, next_++);
}

void Hub::remove(std::uint64_t id) {
    std::lock_guard const lock(guard_);
    entries_.erase(id);
}

void Hub::publish(CommitNews const& news) {
    std::lock_guard const lock(guard_);  // listeners only post, so the lock is short
    for (auto const& [id, entry] : entries_)
        if (entry.all || news.persons.contains(entry.person)) entry.listener(news);
}

}  // namespace mingcha
