#include "server/sync/session.hpp"

#include <deque>

#include "shared/wire/limits.hpp"

namespace mingcha {

namespace {
using namespace serving;

/// Drives one ServerPeer on its connection's strand. Batches are decoded and verified here, on a network thread; writes go to the store
/// thread and come back by `post`. A weak pointer goes with them: a session that is gone drops its answers, the tablet asks again.
class SyncSession final : public std::enable_shared_from_this<SyncSession> {
public:
    SyncSession(SyncServices& services, Bytes nonce)
        : services_(services),
          tag_(to_hex(ByteView(nonce).first(tag_bytes))),
          peer_(std::move(nonce), services.identity) {}

    void on_open(std::shared_ptr<Connection> connection) {
        connection_ = std::move(connection);
        ++services_.counts.sessions;
    }
    void on_message(Bytes const& message) {
        services_.counts.bytes_in += message.size();
        perform(peer_.on_frame(message, services_.clock.now().time_ms));
    }
    void on_closed(std::string_view reason) {
        subscription_.reset();
        if (std::exchange(connection_, nullptr)) --services_.counts.sessions;
        services_.log.write(LogLevel::info, "sync_closed", {{"tag", tag_}, {"reason", std::string(reason)}});
    }

private:
    void perform(ServerPeer::Actions first) {
        std::deque<Action> todo(std::make_move_iterator(first.begin()), std::make_move_iterator(first.end()));
        while (!todo.empty() && connection_) {
            Action action = std::move(todo.front());
            todo.pop_front();
            for (auto& more : std::visit([this](auto& one) { return act(one); }, action))
                todo.push_back(std::move(more));
        }
    }

    ServerPeer::Actions act(Send& action) {
        services_.counts.bytes_out += action.frame.size();
        connection_->send(std::move(action.frame));
        return {};
    }
    ServerPeer::Actions act(LookUp const& action) {
        auto const facts = services_.store.device_facts(action.device, action.device_epoch);
        return facts ? peer_.on_device(*facts) : failed(facts.error());
    }
    ServerPeer::Actions act(Greet& action) {
        // Subscribe first, then the query from the cursor: nothing falls between (DESIGN 4.3).
        subscription_ =
            services_.hub.subscribe(peer_.person(), [weak = weak_from_this(), line = connection_](CommitNews const&) {
                line->post([weak] {
                    if (auto const self = weak.lock()) self->perform(self->peer_.on_changed());
                });
            });
        write<Greeting>([hello = std::move(action.hello)](SqliteCentralStore& store,
                                                          std::int64_t now_ms) { return store.greet(hello, now_ms); },
                        [](SyncSession& self, Greeting const& greeting) {
                            if (greeting.strange_cursor)
                                self.services_.log.write(
                                    LogLevel::warning, "strange_cursor",
                                    {{"tag", self.tag_}, {"device", self.peer_.device().to_string()}});
                            return self.peer_.on_greeting(greeting);
                        });
        return {};
    }
    ServerPeer::Actions act(FetchPage const& action) {
        auto page = services_.store.page(action.query);
        ++services_.counts.pages;
        if (page) services_.counts.rows += page->rows.size();
        return page ? peer_.on_page(*std::move(page)) : failed(page.error());
    }
    ServerPeer::Actions act(OpenEpoch const& action) {
        write<Reenrolled>(
            [reenrol = action.reenrol](SqliteCentralStore& store, std::int64_t) { return store.open_epoch(reenrol); },
            [](SyncSession& self, Reenrolled const& answer) { return self.peer_.on_epoch_opened(answer); });
        return {};
    }
    ServerPeer::Actions act(KeepLost& action) {
        services_.log.write(LogLevel::warning, "lost_acts",
                            {{"tag", tag_},
                             {"device", action.device.to_string()},
                             {"records", std::to_string(action.acts.records.size())}});
        write<LostKept>(
            [device = action.device, acts = std::move(action.acts)](SqliteCentralStore& store, std::int64_t now_ms) {
                return store.keep_lost(device, acts, now_ms);
            },
            [](SyncSession& self, LostKept const& kept) { return self.peer_.on_lost_kept(kept); });
        return {};
    }
    ServerPeer::Actions act(Disconnect const& action) {
        connection_->close(close_code::normal, action.code);
        return {};
    }
    ServerPeer::Actions act(Ingest& action) {
        auto const header = action.push.batch.header;
        auto const refuse = [&](std::string code) {
            ++services_.counts.refused;
            services_.log.write(LogLevel::warning, "batch_refused",
                                {{"tag", tag_},
                                 {"device", header.device.to_string()},
                                 {"n", std::to_string(header.n)},
                                 {"code", code}});
            return peer_.on_ingested(
                {std::nullopt, Refused{header.epoch, header.n, std::move(code), 0}, std::nullopt, {}});
        };
        if (header.device != peer_.device()) return refuse("wrong_device");
        auto const facts = services_.store.device_facts(header.device, header.epoch);
        if (!facts) return failed(facts.error());
        if (!facts->known) return refuse("not_enrolled");
        auto prepared = prepare(std::move(action.push), facts->key);
        if (!prepared) {
            services_.writer.run([header, push = std::move(action.push), code = prepared.error().code](
                                     SqliteCentralStore& store, std::int64_t now_ms) {
                (void)store.quarantine(header.device, code, push,
                                       now_ms);  // for inspection only: its loss costs nothing
            });
            return refuse(prepared.error().code);
        }
        prepared->confirmed = std::move(action.confirmed);
        prepared->drift_ms = action.drift_ms;
        if (++writing_ >= limits::batches_in_flight_max) connection_->pause_reading();
        bool const taken = services_.writer.ingest(
            *std::move(prepared), [weak = weak_from_this(), line = connection_](Outcome<Ingested> answer) {
                line->post([weak, answer = std::move(answer)] {
                    if (auto const self = weak.lock()) self->on_ingested(answer);
                });
            });
        if (taken) return {};
        --writing_;
        return failed({"busy", "the store is busy; please come again"});
    }

