#include "shared/sync/server_peer.hpp"

#include <algorithm>

namespace mingcha {

using namespace serving;

namespace {
void append(ServerPeer::Actions& to, ServerPeer::Actions&& more) {
    to.insert(to.end(), std::make_move_iterator(more.begin()), std::make_move_iterator(more.end()));
}
}  // namespace

std::optional<std::uint64_t> Confirmed::of(Root const& root, std::uint64_t server_epoch) const {
    if (epoch != server_epoch || restart || coming.contains(root)) return std::nullopt;
    return seq;
}

ServerPeer::Actions ServerPeer::end(std::string const& code, std::string message, std::int64_t retry_ms) {
    state_ = State::ended;
    return {Send{encode_frame(Goodbye{code, std::move(message), retry_ms})}, Disconnect{code}};
}

ServerPeer::Actions ServerPeer::on_frame(ByteView bytes, std::int64_t server_ms) {
    if (state_ == State::ended) return {};
    auto frame = decode_frame(bytes);
    if (!frame) return end(frame.error().code, frame.error().message);
    if (auto* hello = std::get_if<Hello>(&*frame)) return on(std::move(*hello), server_ms);
    if (auto* push = std::get_if<Push>(&*frame)) {
        if (state_ == State::live) {
            ++ingesting_;
            return {Ingest{std::move(*push), confirmed_, drift_ms_}};
        }
        if (early_.size() >= limits::batches_in_flight_max)
            return end("bad_frame", "too many batches before Hello was answered");
        early_.push_back(std::move(*push));
        return {};
    }
    if (auto* applied = std::get_if<Applied>(&*frame)) return on(*applied);
    if (auto* reenrol = std::get_if<Reenrol>(&*frame)) {
        // Signed by the closed epoch's key, so it needs no Hello: a tablet whose new epoch is not yet known says it first.
        return {OpenEpoch{*reenrol}};
    }
    if (auto* acts = std::get_if<LostActs>(&*frame); acts && state_ == State::live)
        return {KeepLost{hello_.device, std::move(*acts)}};
    return end("bad_frame", "a frame that is not a tablet's to send now");
}

ServerPeer::Actions ServerPeer::on(Hello hello, std::int64_t server_ms) {
    if (state_ != State::greeting) return end("bad_frame", "a second Hello");
    if (hello.protocol != protocol_version)
        return end("unknown_version", "this server speaks mingcha.sync." + std::to_string(protocol_version));
    drift_ms_ = hello.device_ms - server_ms;
    hello_ = std::move(hello);
    state_ = State::verifying;
    return {LookUp{hello_.device, hello_.device_epoch}};
}

ServerPeer::Actions ServerPeer::on_device(DeviceFacts const& facts) {
    device_ = facts;
    if (!facts.known) return end("not_enrolled", "this device or its epoch is not enrolled here");
    auto const body = hello_body(nonce_, identity_, hello_.device, hello_.device_epoch);
    if (!verify(facts.key, Label::hello, body, hello_.proof))
        return end("bad_signature", "Hello is not signed by this device");
    return {Greet{hello_}};
}

ServerPeer::Actions ServerPeer::on_greeting(Greeting const& greeting) {
    if (greeting.closed) {
        state_ = State::reenrolling;
        early_.clear();
        return {Send{encode_frame(*greeting.closed)}};
    }
    state_ = State::live;
    confirmed_.epoch = greeting.welcome.server_epoch;
    confirmed_.restart = greeting.welcome.restart;
    if (!greeting.welcome.restart) {
        confirmed_.seq = hello_.cursor.seq;
        for (auto const& root : hello_.roots) confirmed_.coming[root.root] = root.seq;
    }
    Actions out{Send{encode_frame(greeting.welcome)}};
    ingesting_ += early_.size();
    for (auto& push : early_) out.push_back(Ingest{std::move(push), confirmed_, drift_ms_});
    early_.clear();
    append(out, ask_for_page());
    return out;
}

ServerPeer::Actions ServerPeer::on_ingested(Ingested const& ingested) {
    if (ingesting_ > 0) --ingesting_;
    if (ingested.refused) {
        auto const& code = ingested.refused->code;
        bool const is_bad = code != "gap" && code != "server_error";
        Actions out{Send{encode_frame(*ingested.refused)}};
        if (is_bad && ++bad_batches_ >= limits::bad_frames_max)
            append(out, end("bad_frame", "too many batches that could not be taken"));
        else if (changed_)
            append(out, ask_for_page());
        return out;
    }
    if (ingested.closed) {
        state_ = State::reenrolling;
        return {Send{encode_frame(*ingested.closed)}};
    }
    auto const middle = static_cast<std::ptrdiff_t>(quiet_.size());
    quiet_.insert(quiet_.end(), ingested.quiet.begin(), ingested.quiet.end());
    std::sort(quiet_.begin() + middle, quiet_.end());
    std::inplace_merge(quiet_.begin(), quiet_.begin() + middle, quiet_.end());
    if (quiet_.size() > limits::quiet_rows_max) quiet_.clear();
    Actions out{Send{encode_frame(*ingested.ack)}};
    append(out, on_changed());
    return out;
}

ServerPeer::Actions ServerPeer::ask_for_page() {
    if (device_.revoked) return {};
    if (state_ != State::live || fetching_ || sent_ || ingesting_ > 0) {
        changed_ = true;
        return {};
    }
    fetching_ = true;
    changed_ = false;
    PageQuery query;
    query.device = hello_.device;
    query.person = device_.person;
    query.epoch = confirmed_.epoch;
    query.seq = confirmed_.seq;
    if (!confirmed_.restart) query.quiet = quiet_;
    if (!confirmed_.coming.empty()) {
        auto const& [root, seq] = *confirmed_.coming.begin();
        query.root = RootCursor{root, seq};
    }
    return {FetchPage{std::move(query)}};
}

ServerPeer::Actions ServerPeer::on_page(Page page) {
    fetching_ = false;
    bool const says_nothing =
        !page.root && page.to == confirmed_.seq && page.leaves.empty() && page.fresh.empty() && live_end_;
    if (says_nothing) return changed_ ? ask_for_page() : Actions{};
    sent_ = page;
    sent_->rows.clear();
    return {Send{encode_frame(page)}};
}

ServerPeer::Actions ServerPeer::on(Applied const& applied) {
    if (state_ != State::live || !sent_) return end("bad_frame", "Applied without a page");
    Page const page = *std::exchange(sent_, std::nullopt);
    if (page.root) {
        if (!applied.root || applied.root->root != *page.root) return end("bad_frame", "Applied names another root");
        if (page.full)
            confirmed_.coming[*page.root] = page.to;
        else
            confirmed_.coming.erase(*page.root);
    } else {
        if (applied.cursor.seq != page.to) return end("bad_frame", "Applied names another cursor");
        confirmed_.seq = page.to;
        live_end_ = page.last;
        for (auto const& root : page.leaves) confirmed_.coming.erase(root);
        for (auto const& root : page.fresh) confirmed_.coming[root] = 0;
        quiet_.erase(quiet_.begin(), std::ranges::upper_bound(quiet_, page.to));
    }
    if (confirmed_.restart && live_end_ && confirmed_.coming.empty()) confirmed_.restart = false;
    bool const more = !live_end_ || !confirmed_.coming.empty() || changed_ || page.full;
    return more ? ask_for_page() : Actions{};
}

ServerPeer::Actions ServerPeer::on_changed() {
    if (state_ != State::live) return {};
    return ask_for_page();
}

ServerPeer::Actions ServerPeer::on_epoch_opened(Reenrolled const& answer) {
    state_ = State::ended;
    return {Send{encode_frame(answer)}, Disconnect{"reenrolled"}};
}

ServerPeer::Actions ServerPeer::on_lost_kept(LostKept const& kept) {
    return {Send{encode_frame(kept)}};
}

ServerPeer::Actions ServerPeer::on_store_error(Error const& error) {
    // What whoever reads it can do something about is told by its name.
    bool const is_told = error.code == "busy" || error.code == "disk_full";
    return end(is_told ? error.code : "server_error", error.message, limits::retry_first_ms);
}

}  // namespace mingcha
