#include "shared/sync/client_peer.hpp"

#include <algorithm>

#include "shared/wire/limits.hpp"

namespace mingcha {

using namespace client;

namespace {
void append(ClientPeer::Actions& to, ClientPeer::Actions&& more) {
    to.insert(to.end(), std::make_move_iterator(more.begin()), std::make_move_iterator(more.end()));
}
}  // namespace

ClientPeer::Actions ClientPeer::end(std::string code, std::string message, std::int64_t retry_ms) {
    state_ = State::closing;
    return {Disconnect{std::move(code), std::move(message), retry_ms}};
}

ClientPeer::Actions ClientPeer::on_open(HelloFacts facts, ByteView nonce) {
    state_ = State::greeting;
    next_ = {};
    in_flight_ = 0;
    fetching_ = more_wanted_ = at_end_ = restart_ = handing_in_ = false;
    deferred_.reset();
    awaited_ = 0;
    reached_ = facts.hello.cursor.seq;
    if (facts.reenrol) return {Send{encode_frame(*facts.reenrol)}};
    auto& hello = facts.hello;
    hello.proof =
        facts.key.sign(Label::hello, hello_body(nonce, facts.server_identity, hello.device, hello.device_epoch));
    Actions out{Send{encode_frame(hello)}};
    append(out, fetch());
    return out;
}

ClientPeer::Actions ClientPeer::fetch() {
    if (fetching_ || in_flight_ >= limits::batches_in_flight_max) {
        more_wanted_ = true;
        return {};
    }
    fetching_ = true;
    more_wanted_ = false;
    return {FetchBatches{next_, limits::batches_in_flight_max - in_flight_}};
}

ClientPeer::Actions ClientPeer::on_batches(std::vector<Push> const& batches) {
    fetching_ = false;
    Actions out;
    for (auto const& push : batches) {
        next_ = {push.batch.header.epoch, push.batch.header.n + 1};
        ++in_flight_;
        out.push_back(Send{encode_frame(push)});
    }
    if (more_wanted_ && in_flight_ < limits::batches_in_flight_max) append(out, fetch());
    return out;
}

void ClientPeer::await_rows_of(Ack const& ack) {
    auto const verdicts = decode_verdicts(ack.verdicts, limits::batch_deltas_max);
    if (!verdicts) return;  // the store will say so
    for (auto const& verdict : *verdicts) awaited_ = std::max(awaited_, verdict.seq);
}

ClientPeer::Actions ClientPeer::on_local_change() {
    return state_ == State::live || state_ == State::greeting ? fetch() : Actions{};
}

ClientPeer::Actions ClientPeer::on_frame(ByteView bytes) {
    if (state_ == State::closing || state_ == State::closed) return {};
    auto frame = decode_frame(bytes);
    if (!frame) return end(frame.error().code, frame.error().message, on_close());
    if (auto* welcome = std::get_if<Welcome>(&*frame)) {
        restart_ = welcome->restart;
        if (restart_) reached_ = 0;
        return {StoreWelcome{std::move(*welcome)}};
    }
    if (auto* ack = std::get_if<Ack>(&*frame)) {
        await_rows_of(*ack);
        return {StoreAck{std::move(*ack)}};
    }
    if (auto* page = std::get_if<Page>(&*frame)) {
        deferred_ = *page;
        return {ApplyPage{std::move(*page)}};
    }
    if (auto* closed = std::get_if<EpochClosed>(&*frame)) return {CloseEpoch{std::move(*closed)}};
    if (auto* answer = std::get_if<Reenrolled>(&*frame)) {
        auto out = end("reenrolled", "", 0);
        out.insert(out.begin(), ConfirmEpoch{*answer});
        return out;
    }
    if (auto* refused = std::get_if<Refused>(&*frame)) {
        // A gap is mended by the next Welcome, which names what the server holds; anything else waits for a person.
        return end(refused->code, "batch " + std::to_string(refused->n) + " was not taken",
                   refused->code == "gap" ? 0 : limits::retry_last_ms);
    }
    if (auto* kept = std::get_if<LostKept>(&*frame)) {
        if (!std::exchange(handing_in_, false)) return end("bad_frame", "LostKept for nothing", on_close());
        return {DropLostActs{*kept}, FetchLostActs{}};
    }
    if (auto* goodbye = std::get_if<Goodbye>(&*frame)) {
        std::int64_t const wait = std::max(goodbye->retry_after_ms, on_close());
        auto out = end(goodbye->code, goodbye->message, wait);
        // A server restored from before our epoch opened can learn of it from us.
        if (goodbye->code == "not_enrolled") out.insert(out.begin(), RepeatEpochs{});
        return out;
    }
    return end("bad_frame", "a frame that only a tablet sends", on_close());
}

ClientPeer::Actions ClientPeer::on_welcome_stored() {
    state_ = State::live;
    failures_ = 0;
    // A restored server's Welcome put answered batches back into the queue, before those already sent.
    if (restart_) next_ = {};
    return fetch();
}

ClientPeer::Actions ClientPeer::on_ack_stored() {
    if (in_flight_ > 0) --in_flight_;
    Actions out = fetch();
    if (deferred_) out.push_back(ApplyPage{*deferred_});
    return out;
}

ClientPeer::Actions ClientPeer::on_page_answer(PageAnswer const& answer) {
    if (answer.deferred) return fetch();
    at_end_ = answer.at_end;
    reached_ = answer.applied.cursor.seq;
    deferred_.reset();
    Actions out{Send{encode_frame(answer.applied)}};
    if (answer.has_lost_acts) out.push_back(FetchLostActs{});
    return out;
}

ClientPeer::Actions ClientPeer::on_epoch_answer(std::optional<Reenrol> const& reenrol) {
    if (reenrol) {
        state_ = State::greeting;
        return {Send{encode_frame(*reenrol)}};
    }
    return end("epoch_closed", "", 0);
}

ClientPeer::Actions ClientPeer::on_lost_acts(LostActs const& acts) {
    // One list at a time: its answer says how many to drop, from the front.
    if (acts.records.empty() || std::exchange(handing_in_, true)) return {};
    return {Send{encode_frame(acts)}};
}

std::int64_t ClientPeer::on_close() {
    state_ = State::closed;
    std::int64_t const bound =
        std::min(limits::retry_last_ms, limits::retry_first_ms << std::min<std::int64_t>(failures_, 16));
    ++failures_;
    return limits::retry_first_ms / 2 + static_cast<std::int64_t>(random_.below(static_cast<std::uint64_t>(bound)));
}

}  // namespace mingcha
