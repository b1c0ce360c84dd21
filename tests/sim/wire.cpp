#include "shared/base/hash.hpp"
#include "tests/sim/world.hpp"

// The connections: what a Beast edge, a Qt transport and the store thread do in the product, one step at a time.

namespace mingcha::sim {

using namespace serving;

namespace {
constexpr int sessions_max = 20;

std::uint64_t mixed(std::uint64_t hash, ByteView frame) {
    for (auto const byte : frame) hash = (hash ^ byte) * 0x100000001B3ull;  // FNV-1a
    return hash * 0x9E3779B97F4A7C15ull + frame.size();
}
}  // namespace

void World::connect(Seat& at) {
    cut(at);
    Bytes nonce(32);
    random_.fill(nonce);
    at.last_code.clear();
    at.session =
        std::make_shared<Session>(Session{ServerPeer(nonce, centre_.identity().public_key()), {}, {}, false, 0, false});
    drive(at, [&] { return at.tablet->driver().on_open(nonce); });
}

void World::cut(Seat& at) {
    if (!at.session) return;
    at.session.reset();
    (void)at.tablet->driver().on_close();
}

void World::take(Seat& at, DriverStep step) {
    if (!at.session) return;
    for (auto& frame : step.send) at.session->up.push_back(std::move(frame));
    if (!step.disconnect) return;
    at.last_code = step.code.empty() ? "closed" : step.code;
    if (!step.message.empty()) at.last_code += " (" + step.message + ")";
    cut(at);
}

void World::perform(std::shared_ptr<Session> const& session, ServerPeer::Actions first) {
    auto& store = centre_.store();
    auto& peer = session->peer;
    std::deque<Action> todo(std::make_move_iterator(first.begin()), std::make_move_iterator(first.end()));
    auto const then = [&](ServerPeer::Actions more) {
        for (auto& action : more) todo.push_back(std::move(action));
    };
    std::int64_t const now = time_zero + ticks_;
    while (!todo.empty()) {
        auto action = std::move(todo.front());
        todo.pop_front();
        if (auto* send = std::get_if<Send>(&action)) {
            session->down.push_back(std::move(send->frame));
        } else if (auto* look = std::get_if<LookUp>(&action)) {
            auto const facts = store.device_facts(look->device, look->device_epoch);
            then(facts ? peer.on_device(*facts) : peer.on_store_error(facts.error()));
        } else if (auto* greet = std::get_if<Greet>(&action)) {
            auto const greeting = store.greet(greet->hello, now);
            then(greeting ? peer.on_greeting(*greeting) : peer.on_store_error(greeting.error()));
        } else if (auto* page = std::get_if<FetchPage>(&action)) {
            page->query.rows_max = page_rows_max;
            auto read = store.page(page->query);
            then(read ? peer.on_page(*std::move(read)) : peer.on_store_error(read.error()));
        } else if (auto* open = std::get_if<OpenEpoch>(&action)) {
            auto const opened = store.open_epoch(open->reenrol);
            then(opened ? peer.on_epoch_opened(*opened) : peer.on_store_error(opened.error()));
        } else if (auto* lost = std::get_if<KeepLost>(&action)) {
            auto const kept = store.keep_lost(lost->device, lost->acts, 0);
            then(kept ? peer.on_lost_kept(*kept) : peer.on_store_error(kept.error()));
        } else if (auto* push = std::get_if<Ingest>(&action)) {
            auto const header = push->push.batch.header;
            auto const known = store.device_facts(header.device, header.epoch);
            if (!known) {
                then(peer.on_store_error(known.error()));
                continue;
            }
            auto prepared = prepare(std::move(push->push), known->key);
            if (!prepared) {
                then(peer.on_ingested(
                    {std::nullopt, Refused{header.epoch, header.n, prepared.error().code, 0}, std::nullopt, {}}));
                continue;
            }
            prepared->confirmed = push->confirmed;
            prepared->drift_ms = push->drift_ms;
            ++session->writing;
            queue_.push_back({session, *std::move(prepared)});
        } else {
            session->ended = true;
        }
    }
}

/// All batches that wait go into one transaction; whose connection broke meanwhile gets no answer.
void World::commit() {
    if (queue_.empty()) return;
    std::vector<PreparedBatch> group;
    for (auto& each : queue_) group.push_back(std::move(each.batch));
    if (group.size() > 1) sometimes("a group of several batches");
    auto const answers = product(nullptr, [&] { return centre_.store().ingest(group, time_zero + ticks_); });
    auto const asked = std::exchange(queue_, {});
    if (ticks_ % 2 == 0) notify();  // the hub's word and the answer may come in either order
    for (std::size_t i = 0; i < asked.size(); ++i) {
        --asked[i].session->writing;
        if (!answers) continue;  // the program ended
        if (!*answers) {
            sometimes("a centre's session meets a fault of the disk");
            serve(asked[i].session, [&] { return asked[i].session->peer.on_store_error(answers->error()); });
            continue;
        }
        auto const& answer = (*answers)->at(i);
        if (!answer.quiet.empty()) sometimes("an echo is withheld");
        if (answer.refused && answer.refused->code == "gap") sometimes("a gap in the chain");
        serve(asked[i].session, [&] { return asked[i].session->peer.on_ingested(answer); });
    }
    notify();
}

void World::notify() {
    for (auto& at : tablets_)
        if (at.session && std::exchange(at.session->changed, false))
            serve(at.session, [&] { return at.session->peer.on_changed(); });
}

bool World::up(Seat& at) {
    if (!at.session || at.session->up.empty()) return false;
    auto const session = at.session;
    Bytes const frame = std::move(session->up.front());
    session->up.pop_front();
    fingerprint_ = mixed(fingerprint_, frame);
    if (!session->ended) serve(session, [&] { return session->peer.on_frame(frame, time_zero + ticks_); });
    return true;
}

bool World::down(Seat& at) {
    if (!at.session || at.session->down.empty()) return false;
    Bytes const frame = std::move(at.session->down.front());
    at.session->down.pop_front();
    fingerprint_ = mixed(fingerprint_, frame);
    drive(at, [&] { return at.tablet->driver().on_message(frame); });
    return true;
}

bool World::sync(Seat& at, int frames_max) {
    int frames = 0;
    for (int sessions = 0; sessions < sessions_max; ++sessions) {
        mend();
        if (!at.session) connect(at);
        while (at.session && frames < frames_max && !(centre_.disk() && centre_.disk()->is_off())) {
            if (up(at) || down(at)) {
                ++frames;
            } else if (at.session && at.session->writing > 0) {
                commit();
            } else {
                break;
            }
        }
        bool const drained = at.session && frames < frames_max && at.tablet->driver().is_drained();
        if (at.session) cut(at);
        if (drained) return true;
        if (frames >= frames_max) return false;
    }
    return false;
}

void World::act_wire(Words const& words) {
    if (words[0] == "commit") return commit();
    auto& at = seat(words);
    int const count = words.size() > 2 ? std::stoi(words[2]) : 0;
    if (words[0] == "connect") connect(at);
    if (words[0] == "cut") cut(at);
    if (words[0] == "up")
        for (int i = 0; i < std::max(count, 1); ++i) (void)up(at);
    if (words[0] == "down")
        for (int i = 0; i < std::max(count, 1); ++i) (void)down(at);
    if (words[0] == "sync") {
        seal(at);
        (void)sync(at, count > 0 ? count : 10'000);
    }
    if (words[0] == "lostack") {
        seal(at);
        connect(at);
        while (up(at)) {
        }
        commit();
        cut(at);
    }
}

}  // namespace mingcha::sim
