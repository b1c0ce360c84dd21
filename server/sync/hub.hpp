#pragma once

#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <set>
#include <vector>

#include "server/store/sqlite_store.hpp"

namespace mingcha {

/// Tells subscribed sessions that rows which they may see have changed. Thread-safe. A listener is called on the store thread and only
/// posts to its own strand; several changes in a row may reach it as one.
class Hub {
public:
    using Listener = std::function<void(CommitNews const&)>;

    class Subscription {
    public:
        Subscription(Hub& hub, std::uint64_t id) : hub_(hub), id_(id) {}
        ~Subscription() { hub_.remove(id_); }
        Subscription(Subscription const&) = delete;
        Subscription& operator=(Subscription const&) = delete;

    private:
        Hub& hub_;
        std::uint64_t id_;
    };

    /// News that concern this person's roots.
    [[nodiscard]] std::unique_ptr<Subscription> subscribe(Uuid const& person, Listener listener);
    /// All news: the console's feed filters by itself.
    [[nodiscard]] std::unique_ptr<Subscription> subscribe_all(Listener listener);
    void publish(CommitNews const& news);

private:
    void remove(std::uint64_t id);
    struct Entry {
        bool all = false;
        Uuid person;
        Listener listener;
    };
    std::mutex guard_;
    std::uint64_t next_ = 1;
    std::map<std::uint64_t, Entry> entries_;
};

}  // namespace mingcha
