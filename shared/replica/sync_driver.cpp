#include "shared/replica/sync_driver.hpp"

#include <type_traits>

namespace mingcha {

using namespace client;

namespace {
DriverStep failed(Error const& error) {
    DriverStep out;
    out.disconnect = true;
    out.code = error.code;
    out.message = error.message;
    out.retry_ms =
        -1;  // the store needs help first: disk full, damaged; the caller tries again when that may have changed
    return out;
}

/// Runs one action; answers what the peer decided next, or why the store could not.
struct Perform {
    ClientStore& store;
    ClientPeer& peer;
    DriverStep& step;
    using Next = Outcome<ClientPeer::Actions>;

    Next operator()(Send& action) const {
        step.send.push_back(std::move(action.frame));
        return ClientPeer::Actions{};
    }
    Next operator()(FetchBatches const& action) const {
        auto batches = store.batches_from(action.from, action.most);
        if (!batches) return batches.error();
        return peer.on_batches(*batches);
    }
    Next operator()(StoreWelcome const& action) const {
        return after(store.on_welcome(action.welcome), [&] { return peer.on_welcome_stored(); });
    }
    Next operator()(StoreAck const& action) const {
        return after(store.on_ack(action.ack), [&] { return peer.on_ack_stored(); });
    }
    Next operator()(ApplyPage const& action) const {
        auto const answer = store.on_page(action.page);
        if (!answer) return answer.error();
        step.stored = true;
        return peer.on_page_answer(*answer);
    }
    Next operator()(CloseEpoch const& action) const {
        auto const reenrol = store.on_epoch_closed(action.closed);
        if (!reenrol) return reenrol.error();
        step.stored = true;
        return peer.on_epoch_answer(*reenrol);
    }
    Next operator()(ConfirmEpoch const& action) const {
        return after(store.on_reenrolled(action.answer), [] { return ClientPeer::Actions{}; });
    }
    Next operator()(RepeatEpochs const&) const {
        return after(store.on_unknown_epoch(), [] { return ClientPeer::Actions{}; });
    }
    Next operator()(FetchLostActs const&) const {
        auto const acts = store.lost_acts();
        if (!acts) return acts.error();
        return peer.on_lost_acts(*acts);
    }
    Next operator()(DropLostActs const& action) const {
        return after(store.on_lost_kept(action.kept), [] { return ClientPeer::Actions{}; });
    }
    Next operator()(Disconnect const& action) const {
        step.disconnect = true;
        step.code = action.code;
        step.message = action.message;
        step.retry_ms = action.retry_ms;
        return ClientPeer::Actions{};
    }

    template <typename Then>
    Next after(Outcome<Unit> const& stored, Then then) const {
        if (!stored) return stored.error();
        step.stored = true;
        return then();
    }
};
}  // namespace

DriverStep SyncDriver::run(ClientPeer::Actions actions) {
    DriverStep step;
    std::deque<Action> todo(std::make_move_iterator(actions.begin()), std::make_move_iterator(actions.end()));
    while (!todo.empty() && !step.disconnect) {
        Action action = std::move(todo.front());
        todo.pop_front();
        auto next = std::visit(Perform{store_, peer_, step}, action);
        if (!next) return failed(next.error());
        for (auto& more : *next) todo.push_back(std::move(more));
    }
    return step;
}

DriverStep SyncDriver::on_open(ByteView nonce) {
    auto facts = store_.hello_facts();
    if (!facts) return failed(facts.error());
    return run(peer_.on_open(*std::move(facts), nonce));
}

std::int64_t SyncDriver::on_close() {
    if (peer_.has_unanswered()) (void)store_.on_cut();  // a store that fails says so at the next connection
    return peer_.on_close();
}

DriverStep SyncDriver::on_message(ByteView frame) {
    return run(peer_.on_frame(frame));
}
DriverStep SyncDriver::on_local_change() {
    return run(peer_.on_local_change());
}

}  // namespace mingcha