    /// Nothing was stored and nothing is acknowledged: the tablet keeps it and comes again.
    ServerPeer::Actions failed(Error const& error) {
        services_.log.write(LogLevel::warning, "store_failed",
                            {{"tag", tag_}, {"device", peer_.device().to_string()}, {"code", error.code}});
        return peer_.on_store_error(error);
    }

    void count(Ingested const& answer) {
        auto& counts = services_.counts;
        if (answer.closed) ++counts.closed;
        if (answer.refused) ++counts.refused;
        if (!answer.ack) return;
        ++(answer.ack->again ? counts.again : counts.stored);
        if (answer.ack->again) return;
        auto const verdicts = decode_verdicts(answer.ack->verdicts, limits::batch_deltas_max);
        if (!verdicts) return;
        for (auto const& verdict : *verdicts) ++counts.deltas.at(static_cast<std::size_t>(verdict.standing));
    }

    void on_ingested(Outcome<Ingested> const& answer) {
        if (answer) count(*answer);
        if (!connection_) return;
        if (--writing_ < limits::batches_in_flight_max) connection_->resume_reading();
        perform(answer ? peer_.on_ingested(*answer) : failed(answer.error()));
    }

    template <typename Result, typename Work, typename Then>
    void write(Work work, Then then) {
        services_.writer.run([weak = weak_from_this(), line = connection_, work = std::move(work), then](
                                 SqliteCentralStore& store, std::int64_t now_ms) {
            Outcome<Result> result = work(store, now_ms);
            line->post([weak, then, result = std::move(result)] {
                auto const self = weak.lock();
                if (!self || !self->connection_) return;
                self->perform(result ? then(*self, *result) : self->failed(result.error()));
            });
        });
    }

    static constexpr std::size_t tag_bytes = 4;  // enough to find one connection's lines in a day's log

    SyncServices& services_;
    std::string tag_;
    ServerPeer peer_;
    std::shared_ptr<Connection> connection_;
    std::unique_ptr<Hub::Subscription> subscription_;
    std::size_t writing_ = 0;
};

/// The edge owns its handler alone; the session is shared with answers under way.
class SyncHandler final : public WebSocketHandler {
public:
    explicit SyncHandler(std::shared_ptr<SyncSession> session) : session_(std::move(session)) {}
    void on_open(std::shared_ptr<Connection> connection) override { session_->on_open(std::move(connection)); }
    void on_message(Bytes message) override { session_->on_message(message); }
    void on_closed(std::uint16_t, std::string_view reason) override { session_->on_closed(reason); }

private:
    std::shared_ptr<SyncSession> session_;
};
}  // namespace

Upgrade open_sync_session(SyncServices& services, Random& random) {
    Bytes nonce(32);
    random.fill(nonce);
    Upgrade out;
    out.headers.add(nonce_header, to_hex(nonce));
    out.handler = std::make_unique<SyncHandler>(std::make_shared<SyncSession>(services, std::move(nonce)));
    return out;
}

}  // namespace mingcha
